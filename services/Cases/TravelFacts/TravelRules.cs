using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Cases.TravelFacts;

/// <summary>What Cases tells a return of one case or of all of them, the worst last.</summary>
public enum TravelAnswer { NoBarKnown, TravelBarred, NotEstablished }

/// <summary>May the person travel? From what is recorded in one case to what bars, what is not known and what they are told first.</summary>
public static class TravelRules
{
    public static TravelState StateOf(CaseTravelFacts facts, DateTimeOffset now) => new(
        [.. Bars(facts, now)], [.. Missing(facts, now)], [.. TellFirst(facts)], [.. Tell(facts, now)]);

    /// <summary>No reason leaves Cases.</summary>
    public static TravelAnswer AnswerOf(TravelState state) =>
        state.Missing.Count > 0 ? TravelAnswer.NotEstablished : state.Bars.Count > 0 ? TravelAnswer.TravelBarred : TravelAnswer.NoBarKnown;

    /// <summary>When the answer may change although nothing is recorded: at the end of a day. Null: never.</summary>
    public static DateTimeOffset? ChangesAt(CaseTravelFacts facts, DateTimeOffset now)
    {
        DateOnly?[] last =
        [
            facts.Newest(TravelFact.ProtectionStatus)?.Fact.On.AddDays(facts.AskedValid),
            facts.Person.ChildTo,
            .. facts.OrdersInForce(now).Select(order => order.Fact.Until),
        ];
        return last.OfType<DateOnly>().Select(day => (DateTimeOffset?)Zones.EndOf(day, facts.Zone)).Where(end => end > now).Min();
    }

    /// <summary>Whether the person was asked so lately that what they said counts.</summary>
    public static bool AskedLately(CaseTravelFacts facts, TravelFact fact, DateTimeOffset now) =>
        facts.Day(now) <= fact.On.AddDays(facts.AskedValid);

    /// <summary>It gives the person something that they are told the same day.</summary>
    public static bool Favours(TravelFact fact) => (fact.Kind, fact.State) is
        (TravelFact.RecoveryPeriod, "granted" or "extended") or (TravelFact.ProtectionStatus, "protected") or (TravelFact.ReturnDecision, "lifted");

    static IEnumerable<string> Bars(CaseTravelFacts facts, DateTimeOffset now)
    {
        if (facts.Newest(TravelFact.ProtectionStatus)?.Fact.State is "applied")
            yield return "PROTECTION_APPLIED";
        if (facts.Newest(TravelFact.ProtectionStatus)?.Fact.State is "in-appeal")
            yield return "PROTECTION_IN_APPEAL";
        if (facts.OrdersInForce(now).Any())
            yield return "ORDER";
    }

    static IEnumerable<string> Missing(CaseTravelFacts facts, DateTimeOffset now)
    {
        if (facts.Newest(TravelFact.ProtectionStatus)?.Fact is not { State: not "not-asked" } status)
            yield return "PROTECTION_NOT_ASKED";
        else if (!AskedLately(facts, status, now))
            yield return "PROTECTION_ASKED_LONG_AGO";
        if (!facts.Person.IsChild(now))
            yield break;
        if (facts.Newest(TravelFact.OfDecider)?.Fact.Decider is not { } decider)
            yield return "NO_DECIDER";
        else if (facts.Person.Names(decider.Name)) // named in the case since
            yield return "DECIDER_EXCLUDED";
    }

    /// <summary>Decisions of a State and proceedings bar nothing by themselves: only an order does.</summary>
    static IEnumerable<string> TellFirst(CaseTravelFacts facts)
    {
        if (facts.Newest(TravelFact.ReturnDecision)?.Fact.State is "in-force" or "suspended-by-appeal")
            yield return "RETURN_DECISION";
        if (facts.Newest(TravelFact.Proceedings)?.Fact is not { State: "running" } proceedings)
            yield break;
        if (proceedings.Heard is "not-yet")
            yield return "BE_HEARD";
        if (proceedings.Lawyer is "not-yet")
            yield return "LAWYER";
        if (proceedings.Compensation is "not-yet")
            yield return "COMPENSATION";
    }

    /// <summary>
    /// A recovery period that runs and a decision in the person's favour hold nothing that they want: they are told what it gives, and decide.
    /// A decision is news for as long as a status counts.
    /// </summary>
    static IEnumerable<string> Tell(CaseTravelFacts facts, DateTimeOffset now)
    {
        var today = facts.Day(now);
        if (facts.Newest(TravelFact.RecoveryPeriod)?.Fact is { State: "granted" or "extended" } period
            && !(today < period.From) && today <= period.Until)
            yield return "RECOVERY_PERIOD";
        if (facts.Newest(TravelFact.ProtectionStatus)?.Fact is { State: "protected" } status && AskedLately(facts, status, now))
            yield return "PROTECTED";
        if (facts.Newest(TravelFact.ReturnDecision)?.Fact is { State: "lifted" } decision && AskedLately(facts, decision, now))
            yield return "RETURN_DECISION_LIFTED";
    }
}
