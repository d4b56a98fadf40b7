using System.Net;
using ReferralNetwork.Tests.Demo.Network;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>Calls to the hotline.</summary>
static class OnTheTelephone
{
    /// <summary>The normal end: answered, logged, closed, no person record.</summary>
    public static async Task LoggedAndClosed(Stage stage)
    {
        var egle = await stage.Enters("aido-linija", "egle");
        var call = await stage.Logs(egle, "a call about an agency", new
        {
            channel = "telephone", callType = "employer-or-agency", language = "lt", topic = "employer-or-agency", country = "NL",
            note = Canaries.CallNote,
        });
        await stage.Does(egle, call, "close", new { end = "closed", facts = new { destination = "NL", assistance = new[] { "x:SafetyPlanning" } } });
        var closed = await egle.GetOnce($"/api/inquiries/situations/{call}", e => !e.Body.Items("notes").Any(), TimeSpan.FromSeconds(15));
        stage.Sees(closed.Body.Is("Closed") && !closed.Body.Items("notes").Any(), "closed; what was noted is gone");
    }

    /// <summary>Whoever is on duty then makes it, as safe contact allows.</summary>
    public static async Task CalledBack(Stage stage)
    {
        var egle = await stage.Enters("aido-linija", "egle");
        var call = await stage.Logs(egle, "a call of somebody who wants to be called back", new
        {
            channel = "telephone", callType = "about-self", language = "lt", topic = "documents-taken", note = Canaries.CallNote,
        });
        stage.Says($"{egle.Name} plans a callback before anybody has asked how the person may be called, which is to be refused");
        (await Plan(egle, call)).Expect(HttpStatusCode.Conflict);
        await stage.Does(egle, call, "safe-contact", new
        {
            mayCall = true, mayLeaveMessage = false, timeZone = "Europe/Vilnius", contact = Canaries.CallersNumber, words = Canaries.SafeWords,
        });
        stage.Says($"{egle.Name} plans a callback");
        (await Plan(egle, call)).Expect(HttpStatusCode.OK);

        var overdue = await egle.GetOnce("/api/inquiries/callbacks?overdue=true", e => Of(call, e).Any(), TimeSpan.FromSeconds(20));
        var callback = Of(call, overdue).Select(c => c.GetProperty("id").GetGuid()).SingleOrDefault();
        stage.Sees(callback != Guid.Empty, "it is due, and the desk shows it");
        var paulius = await stage.Enters("aido-linija", "paulius");
        var seen = await paulius.Situation(call);
        stage.Sees(
            seen.Body.GetProperty("safeContact").Text("words") == Canaries.SafeWords, $"{paulius.Name} reads what to say when somebody else answers");
        var made = $"/api/inquiries/situations/{call}/callbacks/{callback}/made";
        stage.Says($"{paulius.Name} would leave a message, which the person has forbidden");
        (await paulius.Post(made, new { outcome = "message-left" })).Expect(HttpStatusCode.Conflict);
        stage.Says($"{paulius.Name} calls and reaches the person");
        (await paulius.Post(made, new { outcome = "reached" })).Expect(HttpStatusCode.OK);
        stage.Sees(!Of(call, await egle.Get("/api/inquiries/callbacks")).Any(), "nobody is to call them any more");
        await stage.Does(egle, call, "close", new { end = "closed" });
    }

    static Task<Exchange> Plan(Worker counsellor, Guid situation) => counsellor.Post(
        $"/api/inquiries/situations/{situation}/callbacks", new { dueAt = TimeProvider.System.GetUtcNow().AddSeconds(3), leaveMessage = false });

    static IEnumerable<System.Text.Json.JsonElement> Of(Guid situation, Exchange callbacks) =>
        callbacks.Body.Items("items").Where(c => c.GetProperty("situationId").GetGuid() == situation);
}
