using System.Globalization;
using System.Net;
using ReferralNetwork.Tests.Demo.Network;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>A child of 13: nobody that age consents alone; the mother does, with a document; the child says no, and a bed is found all the
/// same.</summary>
static class OfAChild
{
    public static async Task Play(Stage stage)
    {
        var rasa = await stage.Enters("ziburio-namai", "rasa");
        var shelter = await stage.Partner(rasa, "Ramunės prieglauda");
        var organisation = await stage.Partner(rasa, "Gijų mazgas");
        var now = TimeProvider.System.GetUtcNow();
        var caseId = await stage.OpensCase(rasa, new()
        {
            ["prs_Birthdate"] = now.AddYears(-13).ToString("yyyy", CultureInfo.InvariantCulture), ["x:Alias"] = "Mėta",
            ["x:NeedsSummary"] = "A room with her brother."
        });

        stage.Says($"{rasa.Name} asks; the child says no at first");
        (await Consents(new
        {
            purposes = new[] { "Referral" }, refused = true, givenBy = "self",
            language = "lt", method = "spoken", wordingVersion = "2026-11", givenAt = now
        }))
            .Expect(HttpStatusCode.Created);
        (await Permit(shelter)).Expect(HttpStatusCode.Conflict);
        stage.Sees(true, "the refusal is recorded and nothing can be offered");

        stage.Says($"{rasa.Name} records a consent of the child alone, then of the mother, with the child's own words");
        (await Consents(Consent("self", null, null, null))).Expect(HttpStatusCode.BadRequest);
        stage.Sees(true, "a child alone cannot consent");
        (await Consents(
            Consent("guardian", new { kind = "parent", name = "Aldona Rasaitė", document = "Birth certificate 1102" },
                "objects", "I do not want to go away.")))
            .Expect(HttpStatusCode.Created);
        (await Permit(shelter)).Expect(HttpStatusCode.Created);
        (await Permit(organisation)).Expect(HttpStatusCode.Conflict);
        stage.Sees(true, "the child's no stops an organisation, and not a bed");

        Task<Exchange> Consents(object body) => rasa.Post($"/api/cases/cases/{caseId}/consents", body);

        Task<Exchange> Permit(Guid to) =>
            rasa.Post($"/api/cases/cases/{caseId}/permits",
                new { purpose = "Referral", recipients = new[] { to }, categories = new[] { "Name", "Contact", "Health" } });

        object Consent(string givenBy, object? decider, string? childView, string? childWords) => new
        {
            purposes = new[] { "Referral" }, recipients = new[] { shelter, organisation }, categories = new[] { "Name", "Contact", "Health" },
            givenBy, decider, childView,
            childWords, language = "lt", method = "spoken", wordingVersion = "2026-11", givenAt = TimeProvider.System.GetUtcNow(),
            validUntil = now.AddDays(30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
    }
}
