using System.Net;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>A clinic has read what it was given. The person takes their consent back: access ends at once, and the clinic owes a receipt.</summary>
static class ConsentWithdrawn
{
    public static async Task Play(Stage stage)
    {
        var rasa = await stage.Enters("ziburio-namai", "rasa");
        var sigita = await stage.Enters("gintarlapes-klinika", "sigita");
        var clinic = await stage.Partner(rasa, "Gintarlapės klinika");
        string[] categories = ["Name", "Contact", "Health"];

        var person = Canaries.Zahra;
        var caseId = await stage.OpensCase(rasa, new()
        {
            ["prs_FirstName"] = person.FirstName,
            ["prs_SecondName"] = person.SecondName,
            ["prs_PrimaryLanguage"] = "ar",
            ["prs_MobilePhone"] = person.MobilePhone,
            ["prs_Email"] = person.Email,
            ["x:HealthDetails"] = Canaries.Needs,
        });
        var receipt = await stage.TakesConsent(rasa, caseId, "ar", [clinic], categories);
        var referral = await stage.Offers(rasa, caseId, new("x:MedicalAid", "18-24", "en", "LT", "Urgent"), [clinic], categories);

        var offered = await stage.FindsOffer(sigita, referral);
        await stage.Acts(sigita, referral, $"offers/{offered.Id}/accept");
        var (disclosure, fields) = await stage.OpensDisclosure(sigita, referral);
        stage.Sees(fields.Text("prs_FirstName") == person.FirstName, "a clinic that was named sees the name");

        stage.Says($"{rasa.Name} withdraws the consent, as easily as it was given");
        (await rasa.Post($"/api/cases/consents/{receipt}/withdraw", new { })).Expect(HttpStatusCode.OK);
        var shut = (await sigita.Get($"/api/cases/disclosures/{disclosure}")).Expect(HttpStatusCode.Gone);
        stage.Sees(shut.Text("type")?.EndsWith("consent-withdrawn", StringComparison.Ordinal) is true, "from that moment the details are shut");
        await stage.Finds(sigita, referral, "Stopping: the clinic owes a receipt", r => r.Is("Stopping"));
        await stage.Acts(sigita, referral, "arrival", expected: HttpStatusCode.Conflict);
        stage.Sees(true, "nothing else goes on with it");

        await stage.Acts(sigita, referral, "stop-receipts", body: new { kind = "PurgeAcknowledged" });
        var stopped = await stage.Finds(rasa, referral, "Stopped, with the clinic's receipt", r => r.Is("Stopped"));
        stage.Sees(stopped.Body.Items("timeline").Any(e => e.Text("code") == "PurgeAcknowledged"), "what the clinic declared stands on the timeline");
    }
}
