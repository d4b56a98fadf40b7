using System.Net;
using System.Text.Json;
using ReferralNetwork.Tests.Demo.Network;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>The steps of those who answer at a hotline.</summary>
static class HotlineSteps
{
    /// <summary>The room that waits with this topic, and the counsellor of the hotline that was chosen for it.</summary>
    public static async Task<(Worker Counsellor, Guid Room)> TakesRoom(this Stage stage, string language, string topic)
    {
        foreach (var (organisation, userName) in new[] { ("aido-linija", "egle"), ("kelrodes-linija", "olga") })
        {
            var counsellor = await stage.Enters(organisation, userName);
            var urgent = (await counsellor.Get("/api/inquiries/rooms?state=urgent")).Expect(HttpStatusCode.OK).Body.Items("items");
            var waiting = (await counsellor.Get("/api/inquiries/rooms?state=waiting")).Expect(HttpStatusCode.OK).Body.Items("items").Concat(urgent)
                .FirstOrDefault(r => r.Text("language") == language && r.Text("topic") == topic);
            if (waiting.ValueKind is JsonValueKind.Undefined)
                continue;
            stage.Says($"{counsellor.Name} takes the room that waits: {language}, {topic}. Who is in it, nothing says");
            var room = waiting.GetProperty("id").GetGuid();
            (await counsellor.Post($"/api/inquiries/rooms/{room}/take", new { })).Expect(HttpStatusCode.OK);
            return (counsellor, room);
        }
        throw new NotObservedException($"No hotline has a room waiting with {language}, {topic}.");
    }

    public static async Task Reads(this Stage stage, Worker counsellor, Guid room, string text)
    {
        var detail = (await counsellor.Get($"/api/inquiries/rooms/{room}")).Expect(HttpStatusCode.OK);
        stage.Sees(detail.Body.Items("messages").Any(m => m.Text("text") == text), $"{counsellor.Name} reads what was written");
    }

    public static async Task Answers(this Stage stage, Worker counsellor, Guid room, Visitor visitor, string language, string text)
    {
        stage.Says($"{counsellor.Name} answers");
        (await counsellor.Post($"/api/inquiries/rooms/{room}/messages", new { text })).Expect(HttpStatusCode.OK);
        await visitor.Looks($"/{language}/room", v => v.Said.Contains(text, StringComparer.Ordinal));
        stage.Sees(visitor.Said.Contains(text, StringComparer.Ordinal), "the visitor sees the answer");
    }

    /// <returns>The situation's id.</returns>
    public static async Task<Guid> Logs(this Stage stage, Worker counsellor, string what, object signal)
    {
        stage.Says($"{counsellor.Name} logs {what}");
        return (await counsellor.Post("/api/inquiries/situations", signal)).Expect(HttpStatusCode.Created).Id;
    }

    /// <summary>A case is opened in three steps: its id is reserved here, it is opened in Cases, and linked here.</summary>
    /// <returns>The id to open it under.</returns>
    public static async Task<Guid> Reserves(this Stage stage, Worker counsellor, Guid situation)
    {
        stage.Says($"{counsellor.Name} reserves a case, so that no colleague changes the situation meanwhile");
        return (await counsellor.Post($"/api/inquiries/situations/{situation}/reserve-case", new { }, (await counsellor.Situation(situation)).ETag))
            .Expect(HttpStatusCode.OK).Id;
    }

    public static async Task<Exchange> Situation(this Worker counsellor, Guid id) =>
        (await counsellor.Get($"/api/inquiries/situations/{id}")).Expect(HttpStatusCode.OK);

    public static async Task Does(this Stage stage, Worker counsellor, Guid id, string action, object body)
    {
        var seen = await counsellor.Situation(id);
        stage.Says($"{counsellor.Name}: {action.Replace('-', ' ')}");
        (await counsellor.Post($"/api/inquiries/situations/{id}/{action}", body, seen.ETag)).Expect(HttpStatusCode.OK);
    }
}
