using System.Net;
using System.Text.Json;
using ReferralNetwork.Tests.Demo.Network;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>The steps of an organisation that is asked.</summary>
public static class RecipientSteps
{
    /// <summary>The worklist is the inbox; opening the referral is "seen". Nothing there says who it is.</summary>
    public static async Task<Offered> FindsOffer(this Stage stage, Worker recipient, Guid referral)
    {
        stage.Says($"{recipient.Name} looks at the worklist and opens what came");
        var list = await recipient.GetOnce("/api/referrals/referrals?side=received&open=true", e => Mentions(e, referral), TimeSpan.FromSeconds(15));
        stage.Sees(Mentions(list.Expect(HttpStatusCode.OK), referral), "the referral is on the list");
        var detail = (await recipient.Get($"/api/referrals/referrals/{referral}")).Expect(HttpStatusCode.OK);
        stage.Sees(
            !Canaries.All.Any(c => detail.Body.GetRawText().Contains(c, StringComparison.Ordinal)),
            "it says what is needed, and nothing of who the person is");
        var open = detail.Body.Items("offers").First(o => o.Text("state") == "Offered");
        return new(open.GetProperty("id").GetGuid(), detail.ETag!);
    }

    public static async Task<Exchange> Acts(
        this Stage stage, Worker who, Guid referral, string action, string? ifMatch = null, object? body = null,
        HttpStatusCode expected = HttpStatusCode.OK)
    {
        stage.Says(
            $"{who.Name}: {action[(action.LastIndexOf('/') + 1)..].Replace('-', ' ')}{(expected is HttpStatusCode.OK ? "" : ", which is to be refused")}");
        ifMatch ??= (await who.Get($"/api/referrals/referrals/{referral}")).Expect(HttpStatusCode.OK).ETag;
        return (await who.Post($"/api/referrals/referrals/{referral}/{action}", body ?? new { }, ifMatch)).Expect(expected);
    }

    /// <summary>What a person types goes to Cases, sealed; the action carries its token.</summary>
    public static async Task<(Guid Id, string Token)> Writes(this Stage stage, Worker author, Guid referral, string text)
    {
        stage.Says($"{author.Name} writes a note, which Cases seals");
        var sealedNote = (await author.Post("/api/cases/notes", new { conversation = "referral", conversationId = referral, text }))
            .Expect(HttpStatusCode.Created);
        return (sealedNote.Id, sealedNote.Text("token")!);
    }

    /// <summary>Waits until the details are there, and opens them.</summary>
    public static async Task<(Guid Id, JsonElement Fields)> OpensDisclosure(this Stage stage, Worker recipient, Guid referral)
    {
        var detail = await stage.Finds(recipient, referral, "details released", r => r.Text("disclosureId") is not null);
        var id = detail.Body.GetProperty("disclosureId").GetGuid();
        stage.Says($"{recipient.Name} opens the details: consent is decided again, and the reading is recorded");
        var opened = (await recipient.Get($"/api/cases/disclosures/{id}")).Expect(HttpStatusCode.OK);
        var fields = opened.Body.GetProperty("fields");
        Stage.Shows($"fields: {string.Join(", ", fields.EnumerateObject().Select(f => f.Name))}");
        return (id, fields);
    }

    static bool Mentions(Exchange list, Guid referral) =>
        list.Status is HttpStatusCode.OK && list.Body.Items("items").Any(i => i.GetProperty("id").GetGuid() == referral);
}

public sealed record Offered(Guid Id, string ETag);
