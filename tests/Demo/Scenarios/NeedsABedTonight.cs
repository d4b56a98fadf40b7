using System.Net;
using ReferralNetwork.Tests.Demo.Network;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>
/// A mother with a boy of 14 and a baby need a bed tonight. In the fictional jurisdiction XS nobody reads mail for three seconds, an agreed hour
/// passes, and a count grows old, as elsewhere within half an hour, a night and a day.
/// </summary>
static class NeedsABedTonight
{
    public static async Task ForAFamily(Stage stage)
    {
        var rasa = await stage.Enters("sekundes-krantas", "rasa");
        var tomas = await stage.Enters("akimirkos-prieglauda", "tomas");
        var shelter = await stage.Partner(rasa, "Akimirkos prieglauda");
        string[] categories = ["Name", "Contact"];

        stage.Says($"{tomas.Name} describes a family room, a room for one more, and another for women");
        var small = await tomas.HasPlaces(
            new { region = "XS", kind = "OPEN", security = "STAFF_DAY", population = new[] { "FAMILIES" }, oldestBoy = 11 }, 2);
        var room = await tomas.HasPlaces(
            new { region = "XS", kind = "OPEN", security = "STAFF_NIGHT", population = new[] { "FAMILIES" }, oldestBoy = 17 }, 2);
        var beside = await tomas.HasPlaces(
            new { region = "XS", kind = "OPEN", security = "STAFF_NIGHT", population = new[] { "FAMILIES" }, oldestBoy = 17 }, 1);
        const string Search = "/api/placements/places?region=XS&who=FAMILIES&oldestBoy=14-15";
        var found = (await rasa.Get(Search)).Expect(HttpStatusCode.OK).Body.Items("items")
            .ToDictionary(line => line.GetProperty("unitGroup").GetGuid(), line => line.GetProperty("classes").Text("oldestBoy"));
        stage.Sees(
            (found[small], found[room]) == ("NOT_MET", "MET"),
            "beside the candidates it is said where a boy of 14 may live, and that this place is likely free");

        var person = Canaries.Serksne;
        var caseId = await stage.OpensCase(rasa, new()
        {
            ["prs_FirstName"] = person.FirstName,
            ["prs_SecondName"] = person.SecondName,
            ["prs_PrimaryLanguage"] = "uk",
            ["prs_MobilePhone"] = person.MobilePhone,
            ["prs_Email"] = person.Email,
            ["x:Alias"] = person.Alias,
        });
        var receipt = await stage.TakesConsent(rasa, caseId, "uk", [shelter], categories);
        var family = new
        {
            household = new
            {
                women = 1, girls = new Dictionary<string, int> { ["0-2"] = 1 }, boys = new Dictionary<string, int> { ["12-17"] = 1 },
                oldestBoy = "14-15",
            },
            when = "NOW",
        };
        var need = new Need("x:ShelterAccommodation", "25-39", "en", "XS", "Tonight");
        var referral = await stage.Offers(rasa, caseId, need, [shelter], categories, place: family);

        stage.Says("It is night, and nobody reads mail");
        await stage.Finds(rasa, referral, "Unplaced, and first of all that is due", r => r.Is("Unplaced"), TimeSpan.FromSeconds(30));
        var listing = (await rasa.Get($"/api/partners/partners/{shelter}")).Expect(HttpStatusCode.OK).Body;
        stage.Sees(listing.Text("dutyTelephone") is not null, $"the shelter's duty telephone is there: {rasa.Name} rings {tomas.Name}");
        var permit = (await rasa.Post($"/api/cases/cases/{caseId}/permits", new { purpose = "Referral", recipients = new[] { shelter }, categories }))
            .Expect(HttpStatusCode.Created).Text("permit");
        await stage.Acts(rasa, referral, "offers", body: new { permit, candidates = new[] { shelter } });
        var offered = await stage.FindsOffer(tomas, referral);
        await stage.Acts(tomas, referral, $"offers/{offered.Id}/unsure");
        stage.Sees(
            (await rasa.Get($"/api/referrals/referrals/{referral}")).Expect(HttpStatusCode.OK).Body.Items("offers").Last()
                .Text("unsureAt") is not null,
            "he cannot say at once, and she sees it; the offer stays");
        await stage.Acts(tomas, referral, $"offers/{offered.Id}/accept", body: new
        {
            places = new[] { new { unitGroup = room, places = 2 }, new { unitGroup = beside, places = 1 } },
            expectedAt = DateTimeOffset.UtcNow.AddSeconds(4),
        });
        await stage.Finds(rasa, referral, "Accepted, with places", r => r.Is("Accepted"));
        stage.Sees(
            ((await tomas.ReadsPlaces(room)).Figure("held"), (await tomas.ReadsPlaces(beside)).Figure("held")) == (2, 1),
            "mother, boy and baby have their places in both rooms, or they would have none");
        await ArrivesLate(stage, rasa, tomas, referral, room);
        await ConsentIsTakenBack(stage, rasa, tomas, receipt, referral, room);

        stage.Says("Nobody has counted for what elsewhere is a day");
        var old = await rasa.GetOnce(Search, e => Availability(e) == "UNKNOWN", TimeSpan.FromSeconds(15));
        stage.Sees(Availability(old) == "UNKNOWN", "whether a place is free is unknown, never free");

        string? Availability(Exchange answer) =>
            answer.Body.Items("items").First(line => line.GetProperty("unitGroup").GetGuid() == small).Text("availability");
    }

