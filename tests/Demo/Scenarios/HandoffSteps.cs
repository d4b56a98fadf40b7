using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ReferralNetwork.Tests.Demo.Network;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>What could be evidence, as its scene knows it.</summary>
/// <param name="Attachment">Null: a thing.</param>
public sealed record Evidence(Guid Id, Guid? Attachment, string Sha256);

/// <summary>The steps of a handoff by consent.</summary>
public static class HandoffSteps
{
    const string Handoffs = "/api/handoffs/handoffs";

    /// <summary>A file goes into the case as evidence, and its chain of custody begins.</summary>
    public static async Task<Evidence> KeepsEvidence(this Stage stage, Worker sender, Guid caseId, string label, string text)
    {
        stage.Says($"{sender.Name} keeps a document as evidence: who took it, where, who holds it");
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text + "\n", 3000)));
        var attachment = Guid.CreateVersion7();
        (await sender.PutFile($"/api/cases/cases/{caseId}/attachments/{attachment}?category=Evidence", label, "text/plain", content))
            .Expect(HttpStatusCode.Created);
        var exhibit = (await sender.Post($"/api/cases/cases/{caseId}/exhibits", Taken(label, "document", sender.Name, attachment)))
            .Expect(HttpStatusCode.Created);
        return new(exhibit.Id, attachment, Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    /// <summary>A telephone: nothing of it is copied, and nobody unlocks it.</summary>
    public static async Task<Evidence> KeepsThing(this Stage stage, Worker sender, Guid caseId, string label)
    {
        stage.Says($"{sender.Name} keeps a telephone in a sealed bag: nothing of it is copied");
        var exhibit = (await sender.Post($"/api/cases/cases/{caseId}/exhibits", Taken(label, "thing", sender.Name, attachment: null)))
            .Expect(HttpStatusCode.Created);
        return new(exhibit.Id, null, "");
    }

    static object Taken(string label, string kind, string holder, Guid? attachment) => new
    {
        kind,
        attachment,
        label,
        bagNumber = kind == "thing" ? Canaries.BagNumber : null,
        takenBy = holder,
        takenAt = TimeProvider.System.GetUtcNow().AddMinutes(-5),
        place = Canaries.EvidencePlace,
        holder,
    };

    /// <summary>Consent item by item, to one unit; then a permit for it.</summary>
    public static async Task<(Guid Receipt, string Permit)> ConsentsToHandoff(
        this Stage stage, Worker sender, Guid caseId, Guid unit, IReadOnlyList<string> categories, IReadOnlyList<Guid> exhibits)
    {
        stage.Says($"{sender.Name} reads to the person what the unit does with it, and ticks with them: {string.Join(", ", categories)}, "
            + $"{exhibits.Count} exhibits");
        var now = TimeProvider.System.GetUtcNow();
        var receipt = (await sender.Post($"/api/cases/cases/{caseId}/consents", new
        {
            purposes = new[] { "Handoff" },
            recipients = new[] { unit },
            transfersTold = new[] { unit },
            categories,
            exhibits,
            givenBy = "self",
            language = "lt",
            method = "spoken",
            wordingVersion = "2026-11",
            givenAt = now,
            validUntil = now.AddDays(90),
        })).Expect(HttpStatusCode.Created);
        var permit = (await sender.Post(
            $"/api/cases/cases/{caseId}/permits", new { purpose = "Handoff", part = "police", recipients = new[] { unit }, categories }))
            .Expect(HttpStatusCode.Created);
        return (receipt.Id, permit.Text("permit")!);
    }

    /// <summary>Prepared, consent verified, offered blind.</summary>
    public static async Task<Guid> OffersHandoff(this Stage stage, Worker sender, Guid unit, string permit)
    {
        stage.Says($"{sender.Name} prepares a handoff, verifies consent and offers it blind");
        var id = (await sender.Post(Handoffs, new { to = unit, handlingCode = "H1", urgency = "Routine", contact = "through-caseworker" }))
            .Expect(HttpStatusCode.Created).Id;
        var consent = new
        {
            permit, legalAdvice = "taken", askedForEarlier = false, toldHelpDoesNotDepend = true,
            inCareSince = TimeProvider.System.GetUtcNow().AddHours(-2),
        };
        await stage.ActsOnHandoff(sender, id, "verify", consent, HttpStatusCode.Conflict);
        stage.Sees(true, "not in the first 72 hours, unless the person asks for it");
        await stage.ActsOnHandoff(sender, id, "verify", consent with { inCareSince = TimeProvider.System.GetUtcNow().AddDays(-9) });
        await stage.ActsOnHandoff(sender, id, "offer");
        return id;
    }

    /// <summary>What came is blind; the officer accepts it under a reference of theirs.</summary>
    /// <param name="exhibits">How many go with it.</param>
    public static async Task AcceptsHandoff(this Stage stage, Worker officer, Guid id, int exhibits)
    {
        var offered = (await officer.GetOnce($"{Handoffs}/{id}", seen => seen.Status is HttpStatusCode.OK, TimeSpan.FromSeconds(15)))
            .Expect(HttpStatusCode.OK);
        var line = offered.Body.GetProperty("line");
        stage.Sees(
            line.GetProperty("exhibits").EnumerateObject().Sum(kind => kind.Value.GetInt32()) == exhibits && line.Text("from") is null,
            $"{officer.Name} sees a handling code, an urgency and {exhibits} exhibits by their kinds, and not even who offers it");
        stage.Sees(
            !Canaries.All.Any(canary => offered.Body.GetRawText().Contains(canary, StringComparison.Ordinal)), "and nothing of who the person is");
        var reference = await Writes(officer, id, Canaries.PoliceReference);
        var name = await Writes(officer, id, Canaries.Officer);
        await stage.ActsOnHandoff(officer, id, "accept", new { reference, officer = name });
    }

    static async Task<string> Writes(Worker author, Guid handoff, string text) =>
        (await author.Post("/api/cases/notes", new { conversation = "handoff", conversationId = handoff, text }))
            .Expect(HttpStatusCode.Created).Text("token")!;

    /// <summary>Waits until the file is there, and opens it.</summary>
    public static async Task<(Guid Disclosure, Exchange Opened)> OpensFile(this Stage stage, Worker officer, Guid id)
    {
        var released = await officer.GetOnce($"{Handoffs}/{id}", seen => Released(seen) is not null, TimeSpan.FromSeconds(15));
        var disclosure = Released(released) ?? throw new NotObservedException($"Nothing was released: {released.Body.GetRawText()}");
        stage.Says($"{officer.Name} opens the file: consent is decided again, and the reading is recorded");
        return (disclosure, (await officer.Get($"/api/cases/disclosures/{disclosure}")).Expect(HttpStatusCode.OK));

        static Guid? Released(Exchange seen) =>
            seen.Body.ValueKind is JsonValueKind.Object && seen.Body.TryGetProperty("accepted", out var accepted)
            && accepted.ValueKind is JsonValueKind.Object && accepted.TryGetProperty("released", out var left)
            && left.ValueKind is JsonValueKind.Object
                ? left.GetProperty("disclosureId").GetGuid()
                : null;
    }

    public static async Task<Exchange> ActsOnHandoff(
        this Stage stage, Worker who, Guid id, string action, object? body = null, HttpStatusCode expected = HttpStatusCode.OK)
    {
        stage.Says($"{who.Name}: {action.Replace('-', ' ')}{(expected is HttpStatusCode.OK ? "" : ", which is to be refused")}");
        var seen = (await who.Get($"{Handoffs}/{id}")).Expect(HttpStatusCode.OK).ETag;
        return (await who.Post($"{Handoffs}/{id}/{action}", body ?? new { }, seen)).Expect(expected);
    }

    /// <summary>The unit has checked the file and each exhibit against what it was given: Cases signs that, and the handoff is told.</summary>
    public static async Task ConfirmsReceipt(this Stage stage, Worker officer, Guid id, Guid disclosure, Exchange opened)
    {
        stage.Says($"{officer.Name} confirms the file and each exhibit by its hash, and the telephone by its seal");
        object[] items =
        [
            new { sha256 = opened.Text("sha256") },
            .. opened.Body.Items("exhibits").Select(exhibit => exhibit.Text("kind") == "thing"
                ? (object)new { exhibit = exhibit.GetProperty("id").GetGuid(), seal = "intact" }
                : new { exhibit = exhibit.GetProperty("id").GetGuid(), sha256 = exhibit.Text("sha256") }),
        ];
        var given = (await officer.Post($"/api/cases/disclosures/{disclosure}/receipts", new { items })).Expect(HttpStatusCode.Created);
        var receipts = given.Body.Items("receipts").ToList();
        stage.Sees(receipts.TrueForAll(receipt => receipt.GetProperty("matches").GetBoolean()), "all of it is what was released");
        await stage.ActsOnHandoff(officer, id, "receipts", new { receipts = receipts.ConvertAll(receipt => receipt.Text("token")) });
    }

    /// <summary>The same export, whoever asks for it.</summary>
    public static async Task<string> ExportsCustody(this Stage stage, Worker who, Guid disclosure)
    {
        stage.Says($"{who.Name} exports what proves the handoff");
        return (await who.Get($"/api/custody-exports/{disclosure}")).Expect(HttpStatusCode.OK).Body.GetRawText();
    }

    /// <summary>Where it stands for this viewer, once it is as it should be.</summary>
    public static async Task<Exchange> FindsHandoff(this Stage stage, Worker viewer, Guid id, string state, string what)
    {
        var seen = await viewer.GetOnce($"{Handoffs}/{id}", answer => Is(answer, state), TimeSpan.FromSeconds(15));
        stage.Sees(Is(seen, state), $"{viewer.Name} sees: {what}");
        return seen;
    }

    static bool Is(Exchange answer, string state) =>
        answer.Status is HttpStatusCode.OK && answer.Body.GetProperty("line").Text("state") == state;
}
