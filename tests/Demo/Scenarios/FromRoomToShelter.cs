using System.Net;
using ReferralNetwork.Tests.Demo.Network;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>A visitor who writes in Russian is in danger. With consent it becomes a case of chosen facts, and a referral to a shelter.</summary>
static class FromRoomToShelter
{
    public static async Task Play(Stage stage)
    {
        using var visitor = stage.Visitor();
        stage.Says("Somebody writes in Russian that they cannot leave");
        await visitor.Goes("/ru/write");
        await visitor.Sends("/ru/write", "/ru/room", ("Topic", "cannot-leave"), ("Country", "TR"), ("Text", Canaries.InDanger));

        var (counsellor, room) = await stage.TakesRoom("ru", "cannot-leave");
        await stage.Reads(counsellor, room, Canaries.InDanger);
        await stage.Answers(counsellor, room, visitor, "ru", Canaries.WeHelp);
        await visitor.Sends("/ru/room", "/ru/room", ("Text", Canaries.Agrees));
        stage.Sees(visitor.Said.Count == 3, "the visitor agrees to a place in a shelter");

        var situation = await stage.Logs(counsellor, "an emergency", new
        {
            channel = "room", callType = "emergency", language = "ru", topic = "cannot-leave", country = "TR", roomId = room,
            note = Canaries.EmergencyNote,
        });
        var coordinator = counsellor.Organisation == "Aido linija"
            ? await stage.Enters("aido-linija", "paulius")
            : await stage.Enters("kelrodes-linija", "marius");
        stage.Says($"{coordinator.Name} answers the escalation");
        stage.Sees((await coordinator.Situation(situation)).Text("escalatedAt") is not null, "it went to the coordinator at once");
        (await coordinator.Post($"/api/inquiries/situations/{situation}/answer-escalation", new { })).Expect(HttpStatusCode.OK);

        var shelter = await stage.Partner(counsellor, "Ramunės prieglauda");
        string[] categories = ["Name", "Contact", "Exploitation"];
        var caseId = await stage.Reserves(counsellor, situation);
        await stage.OpensCase(counsellor, new()
        {
            ["x:Alias"] = Canaries.AliasInTheRoom,
            ["prs_PrimaryLanguage"] = "ru",
            ["x:RiskSummary"] = Canaries.ChosenFact,
        }, caseId);
        await stage.Does(
            counsellor, situation, "link-case", new { caseId, facts = new { status = "PossibleVictimOfTrafficking", destination = "TR" } });
        stage.Sees((await counsellor.Situation(situation)).Body.Is("LinkedToCase"), "the situation is linked to the case");
        await stage.TakesConsent(counsellor, caseId, "ru", [shelter], categories);
        var referral = await stage.Offers(counsellor, caseId, new("x:ShelterAccommodation", "25-39", "ru", "LT", "Urgent"), [shelter], categories);

        var ieva = await stage.Enters("ramunes-prieglauda", "ieva");
        var offered = await stage.FindsOffer(ieva, referral);
        await stage.Acts(ieva, referral, $"offers/{offered.Id}/accept");
        var (_, fields) = await stage.OpensDisclosure(ieva, referral);
        stage.Sees(fields.Text("x:Alias") == Canaries.AliasInTheRoom, "the shelter has what the person calls themselves");
        stage.Sees(
            !new[] { Canaries.InDanger, Canaries.Agrees, Canaries.EmergencyNote }.Any(t => fields.GetRawText().Contains(t, StringComparison.Ordinal)),
            "and no word of what was written in the room");
        await stage.Answers(counsellor, room, visitor, "ru", Canaries.PlaceFound);
    }
}