    static async Task ArrivesLate(Stage stage, Worker sender, Worker shelter, Guid referral, Guid room)
    {
        stage.Says("The agreed hour passes, and nobody is there");
        var detail = await stage.Finds(
            sender, referral, "the person is overdue, before all that is due", r => r.Text("toDo") == "person-overdue", TimeSpan.FromSeconds(20));
        var stay = detail.Body.Items("offers").Last().GetProperty("place").GetProperty("stayId").GetGuid();
        await shelter.FindsStay(
            stage, stay, "the shelter sees it first as well, and keeps the places", line => line.Text("state") == "CheckInOverdue");
        stage.Says("At 03:10 they stand at the door");
        (await shelter.Post($"/api/placements/stays/{stay}/check-in", new { arrivedAt = DateTimeOffset.UtcNow })).Expect(HttpStatusCode.OK);
        await stage.Finds(sender, referral, "Active: they are there", r => r.Is("Active"));
        stage.Sees((await shelter.ReadsPlaces(room)).Figure("occupied") == 2, "the room is theirs");
    }

    static async Task ConsentIsTakenBack(Stage stage, Worker sender, Worker shelter, Guid receipt, Guid referral, Guid room)
    {
        stage.Says("Later the mother takes her consent back");
        (await sender.Post($"/api/cases/consents/{receipt}/withdraw", new { })).Expect(HttpStatusCode.OK);
        await stage.Finds(sender, referral, "the referral stops", r => r.Text("state") is "Stopping" or "Stopped");
        var stay = (await shelter.Get("/api/placements/stays?open=true")).Expect(HttpStatusCode.OK).Body.Items("items")
            .First(line => line.Items("places").Any(taken => taken.GetProperty("unitGroup").GetGuid() == room));
        await shelter.FindsStay(
            stage, stay.GetProperty("id").GetGuid(), "they live there as before: help never hangs on consent to data",
            line => line.Text("state") == "CheckedIn" && line.Text("conversationId") is null);
        stage.Sees((await shelter.ReadsPlaces(room)).Figure("occupied") == 2, "and the room is theirs still");
    }

    /// <summary>Two say yes to the same bed in the same moment.</summary>
    public static async Task RaceForTheLast(Stage stage)
    {
        var rasa = await stage.Enters("ziburio-namai", "rasa");
        var ieva = await stage.Enters("ramunes-prieglauda", "ieva");
        var shelter = await stage.Partner(rasa, "Ramunės prieglauda");
        string[] categories = ["Name"];
        stage.Says($"{ieva.Name} has one bed left");
        var bed = await ieva.HasPlaces(new { region = "LT", kind = "OPEN", security = "STAFF_NIGHT", population = new[] { "WOMEN" } }, 1);
        var caseId = await stage.OpensCase(rasa, new() { ["prs_FirstName"] = Canaries.Serksne.FirstName, ["x:Alias"] = Canaries.Serksne.Alias });
        await stage.TakesConsent(rasa, caseId, "lt", [shelter], categories);
        var need = new Need("x:ShelterAccommodation", "25-39", "lt", "LT", "Urgent");
        Guid[] referrals =
            [await stage.Offers(rasa, caseId, need, [shelter], categories), await stage.Offers(rasa, caseId, need, [shelter], categories)];
        var offers = new[] { await stage.FindsOffer(ieva, referrals[0]), await stage.FindsOffer(ieva, referrals[1]) };

        stage.Says("Two of her colleagues accept at once, each with that bed");
        var body = new { places = new[] { new { unitGroup = bed, places = 1 } }, expectedAt = DateTimeOffset.UtcNow.AddHours(3) };
        foreach (var answer in await Task.WhenAll(referrals.Zip(offers).Select(
            one => ieva.Post($"/api/referrals/referrals/{one.First}/offers/{one.Second.Id}/accept", body))))
            answer.Expect(HttpStatusCode.OK);
        var seen = new List<Exchange>();
        foreach (var referral in referrals)
            seen.Add(await rasa.GetOnce(
                $"/api/referrals/referrals/{referral}", e => e.Body.Items("offers").Last() is var offer
                    && (offer.Text("state") == "Accepted" || offer.Text("placeRefused") is not null), TimeSpan.FromSeconds(15)));
        stage.Sees(seen.Count(one => one.Body.Is("Accepted")) == 1, "one has it");
        stage.Sees(
            seen.Single(one => !one.Body.Is("Accepted")).Body.Items("offers").Last() is var lost
                && (lost.Text("state"), lost.Text("placeRefused")) == ("Offered", "NONE_FREE"),
            "the other offer is open again, with the reason, and nothing of the person was released on it");
        stage.Sees((await ieva.ReadsPlaces(bed)).Figure("held") == 1, "the bed was given once");
        foreach (var (referral, one) in referrals.Zip(seen))
            await stage.Acts(rasa, referral, one.Body.Is("Accepted") ? "request-cancellation" : "cancel");
    }
}
