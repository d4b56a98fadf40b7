using System.Net;
using System.Text;
using ReferralNetwork.Tests.Demo.Network;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>
/// A court orders what nobody has agreed to. It is narrowed, the person is told in time to be heard, two approve it, a data-protection officer
/// reviews it: and no more leaves than it says.
/// </summary>
static class OrderedByACourt
{
    public static async Task Play(Stage stage)
    {
        var rasa = await stage.Enters("ziburio-namai", "rasa");
        var (mantas, ona) = (await stage.Enters("ziburio-namai", "mantas"), await stage.Enters("ziburio-namai", "ona"));
        var audra = await stage.Enters("ziburio-namai", "audra");
        var kastytis = await stage.Enters("ukanu-teismas", "kastytis");
        var court = await stage.Partner(rasa, kastytis.Organisation);
        var person = Canaries.Putinele;
        var caseId = await stage.OpensCase(rasa, new()
        {
            ["prs_FirstName"] = person.FirstName, ["prs_SecondName"] = person.SecondName, ["prs_MobilePhone"] = person.MobilePhone,
        });
        var postcard = await stage.KeepsEvidence(rasa, caseId, Canaries.PostcardLabel, Canaries.Postcard);
        var contract = await stage.KeepsEvidence(rasa, caseId, Canaries.ContractLabel, Canaries.Contract);

        stage.Says($"{rasa.Name} records the order with its document and the day by which it wants its answer; nobody has agreed to it");
        var answerBy = new DateTimeOffset(TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(15), TimeSpan.Zero);
        var orders = $"/api/cases/cases/{caseId}/orders";
        var document = Guid.CreateVersion7();
        (await rasa.PutFile(
            $"/api/cases/cases/{caseId}/attachments/{document}?category=Evidence", Canaries.OrderName, "text/plain",
            Encoding.UTF8.GetBytes(Canaries.OrderText))).Expect(HttpStatusCode.Created);
        var order = (await rasa.Post(orders, new
        {
            recipient = court, basis = "court-order", law = Canaries.OrderLaw, document, officer = Canaries.Officer, answerBy,
            fields = new[]
            {
                "prs_FirstName", "prs_SecondName", "prs_MobilePhone", $"exhibit:{postcard.Id}", $"exhibit:{contract.Id}",
            },
        })).Expect(HttpStatusCode.Created);
        var demand = (await rasa.Post("/api/handoffs/compelled-disclosures", new { order = order.Text("token"), handling = "H2" }))
            .Expect(HttpStatusCode.Created).Id;
        var path = $"/api/handoffs/compelled-disclosures/{demand}";

        stage.Says($"{rasa.Name} finds it too wide, and it is narrowed: no telephone number, and one piece of evidence of two");
        await rasa.Decides(path, "check", new { finding = "too-wide" });
        var narrower = (await rasa.Post(
            $"{orders}/{order.Id}/narrow", new { fields = new[] { "prs_FirstName", "prs_SecondName", $"exhibit:{postcard.Id}" } }))
            .Expect(HttpStatusCode.Created);
        await rasa.Decides(path, "narrow", new { order = narrower.Text("token") });

        stage.Says($"{rasa.Name} has told the person, with a lawyer's name and time to be heard");
        var now = TimeProvider.System.GetUtcNow();
        var told = (await rasa.Post(
            $"{orders}/{order.Id}/told", new { at = now.AddDays(-3), lawyer = Canaries.Lawyer, toBeHeardUntil = now.AddDays(-1) }))
            .Expect(HttpStatusCode.Created);
        await rasa.Decides(path, "told", new { told = told.Text("token") });
        await Refused(stage, rasa, path, "disclose", new { }, "nothing leaves that nobody has approved");

        stage.Says($"{ona.Name} and {mantas.Name} look at exactly what would leave, and approve it");
        var shown = (await ona.Get($"/api/cases/orders/{order.Id}/preview")).Expect(HttpStatusCode.OK);
        var (preview, seen) = (shown.Body.GetProperty("fields").GetRawText(), shown.Text("digest"));
        stage.Sees(
            shown.Body.Items("exhibits").Select(exhibit => exhibit.GetProperty("id").GetGuid()).SequenceEqual([postcard.Id])
            && (await ona.Get(path)).Expect(HttpStatusCode.OK).Body.GetProperty("line").GetProperty("answerBy").GetDateTimeOffset() == answerBy,
            "they see the one piece of evidence that is left, and the day by which the court waits for it");
        await ona.Decides(path, "approve", new { @as = "director", seen });
        await Refused(stage, ona, path, "approve", new { @as = "director", seen }, "one person does not approve twice");
        await mantas.Decides(path, "approve", new { @as = "coordinator", seen });
        (await kastytis.Get(path)).Expect(HttpStatusCode.NotFound);
        await rasa.Decides(path, "disclose");

        var received = await stage.Reads(kastytis, path, $"{kastytis.Name} learns of it once it has left", r => r.Text("disclosureId") is not null);
        var read = (await kastytis.Get($"/api/cases/disclosures/{received.Text("disclosureId")}")).Expect(HttpStatusCode.OK);
        stage.Sees(read.Body.GetProperty("fields").GetRawText() == preview, "and reads exactly what the two approved");
        var exhibits = $"/api/cases/disclosures/{received.Text("disclosureId")}/exhibits";
        stage.Sees(await kastytis.Sha256Of($"{exhibits}/{postcard.Id}") == postcard.Sha256, "the evidence comes as it is");
        (await kastytis.Get($"{exhibits}/{contract.Id}")).Expect(HttpStatusCode.NotFound);
        stage.Sees(true, "and what the order was narrowed by does not");

        stage.Says($"{audra.Name}, who has neither recorded nor approved it, reviews it");
        await audra.Decides(path, "review", new { finding = "in-order" });
        await stage.Reads(rasa, path, $"{rasa.Name} reads Reviewed", r => r.GetProperty("line").Text("state") == "Reviewed");
    }

    static async Task Refused(Stage stage, Worker who, string path, string action, object body, string why)
    {
        (await who.Post($"{path}/{action}", body, (await who.Get(path)).Expect(HttpStatusCode.OK).ETag)).Expect(HttpStatusCode.Conflict);
        stage.Sees(true, why);
    }
}
