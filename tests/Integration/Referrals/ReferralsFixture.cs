using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Referrals;

/// <summary>The Referrals service on a database and keys of its own; the other services are played here.</summary>
public sealed class ReferralsFixture() : ConversationFixture("referrals")
{
    public const string Need = "x:ShelterAccommodation";

    /// <summary>Fictional: an urgent answer is due in a second and a half, stop receipts in two.</summary>
    public const string Hasty = "XS";

    /// <summary>Fictional: nobody's time runs out while a test looks.</summary>
    public const string Patient = "XT";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var (jurisdiction, answer, stop) in new[] { (Hasty, 1.5m, 2m), (Patient, 7200m, 86400m) })
        {
            foreach (var (rule, seconds) in new[]
            {
                ("answer-due.urgent", answer), ("answer-due.soon", answer), ("answer-due.routine", answer),
                ("cancellation-unanswered", answer), ("stop-receipt-due", stop),
                ("answer-due.tonight", Math.Min(answer, 600m)),
            })
                await Send(Routes.KnownToReferrals, new RuleSet(jurisdiction, rule, seconds, "seconds", new(2020, 1, 1), null, "Fictional"));
        }
        await Eventually.Get(() => Query<long>("select count(*) from known_rules"), seen => seen == 12, "rules");
    }

    /// <summary>Somebody of an organisation that Referrals knows.</summary>
    public async Task<Person> Listed(
        string jurisdiction = Patient, string role = Roles.Caseworker, string service = Need, bool suspended = false,
        Guid? partner = null, long version = 1, string kind = Codes.Shelter)
    {
        var person = Somebody(role, partner);
        await Know(Routes.KnownToReferrals, new(
            person.Id, version, "Tylos uostas", kind, jurisdiction, [service], ["lt"], ["XS"],
            new("Europe/Vilnius", true, []), null, suspended, DateTimeOffset.UtcNow));
        return person;
    }
}
