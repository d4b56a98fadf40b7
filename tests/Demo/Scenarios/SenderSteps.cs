using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ReferralNetwork.Tests.Demo.Network;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>What is asked for, as far as others may know it before they accept.</summary>
public sealed record Need(string Assistance, string AgeBand, string Language, string Region, string Urgency);

/// <summary>The steps of the organisation that refers.</summary>
public static class SenderSteps
{
    /// <summary>The person's file, in HTCDS terms.</summary>
    public static async Task<Guid> OpensCase(this Stage stage, Worker sender, Dictionary<string, object> fields, Guid? reserved = null)
    {
        stage.Says($"{sender.Name} opens a case in HTCDS terms: {string.Join(", ", fields.Keys)}");
        var opened = (await sender.Post("/api/cases/cases", new { id = reserved, fields })).Expect(HttpStatusCode.Created);
        return opened.Id;
    }

    /// <summary>A file goes into the case, is listed, and comes back as it was.</summary>
    public static async Task Attaches(this Stage stage, Worker sender, Guid caseId, string name, string text)
    {
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text + "\n", 4000))); // several chunks
        stage.Says($"{sender.Name} attaches a text of {content.Length / 1024} kB");
        var attachments = $"/api/cases/cases/{caseId}/attachments";
        var path = $"{attachments}/{Guid.CreateVersion7()}";
        (await sender.PutFile($"{path}?category=Perpetrators", name, "text/plain", content)).Expect(HttpStatusCode.Created);
        (await sender.PutFile($"{path}?category=Perpetrators", name, "text/plain", content)).Expect(HttpStatusCode.OK);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        var listed = (await sender.Get(attachments)).Expect(HttpStatusCode.OK).Body.Items("items");
        stage.Sees(listed.Any(a => a.Text("name") == name && a.Text("sha256") == hash), "it is listed with its name and its hash");
        stage.Sees(await sender.Sha256Of(path) == hash, "and comes back as it was");
    }

    /// <param name="parts">In a return, which organisation does what.</param>
    /// <param name="by">Who decides for a child.</param>
    public static async Task<Guid> TakesConsent(
        this Stage stage, Worker sender, Guid caseId, string language, IReadOnlyList<Guid> recipients, IReadOnlyList<string> categories,
        string purpose = "Referral", IReadOnlyList<object>? parts = null, object? by = null)
    {
        stage.Says(
            $"{sender.Name} records consent{(by is null ? "" : " of who decides for the child")}: {purpose}, {recipients.Count} named organisations, "
            + string.Join(", ", categories));
        var now = TimeProvider.System.GetUtcNow();
        var given = await sender.Post($"/api/cases/cases/{caseId}/consents", new
        {
            purposes = new[] { purpose },
            recipients,
            transfersTold = recipients, // some are outside the EEA
            categories,
            exclusions = Array.Empty<object>(),
            parts,
            givenBy = by is null ? "self" : "guardian",
            decider = by,
            childView = by is null ? null : "agrees",
            childWords = by is null ? null : Canaries.ChildsWords,
            language,
            method = "spoken",
            wordingVersion = "2026-11",
            givenAt = now,
            validUntil = now.AddDays(90),
        });
        return given.Expect(HttpStatusCode.Created).Id;
    }

    /// <summary>Permit and offer, the second sent twice with one Idempotency-Key as a nervous network does.</summary>
    /// <param name="place">That is needed, where it is another than for one woman from today on.</param>
    /// <param name="tie">To the conversation that the referral belongs to.</param>
    public static async Task<Guid> Offers(
        this Stage stage, Worker sender, Guid caseId, Need need, IReadOnlyList<Guid> candidates, IReadOnlyList<string> categories,
        string? tie = null, object? place = null)
    {
        stage.Says($"{sender.Name} asks Cases for an offer permit");
        var permit = (await sender.Post($"/api/cases/cases/{caseId}/permits", new { purpose = "Referral", recipients = candidates, categories }))
            .Expect(HttpStatusCode.Created);
        var covered = permit.Body.Items("covered").Select(c => string.Join(", ", c.Items("categories").Select(x => x.GetString())));
        Stage.Shows($"covered, organisation by organisation: {string.Join(" | ", covered)}");

        stage.Says(
            $"{sender.Name} offers without identity: {need.Assistance}, {need.AgeBand}, {need.Language}, {need.Region}, {need.Urgency}; twice, with one Idempotency-Key");
        var offer = new
        {
            permit = permit.Text("permit"),
            needs = new[] { need.Assistance },
            need.AgeBand,
            need.Language,
            need.Region,
            need.Urgency,
            mode = need.Urgency is "Tonight" ? "Parallel" : "Sequential",
            candidates,
            tie,
            place = place
                ?? (need.Assistance is "x:ShelterAccommodation" ? new { household = new { women = 1 }, when = "TODAY", nights = "8-30" } : null),
        };
        var key = Guid.NewGuid().ToString();
        var first = (await sender.Post("/api/referrals/referrals", offer, idempotencyKey: key)).Expect(HttpStatusCode.Created);
        var second = (await sender.Post("/api/referrals/referrals", offer, idempotencyKey: key)).Expect(HttpStatusCode.Created);
        stage.Sees(first.Id == second.Id, "one referral came of it");
        return first.Id;
    }

    /// <summary>The referral as this viewer sees it, once it is as it should be.</summary>
    public static async Task<Exchange> Finds(
        this Stage stage, Worker viewer, Guid referral, string what, Func<JsonElement, bool> wanted, TimeSpan? patience = null)
    {
        var seen = await viewer.GetOnce(
            $"/api/referrals/referrals/{referral}", e => e.Status is HttpStatusCode.OK && wanted(e.Body), patience ?? TimeSpan.FromSeconds(15));
        seen.Expect(HttpStatusCode.OK);
        stage.Sees(wanted(seen.Body), $"{viewer.Name} sees: {what}");
        return seen;
    }

    public static bool Is(this JsonElement referral, string state) => referral.Text("state") == state;
}
