using System.Net;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>"Tell any of us": the person tells the clinic to stop. It reads no more at once, and the sender asks about the rest.</summary>
static class ToldToStop
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
            ["x:HealthDetails"] = Canaries.Needs,
        });
        await stage.TakesConsent(rasa, caseId, "ar", [clinic], categories);
        var referral = await stage.Offers(rasa, caseId, new("x:MedicalAid", "18-24", "en", "LT", "Urgent"), [clinic], categories);
        var offered = await stage.FindsOffer(sigita, referral);
        await stage.Acts(sigita, referral, $"offers/{offered.Id}/accept");
        var (disclosure, _) = await stage.OpensDisclosure(sigita, referral);

        await stage.Acts(sigita, referral, "stop");
        var shut = await sigita.GetOnce($"/api/cases/disclosures/{disclosure}", e => e.Status is HttpStatusCode.Gone, TimeSpan.FromSeconds(15));
        stage.Sees(shut.Text("type")?.EndsWith("person-said-stop", StringComparison.Ordinal) is true, "the clinic can open the details no more");
        await stage.Finds(
            rasa, referral, "the sender is to ask the person about the rest", r => r.Text("toDo") is "stop-wish" or "stop-wish-overdue");
        await stage.Acts(rasa, referral, "stop-wish", body: new { code = "STOP_HERE_ONLY" });
        await stage.Acts(rasa, referral, "release", expected: HttpStatusCode.Conflict);
        stage.Sees(true, "on the old consent nothing goes to the clinic again");
    }
}
