using System.Net;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>The first shelter has a reason to decline; the second, next on the list, accepts. Identity never moved by itself.</summary>
static class DeclinedAndOfferedOn
{
    public static async Task Play(Stage stage)
    {
        var rasa = await stage.Enters("ziburio-namai", "rasa");
        var nadezda = await stage.Enters("ramunes-prieglauda", "nadezda");
        var leyla = await stage.Enters("tylos-uostas", "leyla");
        Guid[] shelters = [await stage.Partner(rasa, "Ramunės prieglauda"), await stage.Partner(rasa, "Tylos uostas")];
        string[] categories = ["Name", "Contact", "Health"];

        var person = Canaries.Zhanna;
        var caseId = await stage.OpensCase(rasa, new()
        {
            ["prs_FirstName"] = person.FirstName,
            ["prs_SecondName"] = person.SecondName,
            ["prs_PrimaryLanguage"] = "ru",
            ["prs_MobilePhone"] = person.MobilePhone,
            ["prs_Email"] = person.Email,
            ["x:Alias"] = person.Alias,
            ["x:NeedsSummary"] = Canaries.Needs,
        });
        await stage.TakesConsent(rasa, caseId, "ru", shelters, categories);
        var referral = await stage.Offers(rasa, caseId, new("x:ShelterAccommodation", "40-59", "ru", "LT", "Routine"), shelters, categories);

        var first = await stage.FindsOffer(nadezda, referral);
        (await leyla.Get($"/api/referrals/referrals/{referral}")).Expect(HttpStatusCode.NotFound);
        stage.Sees(true, $"{leyla.Organisation}, second on the list, knows nothing of it yet");
        var reason = await stage.Writes(nadezda, referral, Canaries.DeclineNote);
        await stage.Acts(nadezda, referral, $"offers/{first.Id}/decline", body: new { code = "SAFETY_CONFLICT", note = reason.Token });

        var second = await stage.FindsOffer(leyla, referral);
        stage.Sees(second.Id != first.Id, "it was offered to the next");
        await stage.Acts(leyla, referral, $"offers/{second.Id}/accept");
        var (_, fields) = await stage.OpensDisclosure(leyla, referral);
        stage.Sees(fields.Text("x:Alias") == person.Alias, $"the details went to {leyla.Organisation}");
        var declined = await stage.Finds(rasa, referral, "declined by the first with its reason, accepted by the second", r =>
            r.Items("offers").Select(o => o.Text("state")).SequenceEqual(["Declined", "Accepted"], StringComparer.Ordinal));
        stage.Sees(
            declined.Body.Items("timeline").Any(e => e.Text("code") == "CANNOT_TAKE_THIS_HOUSEHOLD")
                && !declined.Body.GetRawText().Contains("SAFETY_CONFLICT", StringComparison.Ordinal),
            "that it could not take her stands on the timeline; why would say who lives there");
        await stage.Acts(leyla, referral, "outcome", body: new { code = "ASSISTED" });
        await stage.Finds(rasa, referral, "Completed", r => r.Is("Completed"));
    }
}
