using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Handoffs;

/// <summary>The Handoffs service on a database of its own; the other services are played here.</summary>
public sealed class HandoffsFixture() : ConversationFixture("handoffs")
{
    /// <summary>Fictional: an answer is due in a second and a half, a stop receipt in one.</summary>
    public const string Hasty = "XS";

    /// <summary>Fictional: nobody's time runs out while a test looks.</summary>
    public const string Patient = "XT";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var (jurisdiction, answer, stop) in new[] { (Hasty, 1.5m, 1m), (Patient, 7200m, 86_400m) })
        {
            foreach (var (rule, seconds) in new[]
            {
                ("handoff-answer-due.urgent", answer), ("handoff-first-hours", 259_200m), ("handoff-feedback-silence", 2_592_000m),
                ("stop-receipt-due", stop), ("stop-receipt-escalation", stop),
            })
                await Send(Routes.KnownToHandoffs, new RuleSet(jurisdiction, rule, seconds, "seconds", new(2020, 1, 1), null, "Fictional"));
        }
        await Eventually.Get(() => Query<long>("select count(*) from known_rules"), seen => seen == 10, "rules");
    }

    /// <summary>Somebody of an organisation that Handoffs knows.</summary>
    /// <param name="referredBy">Kinds that may turn to it.</param>
    public async Task<Person> Listed(
        string kind, string role, string jurisdiction = Patient, bool suspended = false, Guid? partner = null, string[]? referredBy = null)
    {
        var person = Somebody(role, partner);
        await Know(Routes.KnownToHandoffs, new(
            person.Id, 1, "Tylos uostas", kind, jurisdiction, [], ["lt"], ["XS"], new("Europe/Vilnius", true, []), null, suspended,
            DateTimeOffset.UtcNow, Authority: referredBy is null ? null : new(referredBy, "NONE")));
        return person;
    }
}
