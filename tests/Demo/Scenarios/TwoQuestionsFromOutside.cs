using System.Net;
using System.Text.Json.Nodes;
using ReferralNetwork.Tests.Demo.Network;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>
/// "Do you know …?", once about a person who is known there and once about one who is not: answered alike, whatever is done with it. The asker
/// lives where the next working day is in three seconds.
/// </summary>
static class TwoQuestionsFromOutside
{
    public static async Task Play(Stage stage)
    {
        var mantas = await stage.Enters("ziburio-namai", "mantas"); // a coordinator, and it finds every organisation
        var rasa = await stage.Enters("sekundes-krantas", "rasa");
        var asked = await stage.Partner(mantas, "Žiburio namai");
        await stage.OpensCase(mantas, new() { ["prs_FirstName"] = Canaries.Smilga.FirstName, ["prs_SecondName"] = Canaries.Smilga.SecondName });

        var known = await Asks(stage, rasa, asked, "about a person who is known there", Canaries.AskedAboutKnown);
        var unknown = await Asks(stage, rasa, asked, "about a person who is not", Canaries.AskedAboutUnknown);
        var colleague = await stage.Enters("ziburio-namai", "rasa");
        (await colleague.Get("/api/inquiries/outside-questions/received")).Expect(HttpStatusCode.NotFound);
        stage.Sees(true, $"{colleague.Name}, who is no coordinator, finds no question");

        stage.Says($"{mantas.Name} reads both, and takes the one about the person who is known off the list");
        const string Received = "/api/inquiries/outside-questions/received";
        foreach (var question in (await mantas.Get(Received)).Expect(HttpStatusCode.OK).Body.Items("items").ToList())
        {
            var path = $"{Received}/{question.Text("id")}";
            var text = (await mantas.Get(path)).Expect(HttpStatusCode.OK).Body.GetProperty("text");
            if (text.Text("about") != Canaries.AskedAboutKnown)
                continue;
            stage.Sees(text.Text("contact") == Canaries.AskersNumber, "with what was asked, and where to reach who asks");
            (await mantas.Post($"{path}/look", new { })).Expect(HttpStatusCode.OK);
        }

        stage.Says($"{rasa.Name} reads the answer to each");
        var (one, other) = (await Answer(rasa, known), await Answer(rasa, unknown));
        Stage.Shows($"\"{one.Text("answer")}\"");
        stage.Sees(one.Text("answer") is not null && WithoutIdAndTimes(one) == WithoutIdAndTimes(other),
            "both are the same, byte for byte, but for id and times");
    }

    static async Task<Guid> Asks(Stage stage, Worker asker, Guid asked, string what, string about)
    {
        stage.Says($"{asker.Name} asks {what}, for a relative who rang");
        return (await asker.Post(
            "/api/inquiries/outside-questions",
            new { asked, onBehalfOf = "relative", about, reason = Canaries.WhyAsked, contact = Canaries.AskersNumber }))
            .Expect(HttpStatusCode.Created).Id;
    }

    static async Task<Exchange> Answer(Worker asker, Guid question) =>
        (await asker.GetOnce($"/api/inquiries/outside-questions/{question}", e => e.Text("answer") is not null, TimeSpan.FromSeconds(15)))
            .Expect(HttpStatusCode.OK);

    static string WithoutIdAndTimes(Exchange question)
    {
        var seen = JsonNode.Parse(question.Body.GetRawText())!.AsObject();
        foreach (var own in new[] { "id", "askedAt", "answersAt", "deletesAt" })
            seen.Remove(own);
        return seen.ToJsonString();
    }
}
