using System.Net;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>In the fictional jurisdiction XS an answer is due within seconds. A durable timer notices that none came.</summary>
static class NobodyAnswers
{
    public static async Task Play(Stage stage)
    {
        var rasa = await stage.Enters("sekundes-krantas", "rasa");
        var tomas = await stage.Enters("akimirkos-prieglauda", "tomas");
        var shelter = await stage.Partner(rasa, "Akimirkos prieglauda");
        string[] categories = ["Name", "Contact"];

        var person = Canaries.Isil;
        var caseId = await stage.OpensCase(rasa, new()
        {
            ["prs_FirstName"] = person.FirstName,
            ["prs_SecondName"] = person.SecondName,
            ["prs_PrimaryLanguage"] = "tr",
            ["prs_MobilePhone"] = person.MobilePhone,
            ["prs_Email"] = person.Email,
            ["x:Alias"] = person.Alias,
        });
        await stage.TakesConsent(rasa, caseId, "tr", [shelter], categories);
        var referral = await stage.Offers(rasa, caseId, new("x:ShelterAccommodation", "18-24", "en", "XS", "Soon"), [shelter], categories);
        var offered = await stage.FindsOffer(tomas, referral);

        stage.Says("Nobody answers");
        await stage.Finds(rasa, referral, "Unplaced: the offer has expired", r =>
            r.Is("Unplaced") && r.Items("offers").Single().Text("state") == "Expired", TimeSpan.FromSeconds(30));
        await stage.Acts(tomas, referral, $"offers/{offered.Id}/accept", expected: HttpStatusCode.Conflict);
        stage.Sees(true, "an acceptance that comes too late is refused, and changes nothing");
        await stage.Acts(rasa, referral, "give-up", body: new { code = "NO_PARTNER_LEFT" }, expected: HttpStatusCode.Conflict);
        stage.Sees(true, "nobody is left without a bed by closing a file");
        await stage.Acts(rasa, referral, "search-later", body: new { on = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(1)), unmet = "NO_BED" });
        await stage.Finds(rasa, referral, "it stays open, and is due tomorrow", r => r.Is("Unplaced"));
        await stage.Acts(rasa, referral, "give-up", body: new { code = "HOTEL_NIGHT", unmet = "NO_BED" });
        var year = DateTime.UtcNow.Year;
        var published = (await rasa.Get($"/api/referrals/place-searches?from={year}-01-01&to={year}-12-31")).Expect(HttpStatusCode.OK).Body;
        stage.Sees(
            !published.GetRawText().Contains($"{DateTime.UtcNow:yyyy-MM}-01", StringComparison.Ordinal),
            "a night in a hotel; why no place was found is counted without a person, and published once the month is over");
        await stage.Finds(rasa, referral, "ClosedUnplaced", r => r.Is("ClosedUnplaced"));
    }
}
