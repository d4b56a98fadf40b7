using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Returns;

/// <summary>The Returns service on a database of its own; the other services are played here.</summary>
public sealed class ReturnsFixture() : ConversationFixture("returns")
{
    /// <summary>Fictional: an urgent answer is due in a second and a half, a receipt in one.</summary>
    public const string Hasty = "XS";

    /// <summary>Fictional: nobody's time runs out while a test looks.</summary>
    public const string Patient = "XT";

    /// <summary>Of the journey, in seconds, for whoever is patient.</summary>
    static readonly Dictionary<string, decimal> Periods = new(StringComparer.Ordinal)
    {
        ["return-consent-wait"] = 86_400, ["return-assessment-age"] = 2_592_000, ["return-clearance-answer"] = 600, ["return-booking-kept"] = 259_200,
        ["return-final-confirmation"] = 86_400, ["return-tell-before"] = 43_200, ["return-departure-word"] = 7_200, ["return-missing"] = 21_600,
        ["return-ring-again"] = 3_600,
        ["stop-receipt-due"] = 86_400, ["stop-receipt-escalation"] = 172_800,
        ["return-check.flight"] = 3_600, ["return-check.train"] = 7_200, ["return-check.coach"] = 14_400,
        ["return-check.car"] = 3_600, ["return-monitoring.1"] = 7_776_000, ["return-monitoring.2"] = 15_552_000, ["return-monitoring.3"] = 31_536_000,
    };

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var (jurisdiction, answer) in new[] { (Hasty, 1.5m), (Patient, 7200m) })
        {
            foreach (var rule in new[] { "answer-due.urgent", "answer-due.soon", "answer-due.routine" })
                await Send(Routes.KnownToReturns, new RuleSet(jurisdiction, rule, answer, "seconds", new(2020, 1, 1), null, "Fictional"));
            await Send(Routes.KnownToReturns, new RuleSet(jurisdiction, "return-request-shown", 180, "days", new(2020, 1, 1), null, "Fictional"));
            foreach (var (rule, seconds) in Periods)
                await Send(
                    Routes.KnownToReturns,
                    new RuleSet(
                        jurisdiction, rule, jurisdiction == Hasty && (rule.StartsWith("return-check", StringComparison.Ordinal)
                            || rule.StartsWith("stop-receipt", StringComparison.Ordinal)) ? 1 : seconds,
                        "seconds", new(2020, 1, 1), null, "Fictional"));
        }
        await Eventually.Get(() => Query<long>("select count(*) from known_rules"), seen => seen == 8 + (2 * Periods.Count), "rules");
    }

    /// <summary>Somebody of an organisation that Returns knows.</summary>
    public async Task<Person> Listed(
        string kind, string role = Roles.Caseworker, string jurisdiction = Patient, string service = "x:ReturnLead", Guid? partner = null,
        string[]? dutyDeskFor = null)
    {
        var person = Somebody(role, partner);
        await Know(Routes.KnownToReturns, new(
            person.Id, 1, "Tylos uostas", kind, jurisdiction, [service], ["lt"], ["XS"], new("Europe/Vilnius", true, []), null, Suspended: false,
            DateTimeOffset.UtcNow, DutyDeskFor: dutyDeskFor));
        if (dutyDeskFor is not null)
            await Eventually.Get(
                () => Query<long>("select count(*) from duty_desks where partner_id = $1", person.Id.Value), seen => seen == 1, "duty desk");
        return person;
    }
}
