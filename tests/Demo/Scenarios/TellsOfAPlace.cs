using System.Net;
using System.Text.Json;
using ReferralNetwork.Tests.Demo.Network;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>
/// A caseworker tells the police of a place and a vehicle. Nobody who was trafficked is in it, a colleague looks whether it gives away who told,
/// and the person whom it comes from wants it to wait.
/// </summary>
static class TellsOfAPlace
{
    public static async Task Play(Stage stage)
    {
        var rasa = await stage.Enters("ziburio-namai", "rasa");
        var mantas = await stage.Enters("ziburio-namai", "mantas");
        var darius = await stage.Enters("pakrantes-policija", "darius");
        var police = await stage.Partner(rasa, "Pakrantės policija");
        var person = Canaries.Zhanna;
        var caseId = await stage.OpensCase(rasa, new() { ["prs_FirstName"] = person.FirstName, ["prs_SecondName"] = person.SecondName });

        stage.Says($"{rasa.Name} has Cases compare a text with the person's names: it keeps nothing of the text");
        foreach (var (text, named) in new[] { ($"Её звали {person.FirstName}", true), (Canaries.Place, false) })
        {
            var compared = (await rasa.Post($"/api/cases/cases/{caseId}/names-in", new { text })).Expect(HttpStatusCode.OK);
            stage.Sees(compared.Body.GetProperty("named").GetBoolean() == named, named ? "a name stands in it" : "no name stands in it");
        }

        stage.Says($"{rasa.Name} writes a report: a place and a vehicle");
        var drafted = (await rasa.Post("/api/handoffs/intelligence", new
        {
            to = police,
            handling = "H1",
            report = new { items = new[] { new { kind = "place", text = Canaries.Place }, new { kind = "plate", text = Canaries.Vehicle } } },
        })).Expect(HttpStatusCode.Created);
        var path = $"/api/handoffs/intelligence/{drafted.Id}";
        await Acts(rasa, path, "submit", new { fromCase = true }, HttpStatusCode.Conflict);
        stage.Sees(true, "it comes from somebody who is helped, and nobody has asked them: refused");
        var until = TimeProvider.System.GetUtcNow().AddDays(3);
        await Acts(rasa, path, "submit", new { fromCase = true, personAgrees = false, heldUntil = until });
        await Acts(rasa, path, "look", new { couldTell = false }, HttpStatusCode.Conflict);
        stage.Sees(true, "whoever wrote it does not give it the second look");

        stage.Says($"{mantas.Name} gives it the second look");
        await Acts(mantas, path, "look", new { couldTell = false });
        stage.Sees((await mantas.Get(path)).Body.GetProperty("line").Text("state") == "Held", "it waits, as the person wants");
        (await darius.Get(path)).Expect(HttpStatusCode.NotFound);
        stage.Sees(true, "for the police there is no such report yet");
        await Acts(mantas, path, "send", new { personAgrees = true });

        var seen = await darius.GetOnce(path, answer => answer.Status is HttpStatusCode.OK, TimeSpan.FromSeconds(5));
        stage.Sees(
            seen.Expect(HttpStatusCode.OK).Body.GetProperty("report").Items("items").Any(item => item.Text("text") == Canaries.Place),
            $"{darius.Name} reads it once it was sent");
        stage.Sees(!Mentions(seen.Body, rasa.Name) && !Mentions(seen.Body, caseId.ToString()), "and neither who wrote it nor a case is in it");
        (await darius.Post($"{path}/acknowledge", new { reference = Canaries.PoliceReference })).Expect(HttpStatusCode.OK);
        stage.Sees(
            (await rasa.Get(path)).Text("recipientReference") == Canaries.PoliceReference, $"{rasa.Name} sees under which reference they have it");
    }

    static bool Mentions(JsonElement answer, string what) => answer.GetRawText().Contains(what, StringComparison.Ordinal);

    static async Task<Exchange> Acts(Worker who, string path, string action, object body, HttpStatusCode expected = HttpStatusCode.OK) =>
        (await who.Post($"{path}/{action}", body, (await who.Get(path)).Expect(HttpStatusCode.OK).ETag)).Expect(expected);
}
