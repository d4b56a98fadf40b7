using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Returns;

/// <summary>The Returns service on a database of its own; the other services are played here.</summary>
public sealed class ReturnsFixture() : ConversationFixture("returns")
{
    /// <summary>Fictional: an urgent answer is due in a second and a half.</summary>
    public const string Hasty = "XS";

    /// <summary>Fictional: nobody's time runs out while a test looks.</summary>
    public const string Patient = "XT";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var (jurisdiction, answer) in new[] { (Hasty, 1.5m), (Patient, 7200m) })
        {
            foreach (var rule in new[] { "answer-due.urgent", "answer-due.soon", "answer-due.routine" })
                await Send(Routes.KnownToReturns, new RuleSet(jurisdiction, rule, answer, "seconds", new(2020, 1, 1), null, "Fictional"));
            await Send(Routes.KnownToReturns, new RuleSet(jurisdiction, "return-request-shown", 180, "days", new(2020, 1, 1), null, "Fictional"));
        }
        await Eventually.Get(() => Query<long>("select count(*) from known_rules"), seen => seen == 8, "rules");
    }

    /// <summary>Somebody of an organisation that Returns knows.</summary>
    public async Task<Person> Listed(
        string kind, string role = Roles.Caseworker, string jurisdiction = Patient, string service = "x:ReturnLead", Guid? partner = null)
    {
        var person = Somebody(role, partner);
        await Know(Routes.KnownToReturns, new(
            person.Id, 1, "Tylos uostas", kind, jurisdiction, [service], ["lt"], ["XS"], new("Europe/Vilnius", true, []), null, Suspended: false,
            DateTimeOffset.UtcNow));
        return person;
    }
}
