using System.Net;
using ReferralNetwork.Tests.Demo.Network;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>A visitor asks in Lithuanian about a job offer, and is advised. Nothing of them is left but a count.</summary>
static class AdvisedInARoom
{
    public static async Task Play(Stage stage)
    {
        using var visitor = stage.Visitor();
        stage.Says("Somebody reads how to check an employer, in Lithuanian, and writes");
        await visitor.Goes("/");
        await visitor.Goes("/lt/info/checking");
        await visitor.Goes("/lt/write");
        stage.Sees(!visitor.HasCookie, "no cookie before there is a conversation");
        await visitor.Sends("/lt/write", "/lt/room", ("Topic", "job-offer"), ("Country", "DE"), ("Text", Canaries.JobOffer));
        stage.Sees(visitor.Said.SequenceEqual([Canaries.JobOffer]), "the question waits in the room");

        var (counsellor, room) = await stage.TakesRoom("lt", "job-offer");
        await stage.Reads(counsellor, room, Canaries.JobOffer);
        await stage.Answers(counsellor, room, visitor, "lt", Canaries.Advice);

        stage.Says("The visitor is shown a phrase to come back with, types it back, leaves, and comes back");
        await visitor.Goes("/lt/room/phrase");
        await visitor.Sends("/lt/room/phrase", "/lt/room/phrase");
        var phrase = visitor.Phrase;
        await visitor.Goes("/lt/room/phrase/kept");
        await visitor.Sends("/lt/room/phrase/kept", "/lt/room/phrase/kept", ("Phrase", phrase));
        await visitor.Goes("/exit");
        stage.Sees(!visitor.HasCookie, "nothing is left in the visitor's browser");
        await visitor.Goes("/lt/return");
        await visitor.Sends("/lt/return", "/lt/room", ("Phrase", phrase));
        stage.Sees(visitor.Said.SequenceEqual([Canaries.JobOffer, Canaries.Advice]), "the conversation is there again");

        var situation = await stage.Logs(counsellor, "the signal, for the figures", new
        {
            channel = "room", callType = "employment-abroad", language = "lt", topic = "job-offer", country = "DE", roomId = room,
            note = Canaries.CallNote,
        });
        await stage.Does(counsellor, situation, "close", new { end = "closed" });
        (await counsellor.Post($"/api/inquiries/rooms/{room}/close", new { })).Expect(HttpStatusCode.OK);
        var closed = await counsellor.GetOnce(
            $"/api/inquiries/situations/{situation}", e => !e.Body.Items("notes").Any(), TimeSpan.FromSeconds(15));
        stage.Sees(closed.Body.Is("Closed") && closed.Text("caseId") is null, "closed, and no person record came of it");
        stage.Sees(!closed.Body.Items("notes").Any(), "the note is gone already: its key is destroyed");

        stage.Says("The visitor deletes all");
        await visitor.Goes("/lt/room/delete");
        await visitor.Sends("/lt/room/delete", "/lt/deleted");
        (await counsellor.Get($"/api/inquiries/rooms/{room}")).Expect(HttpStatusCode.NotFound);
        stage.Sees(!visitor.HasCookie, "for the counsellor there is no such room any more");
    }
}
