using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ReferralNetwork.Tests.Demo.Network;
using ReferralNetwork.Verifier;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>
/// What a person wants the police to have, and nothing else: her telephone number stays, and so does one of the pictures. It is used, and what
/// proves it can be checked by somebody who trusts neither side. Another takes her consent back when the police have it already.
/// </summary>
static class HandedToThePolice
{
    static readonly string[] Categories = ["Name", "Perpetrators", "Evidence"];

    public static async Task ToFeedback(Stage stage)
    {
        var (rasa, darius, police) = await People(stage);
        var caseId = await OpensCase(stage, rasa, Canaries.Zemuoge);
        var notebook = await stage.KeepsEvidence(rasa, caseId, Canaries.NotebookLabel, Canaries.Notebook);
        var letter = await stage.KeepsEvidence(rasa, caseId, Canaries.LetterLabel, Canaries.Letter);
        var telephone = await stage.KeepsThing(rasa, caseId, Canaries.TelephoneLabel);
        var (_, permit) = await stage.ConsentsToHandoff(rasa, caseId, police, Categories, [notebook.Id, telephone.Id]);

        var handoff = await stage.OffersHandoff(rasa, police, permit);
        await stage.AcceptsHandoff(darius, handoff, exhibits: 2);
        var (disclosure, opened) = await stage.OpensFile(darius, handoff);
        var fields = opened.Body.GetProperty("fields");
        stage.Sees(
            fields.Text("prs_FirstName") == Canaries.Zemuoge.FirstName && fields.Text("prs_MobilePhone") is null,
            "the name she agreed to, and no telephone number");
        stage.Sees(
            opened.Body.Items("exhibits").Select(exhibit => exhibit.GetProperty("id").GetGuid()).ToHashSet()
                .SetEquals([notebook.Id, telephone.Id]),
            "the notebook and the telephone, not the letter");
        stage.Sees(
            await darius.Sha256Of($"/api/cases/disclosures/{disclosure}/exhibits/{notebook.Id}") == notebook.Sha256, "the notebook comes as it is");
        (await darius.Get($"/api/cases/disclosures/{disclosure}/exhibits/{letter.Id}")).Expect(HttpStatusCode.NotFound);

        await stage.ActsOnHandoff(darius, handoff, "feedback", new { code = "USED" }, HttpStatusCode.Conflict);
        await stage.ConfirmsReceipt(darius, handoff, disclosure, opened);
        await stage.ActsOnHandoff(darius, handoff, "in-use");
        await stage.ActsOnHandoff(darius, handoff, "feedback", new { code = "USED" });
        await stage.FindsHandoff(rasa, handoff, "Closed", "it was used");

        var export = await stage.ExportsCustody(rasa, disclosure);
        stage.Sees(Sound(export, out var lines), $"an outsider checks it offline, from the file alone: all right, {lines} checks");
        var parsed = JsonNode.Parse(export)!;
        var hops = parsed["exhibits"]![0]!["hops"]!.AsArray();
        hops.RemoveAt(hops.Count - 1);
        stage.Sees(!Sound(parsed.ToJsonString(), out _), "with one hop taken out it is refused");
    }

    public static async Task TakenBackAfterwards(Stage stage)
    {
        var (rasa, darius, police) = await People(stage);
        var caseId = await OpensCase(stage, rasa, Canaries.Avietune);
        var telephone = await stage.KeepsThing(rasa, caseId, Canaries.TelephoneLabel);
        var (receipt, permit) = await stage.ConsentsToHandoff(rasa, caseId, police, Categories, [telephone.Id]);
        var handoff = await stage.OffersHandoff(rasa, police, permit);
        await stage.AcceptsHandoff(darius, handoff, exhibits: 1);
        var (disclosure, opened) = await stage.OpensFile(darius, handoff);
        await stage.ConfirmsReceipt(darius, handoff, disclosure, opened);

        stage.Says($"{rasa.Name} withdraws the consent, as easily as it was given");
        (await rasa.Post($"/api/cases/consents/{receipt}/withdraw", new { })).Expect(HttpStatusCode.OK);
        (await darius.Get($"/api/cases/disclosures/{disclosure}")).Expect(HttpStatusCode.Gone);
        stage.Sees(true, "from that moment the file is shut");
        var seen = await stage.FindsHandoff(rasa, handoff, "Withdrawn", "the handoff has ended");
        stage.Sees(
            seen.Body.GetProperty("accepted").GetProperty("released").Items("exhibits").Single().GetProperty("notRecallable").GetBoolean(),
            "and that the telephone, which they hold, cannot be called back");
        await stage.FindsHandoff(darius, handoff, "Withdrawn", "they owe a receipt");
        await stage.ActsOnHandoff(darius, handoff, "stop-receipts", new { kind = "RetainedUnder", basis = "LEGAL_CLAIMS" });
        var told = await stage.FindsHandoff(rasa, handoff, "Withdrawn", "what they keep, and on which basis");
        stage.Sees(
            told.Body.GetProperty("accepted").Items("stopReceipts").Single().Text("basis") == "LEGAL_CLAIMS", "kept for legal claims, and said so");
    }

    static async Task<(Worker Rasa, Worker Darius, Guid Police)> People(Stage stage)
    {
        var rasa = await stage.Enters("ziburio-namai", "rasa");
        return (rasa, await stage.Enters("pakrantes-policija", "darius"), await stage.Partner(rasa, "Pakrantės policija"));
    }

    static Task<Guid> OpensCase(Stage stage, Worker rasa, Survivor person) => stage.OpensCase(rasa, new()
    {
        ["prs_FirstName"] = person.FirstName, ["prs_SecondName"] = person.SecondName, ["prs_MobilePhone"] = person.MobilePhone,
    });

    /// <summary>As <c>referral-verify</c> does, by the keys in the export.</summary>
    static bool Sound(string export, out int lines)
    {
        var found = Verification.Of(Encoding.UTF8.GetBytes(export)).Report.Sections.SelectMany(section => section.Lines).ToList();
        lines = found.Count(line => line.Outcome == Outcome.Right);
        return found.TrueForAll(line => line.Outcome != Outcome.Fault);
    }
}
