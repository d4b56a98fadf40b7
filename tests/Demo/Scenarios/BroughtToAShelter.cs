using System.Net;
using ReferralNetwork.Tests.Demo.Network;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>
/// A shelter says where somebody is met, and nobody reads it but who drives. The driver's telephone dies, a colleague takes over; when the person
/// has arrived it is gone.
/// </summary>
static class BroughtToAShelter
{
    public static async Task Play(Stage stage)
    {
        var rasa = await stage.Enters("ziburio-namai", "rasa");
        var ieva = await stage.Enters("ramunes-prieglauda", "ieva");
        var leyla = await stage.Enters("tylos-uostas", "leyla");
        var nendryte = await stage.Enters("tylos-uostas", "ieva");
        var (shelter, driving) = (await stage.Partner(rasa, "Ramunės prieglauda"), await stage.Partner(rasa, "Tylos uostas"));
        string[] categories = ["Name", "Contact"];

        var person = Canaries.Vilkdalge;
        var caseId = await stage.OpensCase(rasa, new()
        {
            ["prs_FirstName"] = person.FirstName,
            ["prs_SecondName"] = person.SecondName,
            ["prs_PrimaryLanguage"] = "lt",
            ["prs_MobilePhone"] = person.MobilePhone,
            ["prs_Email"] = person.Email,
            ["x:Alias"] = person.Alias,
        });
        await stage.TakesConsent(rasa, caseId, "lt", [shelter, driving], categories);
        var stay = await Accepted(stage, rasa, ieva, caseId, Asks("x:ShelterAccommodation"), shelter, categories);

        stage.Says($"{ieva.Name} says where she is met, and forgets the threat alert");
        var point = new { referral = stay, where = Canaries.MeetingPoint, when = Canaries.MeetingTime, words = Canaries.MeetingWords };
        (await ieva.Post("/api/cases/rendezvous", point)).Expect(HttpStatusCode.BadRequest);
        stage.Says("She holds it against residents, staff and neighbourhood, and says so");
        var id = (await ieva.Post(
            "/api/cases/rendezvous", new { point.referral, point.where, point.when, point.words, threatAlertHeld = true }))
            .Expect(HttpStatusCode.Created).Id;
        var path = $"/api/cases/rendezvous/{id}";
        (await rasa.Get(path)).Expect(HttpStatusCode.NotFound);
        stage.Sees(true, "the sender does not read it: it brings nobody");

        stage.Says($"{rasa.Name} asks for a ride, tied to the stay");
        var tie = (await rasa.Post($"/api/cases/cases/{caseId}/ties", new { conversation = "referral", id = stay }))
            .Expect(HttpStatusCode.Created).Text("tie");
        var ride = await Accepted(stage, rasa, leyla, caseId, Asks("x:LocalTransport"), driving, categories, tie);
        stage.Says($"{rasa.Name} says that this ride brings her");
        (await rasa.Post($"{path}/ride", new { referral = ride })).Expect(HttpStatusCode.OK);
        (await leyla.Get(path)).Expect(HttpStatusCode.NotFound);

        stage.Says($"{leyla.Name} takes the ride and opens it");
        (await leyla.Post($"{path}/take", new { })).Expect(HttpStatusCode.OK);
        stage.Sees(
            (await leyla.Get(path)).Expect(HttpStatusCode.OK).Text("where") == Canaries.MeetingPoint, "whoever drives reads where to go");
        (await nendryte.Get(path)).Expect(HttpStatusCode.NotFound);
        stage.Sees(true, "and no colleague does");

        stage.Says($"Her telephone dies. {nendryte.Name} takes over in one step");
        (await nendryte.Post($"{path}/take", new { over = true })).Expect(HttpStatusCode.OK);
        var opened = (await nendryte.Get(path)).Expect(HttpStatusCode.OK);
        stage.Sees(opened.Text("words") == Canaries.MeetingWords, "who took over reads it");
        var shut = (await leyla.Get(path)).Expect(HttpStatusCode.Gone);
        stage.Sees(Problem(shut) == "ride-given-on", "and it is shut to the first");

        await stage.Acts(ieva, stay, "arrival");
        // Its key goes first, and the row says why a moment later.
        var gone = await nendryte.GetOnce(
            path, e => e.Status is HttpStatusCode.Gone && Problem(e) == "rendezvous-arrived", TimeSpan.FromSeconds(15));
        stage.Sees(Problem(gone.Expect(HttpStatusCode.Gone)) == "rendezvous-arrived", "she has arrived: nobody opens it any more");
    }

    static Need Asks(string assistance) => new(assistance, "18-24", "lt", "LT", "Urgent");

    static async Task<Guid> Accepted(
        Stage stage, Worker sender, Worker recipient, Guid caseId, Need need, Guid partner, IReadOnlyList<string> categories, string? tie = null)
    {
        var referral = await stage.Offers(sender, caseId, need, [partner], categories, tie);
        var offered = await stage.FindsOffer(recipient, referral);
        await stage.Acts(recipient, referral, $"offers/{offered.Id}/accept");
        await stage.Finds(recipient, referral, "details released", r => r.Text("disclosureId") is not null);
        return referral;
    }

    static string? Problem(Exchange exchange) => exchange.Text("type")?.Split(':')[^1];
}
