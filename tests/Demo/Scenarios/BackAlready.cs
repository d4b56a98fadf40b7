using System.Net;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>She came home by herself, and tells it there. The organisation that she came to leads, and nobody is asked for anything before.</summary>
static class BackAlready
{
    public static async Task Play(Stage stage)
    {
        var milda = await stage.Enters("zvaigzdynes-budetojai", "milda");
        var person = Canaries.Namgriza;
        var caseId = await stage.OpensCase(milda, new()
        {
            ["prs_FirstName"] = person.FirstName, ["prs_SecondName"] = person.SecondName, ["prs_MobilePhone"] = person.MobilePhone,
            ["x:Alias"] = person.Alias, ["x:NeedsSummary"] = Canaries.Needs,
        });
        stage.Says($"{milda.Name} records that she is back");
        var id = (await milda.Post("/api/returns/returns/already-back", new
        {
            leftFrom = "NL", backIn = "LT", languages = new[] { "lt" }, needs = new[] { "x:LegalAid" }, ageBands = new[] { "25-39" },
        })).Expect(HttpStatusCode.Created).Id;
        var path = $"/api/returns/returns/{id}";
        var seen = await stage.IsIn(milda, path, "Received", "complete at once: no request, no journey, no check");
        var traveller = seen.Body.Items("travellers").Single().Text("id");
        await milda.Tells(path, $"travellers/{traveller}/tie", new { tie = await milda.Ties(caseId, id) });
        await stage.Helps(
            milda, path, id, caseId, new("x:PsychologicalSupport", "tylasilio-psichologai", "asta"),
            new("x:JobPlacement", "darbadvario-birza", "loreta"));
        await stage.IsMonitored(milda, path);
    }
}
