using System.Net;
using System.Text.Json;
using ReferralNetwork.Tests.Demo.Network;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>
/// Somebody refuses to be referred to the authority, and where their helper works the law demands a notice all the same: it says how many, and
/// nothing of them.
/// </summary>
static class RefusesAndIsCounted
{
    public static async Task Play(Stage stage)
    {
        var rasa = await stage.Enters("sekundes-krantas", "rasa");
        var neringa = await stage.Enters("verpetu-tarnyba", "neringa");
        var authority = await stage.Partner(rasa, neringa.Organisation);
        var person = Canaries.Dobiliuke;
        var caseId = await stage.OpensCase(rasa, new() { ["prs_FirstName"] = person.FirstName, ["prs_SecondName"] = person.SecondName });

        stage.Says($"{rasa.Name} asks the person, who says no");
        var refusal = (await rasa.Post($"/api/cases/cases/{caseId}/consents", new
        {
            purposes = new[] { "Handoff" }, refused = true, givenBy = "self", language = "lt", method = "spoken", wordingVersion = "2026-11",
            givenAt = TimeProvider.System.GetUtcNow(),
        })).Expect(HttpStatusCode.Created).Id;
        var duty = (await rasa.Get("/api/handoffs/notices/duty")).Expect(HttpStatusCode.OK);
        stage.Sees(duty.Body.GetProperty("due").ValueKind is JsonValueKind.Object, "a rule binds this organisation to notify");

        stage.Says($"{rasa.Name} sends a notice: a sex, a country, a kind of exploitation, a region and a year");
        async Task<Exchange> Notifies() => await rasa.Post("/api/handoffs/notices", new
        {
            to = authority,
            basis = (await rasa.Post($"/api/cases/cases/{caseId}/notice-bases", new { receipt = refusal })).Text("basis"),
            sex = "Feminine", nationality = "LT", exploitation = "ForcedLabour", region = "LT-VL", year = ReturnSteps.Today.Year,
        });
        var notice = (await Notifies()).Expect(HttpStatusCode.Created).Id;
        (await Notifies()).Expect(HttpStatusCode.Conflict);
        stage.Sees(true, "one refusal makes one notice");

        var seen = (await neringa.Get($"/api/handoffs/notices/{notice}")).Expect(HttpStatusCode.OK).Body;
        stage.Sees(
            seen.GetProperty("cell").EnumerateObject().All(part => part.Name == "year" || part.Value.ValueKind is JsonValueKind.Null),
            $"{neringa.Name} reads a year and nothing finer: too few were counted the year before");
        stage.Sees(
            new[] { caseId, refusal }.All(id => !seen.GetRawText().Contains(id.ToString(), StringComparison.Ordinal)),
            "and nothing in it leads to the person");
        (await neringa.Post($"/api/handoffs/notices/{notice}/acknowledge", new { })).Expect(HttpStatusCode.OK);
    }
}
