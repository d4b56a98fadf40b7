using System.Net;
using System.Text.Json;
using ReferralNetwork.Tests.Demo.Network;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>
/// Somebody asks at a consular post to go home. An organisation that is not their embassy leads; what its case says of protection is asked,
/// and the embassy reads that its request is in hand, and nothing else.
/// </summary>
static class AskedByAnEmbassy
{
    static readonly string[] Topics =
        ["right-to-stay", "protection", "recovery-period", "legal-aid", "compensation", "help-at-home", "free-to-change"];

    public static async Task Play(Stage stage)
    {
        await stage.Enters("ziburio-namai", "rasa"); // whose directory shows every organisation
        var maartje = await stage.Enters("postas-zilverhelm", "maartje");
        var mirela = await stage.Enters("sankrantos-organizacija", "mirela");
        var lead = await stage.Partner(maartje, "Tarptautinė Sankrantos organizacija");
        var person = Canaries.Femke;
        var caseId = await stage.OpensCase(maartje, new()
        {
            ["prs_FirstName"] = person.FirstName,
            ["prs_SecondName"] = person.SecondName,
            ["prs_PrimaryLanguage"] = "nl",
            ["prs_MobilePhone"] = person.MobilePhone,
            ["prs_Citizenship"] = new[] { "NL" },
        });
        await stage.TakesConsent(maartje, caseId, "nl", [lead], ["Name", "Contact", "Citizenship"], "Introduction");

        stage.Says($"{maartje.Name} asks for a return, without identity");
        var permit = (await maartje.Post(
            $"/api/cases/cases/{caseId}/permits",
            new { purpose = "Introduction", recipients = new[] { lead }, categories = new[] { "Name", "Contact", "Citizenship" } }))
            .Expect(HttpStatusCode.Created);
        var asked = (await maartje.Post("/api/returns/returns", new
        {
            leavesFrom = "LT", goesTo = "NL", languages = new[] { "en" }, needs = new[] { "x:ReturnTransport" }, urgency = "Soon",
            mode = "Sequential", travellers = new[] { new { ageBand = "25-39", permit = permit.Text("permit") } }, candidates = new[] { lead },
        })).Expect(HttpStatusCode.Created);
        var path = $"/api/returns/returns/{asked.Id}";

        var offered = (await mirela.Get(path)).Expect(HttpStatusCode.OK);
        stage.Sees(!offered.Body.GetRawText().Contains(person.SecondName, StringComparison.Ordinal), "the organisation that is asked reads no name");
        stage.Says($"{mirela.Name} accepts to lead");
        (await mirela.Post($"{path}/offers/{offered.Body.Items("offers").Single().Text("id")}/accept", new { })).Expect(HttpStatusCode.OK);
        var led = await Reads(stage, mirela, path, "the introduction has come", r => Traveller(r).Text("disclosureId") is not null);
        var told = (await mirela.Get($"/api/cases/disclosures/{Traveller(led.Body).Text("disclosureId")}")).Expect(HttpStatusCode.OK);
        stage.Sees(told.Body.GetProperty("fields").Text("prs_FirstName") == person.FirstName, "with the name, as far as the person agreed");

        stage.Says($"{mirela.Name} opens a case of the organisation's own, ties it to the return, and counsels");
        var own = await stage.OpensCase(mirela, new() { ["prs_FirstName"] = person.FirstName, ["prs_MobilePhone"] = person.MobilePhone });
        var tie = (await mirela.Post($"/api/cases/cases/{own}/ties", new { conversation = "return", id = asked.Id })).Expect(HttpStatusCode.Created);
        var traveller = $"{path}/travellers/{Traveller(led.Body).Text("id")}";
        (await mirela.Post($"{traveller}/tie", new { tie = tie.Text("tie") })).Expect(HttpStatusCode.OK);
        var before = (await maartje.Get(path)).Expect(HttpStatusCode.OK);
        (await Acts(mirela, path, $"{traveller}/counsel", new { interpreter = "not-needed", topics = Topics })).Expect(HttpStatusCode.OK);
        (await Acts(mirela, path, $"{path}/ask-clearance", new { })).Expect(HttpStatusCode.OK);
        await Reads(stage, mirela, path, "not established: nobody has asked about protection", r => r.Text("travel") == "NotEstablished");

        stage.Says("The person applies for protection");
        var status = new { kind = "protection-status", on = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), state = "applied" };
        (await mirela.Post($"/api/cases/cases/{own}/travel-facts", status)).Expect(HttpStatusCode.Created);
        await Reads(stage, mirela, path, "barred, told unasked and without a reason", r => r.Text("travel") == "TravelBarred");
        (await Acts(mirela, path, $"{path}/protect", new { })).Expect(HttpStatusCode.OK);
        var after = (await maartje.Get(path)).Expect(HttpStatusCode.OK);
        stage.Sees(
            after.Body.GetProperty("line").Text("state") == "InHand"
            && after.Body.GetRawText() == before.Body.GetRawText() && after.ETag == before.ETag,
            "the embassy reads byte for byte what it read before: in hand");
    }

    static JsonElement Traveller(JsonElement seen) => seen.Items("travellers").Single();

    static async Task<Exchange> Acts(Worker lead, string path, string action, object body) =>
        await lead.Post(action, body, ifMatch: (await lead.Get(path)).ETag);

    static async Task<Exchange> Reads(Stage stage, Worker viewer, string path, string what, Func<JsonElement, bool> wanted)
    {
        var seen = await viewer.GetOnce(path, e => e.Status is HttpStatusCode.OK && wanted(e.Body), TimeSpan.FromSeconds(15));
        stage.Sees(wanted(seen.Expect(HttpStatusCode.OK).Body), what);
        return seen;
    }
}
