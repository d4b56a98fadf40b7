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
        var permit = await maartje.TakesPermit(caseId, "Introduction", lead, ["Name", "Contact", "Citizenship"]);
        var asked = (await maartje.Post("/api/returns/returns", new
        {
            leavesFrom = "LT", goesTo = "NL", languages = new[] { "en" }, needs = new[] { "x:ReturnTransport" }, urgency = "Soon",
            mode = "Sequential", travellers = new[] { new { ageBand = "25-39", permit } }, candidates = new[] { lead },
        })).Expect(HttpStatusCode.Created);
        var path = $"/api/returns/returns/{asked.Id}";

        var offered = (await mirela.Get(path)).Expect(HttpStatusCode.OK);
        stage.Sees(!offered.Body.GetRawText().Contains(person.SecondName, StringComparison.Ordinal), "the organisation that is asked reads no name");
        stage.Says($"{mirela.Name} accepts to lead");
        await mirela.Tells(path, $"offers/{offered.Body.Items("offers").Single().Text("id")}/accept");
        var led = await stage.Reads(mirela, path, "the introduction has come", r => Traveller(r).Text("disclosureId") is not null);
        var told = (await mirela.Get($"/api/cases/disclosures/{Traveller(led.Body).Text("disclosureId")}")).Expect(HttpStatusCode.OK);
        stage.Sees(told.Body.GetProperty("fields").Text("prs_FirstName") == person.FirstName, "with the name, as far as the person agreed");

        stage.Says($"{mirela.Name} opens a case of the organisation's own, ties it to the return, and counsels");
        var own = await stage.OpensCase(mirela, new() { ["prs_FirstName"] = person.FirstName, ["prs_MobilePhone"] = person.MobilePhone });
        var traveller = $"travellers/{Traveller(led.Body).Text("id")}";
        await mirela.Tells(path, $"{traveller}/tie", new { tie = await mirela.Ties(own, asked.Id) });
        var before = (await maartje.Get(path)).Expect(HttpStatusCode.OK);
        await mirela.Decides(path, $"{traveller}/counsel", new { interpreter = "not-needed", topics = ReturnSteps.CounselTopics });
        await mirela.Decides(path, "ask-clearance");
        await stage.Reads(mirela, path, "not established: nobody has asked about protection", r => r.Text("travel") == "NotEstablished");

        stage.Says("The person applies for protection");
        await mirela.RecordsProtection(own, "applied");
        await stage.Reads(mirela, path, "barred, told unasked and without a reason", r => r.Text("travel") == "TravelBarred");
        await mirela.Decides(path, "protect");
        var after = (await maartje.Get(path)).Expect(HttpStatusCode.OK);
        stage.Sees(
            after.Body.GetProperty("line").Text("state") == "InHand"
            && after.Body.GetRawText() == before.Body.GetRawText() && after.ETag == before.ETag,
            "the embassy reads byte for byte what it read before: in hand");
    }

    static JsonElement Traveller(JsonElement seen) => seen.Items("travellers").Single();
}
