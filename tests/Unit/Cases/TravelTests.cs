using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Cases.TravelFacts;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Unit.Cases;

/// <summary>May the person travel? It is noon of 27 November 2026 in Vilnius.</summary>
public sealed class TravelTests
{
    static readonly TimeZoneInfo Vilnius = TimeZoneInfo.FindSystemTimeZoneById("Europe/Vilnius");
    static readonly DateTimeOffset Now = new(2026, 11, 27, 10, 0, 0, TimeSpan.Zero);
    static readonly DateOnly Today = new(2026, 11, 27);
    static readonly Decider Mother = new("parent", "Aldona Šimkutė", "Birth certificate 123");
    static readonly Guid OrderId = Guid.CreateVersion7();

    static readonly TravelFact Asked = new("protection-status", Today, "none");
    static readonly TravelFact Order = new("order", Today.AddDays(-5), "bars", By: "Court of Kaštonynas", Document: "2-17/2026");
    static readonly TravelFact Lifted = new("order", Today, "lifted", Document: "2-18/2026", Lifts: OrderId);
    static readonly TravelFact Period = new(
        "recovery-period", Today, "granted", By: "Migration service", From: Today, Until: Today.AddDays(29), Document: "77");
    static readonly TravelFact Decision = new("return-decision", Today, "in-force", Decision: "return", By: "Migration service");
    static readonly TravelFact Running = new("proceedings", Today, "running", Heard: "yes", Lawyer: "not-yet", Compensation: "no");
    static readonly TravelFact OfMother = new("decider", Today, "sole-responsibility", Decider: Mother);

    static readonly Person Adult = new(null, Doubted: false, [], Vilnius);
    static readonly Person Child = new(Today.AddDays(100), Doubted: false, [], Vilnius);

    /// <summary>Facts, then what bars; what is missing; what is told first; what is told.</summary>
    public static TheoryData<string, TravelFact[], string> Table => new()
    {
        { "nothing recorded", [], "; PROTECTION_NOT_ASKED; ; " },
        { "not asked", [Asked with { State = "not-asked" }], "; PROTECTION_NOT_ASKED; ; " },
        { "none", [Asked], "; ; ; " },
        { "thinks of it", [Asked with { State = "thinks-of-it" }], "; ; ; " },
        { "applied", [Asked with { State = "applied" }], "PROTECTION_APPLIED; ; ; " },
        { "in appeal", [Asked with { State = "in-appeal" }], "PROTECTION_IN_APPEAL; ; ; " },
        { "protected", [Asked with { State = "protected" }], "; ; ; PROTECTED" },
        { "protected, long ago", [Asked with { State = "protected", On = Today.AddDays(-15) }], "; PROTECTION_ASKED_LONG_AGO; ; " },
        { "refused finally", [Asked with { State = "refused-finally" }], "; ; ; " },
        { "withdrawn", [Asked with { State = "withdrawn" }], "; ; ; " },
        { "asked 14 days ago", [Asked with { On = Today.AddDays(-14) }], "; ; ; " },
        { "asked 15 days ago", [Asked with { On = Today.AddDays(-15) }], "; PROTECTION_ASKED_LONG_AGO; ; " },
        { "applied long ago", [Asked with { State = "applied", On = Today.AddDays(-90) }], "PROTECTION_APPLIED; PROTECTION_ASKED_LONG_AGO; ; " },
        { "applied, then none", [Asked with { State = "applied", On = Today.AddDays(-1) }, Asked], "; ; ; " },
        { "none, then applied the same day", [Asked, Asked with { State = "applied" }], "PROTECTION_APPLIED; ; ; " },
        { "applied; what was before recorded late", [Asked with { State = "applied" }, Asked with { On = Today.AddDays(-3) }],
            "PROTECTION_APPLIED; ; ; " },
        { "return", [Asked, Decision], "; ; RETURN_DECISION; " },
        { "removal", [Asked, Decision with { Decision = "removal" }], "; ; RETURN_DECISION; " },
        { "transfer", [Asked, Decision with { Decision = "transfer" }], "; ; RETURN_DECISION; " },
        { "decision suspended by appeal", [Asked, Decision with { State = "suspended-by-appeal" }], "; ; RETURN_DECISION; " },
        { "decision lifted", [Asked, Decision, Decision with { State = "lifted" }], "; ; ; RETURN_DECISION_LIFTED" },
        { "decision lifted long ago", [Asked, Decision with { State = "lifted", On = Today.AddDays(-15) }], "; ; ; " },
        { "order", [Asked, Order], "ORDER; ; ; " },
        { "order to the end of today", [Asked, Order with { Until = Today }], "ORDER; ; ; " },
        { "order over", [Asked, Order with { Until = Today.AddDays(-1) }], "; ; ; " },
        { "order lifted", [Asked, Order, Lifted], "; ; ; " },
        { "one of two orders lifted", [Asked, Order, Order, Lifted], "ORDER; ; ; " },
        { "a newer order over, the older not", [Asked, Order, Order with { On = Today.AddDays(-2), Until = Today.AddDays(-1) }], "ORDER; ; ; " },
        { "period due", [Asked, Period with { State = "due", From = null, Until = null }], "; ; ; " },
        { "period granted", [Asked, Period], "; ; ; RECOVERY_PERIOD" },
        { "period granted from tomorrow", [Asked, Period with { From = Today.AddDays(1) }], "; ; ; " },
        { "last day of the period", [Asked, Period with { Until = Today }], "; ; ; RECOVERY_PERIOD" },
        { "period over", [Asked, Period with { On = Today.AddDays(-40), From = Today.AddDays(-40), Until = Today.AddDays(-1) }], "; ; ; " },
        { "period extended", [Asked, Period, new("recovery-period", Today, "extended", Until: Today.AddDays(60))], "; ; ; RECOVERY_PERIOD" },
        { "period ended early", [Asked, Period, new("recovery-period", Today, "ended-early", Code: "public-order")], "; ; ; " },
        { "period declined", [Asked, new("recovery-period", Today, "declined-by-person")], "; ; ; " },
        { "proceedings, a lawyer not yet", [Asked, Running], "; ; LAWYER; " },
        { "proceedings, nothing yet", [Asked, Running with { Heard = "not-yet", Compensation = "not-yet" }], "; ; BE_HEARD LAWYER COMPENSATION; " },
        { "proceedings, all answered", [Asked, Running with { Lawyer = "no" }], "; ; ; " },
        { "proceedings ended", [Asked, Running, new("proceedings", Today, "ended")], "; ; ; " },
        { "all at once", [Order, Decision, Running, Period], "ORDER; PROTECTION_NOT_ASKED; RETURN_DECISION LAWYER; RECOVERY_PERIOD" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void What_is_recorded_says_what_bars_what_is_missing_and_what_is_told(string when, TravelFact[] facts, string expected) =>
        Assert.Equal((when, expected), (when, Written(Of(Adult, facts))));

    [Fact]
    public void The_table_has_every_kind_state_and_code()
    {
        var facts = Table.SelectMany(row => (TravelFact[])row[1]).Append(OfMother).ToList();
        Assert.Equal(Codes.TravelFactKinds.Order(), facts.Select(fact => fact.Kind).Distinct().Order());
        string[] states =
        [
            .. Codes.ProtectionStatuses, .. Codes.ReturnDecisionStates, .. Codes.RecoveryPeriods, .. Codes.OrderStates, .. Codes.ProceedingStates,
        ];
        Assert.Empty(states.Except(facts.Select(fact => fact.State)));
        Assert.Empty(Codes.ReturnDecisions.Except(facts.Select(fact => fact.Decision)));
        var said = string.Join(' ', Table.Select(row => (string)row[2])) + "NO_DECIDER DECIDER_EXCLUDED"; // of children, below
        Assert.All(
            Codes.TravelBars.Concat(Codes.TravelMissing).Concat(Codes.TravelTellFirst).Concat(Codes.TravelTell),
            code => Assert.Contains(code, said, StringComparison.Ordinal));
    }

    [Fact]
    public void For_a_child_somebody_who_may_is_on_record()
    {
        Assert.Equal("; NO_DECIDER; ; ", Written(Of(Child, Asked)));
        Assert.Equal("; ; ; ", Written(Of(Child, Asked, OfMother)));
        Assert.Equal("; DECIDER_EXCLUDED; ; ", Written(Of(Child with { Perpetrators = ["Simkute, Aldona"] }, Asked, OfMother)));
        Assert.Equal("; NO_DECIDER; ; ", Written(Of(Adult with { Doubted = true }, Asked)));
        Assert.Equal("; ; ; ", Written(Of(Child with { ChildTo = Today.AddDays(-1) }, Asked)));
    }

    [Theory]
    [InlineData("none", "NoBarKnown")]
    [InlineData("applied", "TravelBarred")]
    [InlineData("not-asked", "NotEstablished")]
    public void What_is_not_established_is_worse_than_a_bar(string status, string answer)
    {
        Assert.Equal(answer, Answer(Asked with { State = status }));
        Assert.Equal(status == "not-asked" ? answer : "TravelBarred", Answer(Asked with { State = status }, Order));
        static string Answer(params TravelFact[] facts) => TravelRules.AnswerOf(TravelRules.StateOf(Of(Adult, facts), Now)).ToString();
    }

    [Fact]
    public void An_answer_is_looked_at_again_when_the_first_of_its_facts_runs_out()
    {
        Assert.Null(TravelRules.ChangesAt(Of(Adult, Asked with { On = Today.AddDays(-15) }), Now));
        Assert.Equal(Zones.EndOf(Today.AddDays(14), Vilnius), TravelRules.ChangesAt(Of(Adult, Asked, Order), Now));
        Assert.Equal(Zones.EndOf(Today.AddDays(3), Vilnius), TravelRules.ChangesAt(Of(Adult, Asked, Order with { Until = Today.AddDays(3) }), Now));
        Assert.Equal(Zones.EndOf(Today.AddDays(1), Vilnius), TravelRules.ChangesAt(Of(Child with { ChildTo = Today.AddDays(1) }, Asked), Now));
        var end = Zones.EndOf(Today.AddDays(14), Vilnius);
        Assert.Empty(TravelRules.StateOf(Of(Adult, Asked), end.AddTicks(-1)).Missing);
        Assert.Equal(["PROTECTION_ASKED_LONG_AGO"], TravelRules.StateOf(Of(Adult, Asked), end).Missing);
    }

    [Fact]
    public void Of_each_kind_the_newest_counts_and_every_order_that_bars()
    {
        var facts = Of(Adult, Order, Order, Asked, Asked with { State = "applied" }, Decision, Lifted);
        Assert.Equal(["order bars", "protection-status applied", "return-decision in-force"],
            facts.Current(Now).Select(recorded => $"{recorded.Fact.Kind} {recorded.Fact.State}"));
        Assert.Equal(6, facts.All.Count);
    }

    /// <summary>Of a fact of each kind, one thing wrong; and where that is said.</summary>
    public static TheoryData<TravelFact, string> Wrong => new()
    {
        { Asked with { Kind = "visa" }, "/kind" },
        { Asked with { State = "maybe" }, "/state" },
        { Asked with { State = "bars" }, "/state" },
        { Asked with { On = Today.AddDays(1) }, "/on" },
        { Asked with { WrittenWish = true }, "/writtenWish" },
        { Asked with { State = "protected", AdviceBy = "Eglė Žilytė" }, "/adviceOn" },
        { Asked with { State = "protected", AdviceOn = Today }, "/adviceBy" },
        { Asked with { State = "protected", AdviceBy = "Eglė Žilytė", AdviceOn = Today.AddDays(1) }, "/adviceOn" },
        { Decision with { Decision = null }, "/decision" },
        { Decision with { Decision = "deport" }, "/decision" },
        { Decision with { By = null }, "/by" },
        { Decision with { By = " " }, "/by" },
        { Decision with { By = new('a', 201) }, "/by" },
        { Decision with { Until = Today }, "/until" },
        { Period with { By = null }, "/by" },
        { Period with { From = null }, "/from" },
        { Period with { Until = null }, "/until" },
        { Period with { Until = Today.AddDays(-1) }, "/until" },
        { Period with { Document = null }, "/document" },
        { Period with { Document = new('a', 1001) }, "/document" },
        { new("recovery-period", Today, "extended"), "/until" },
        { new("recovery-period", Today, "ended-early"), "/code" },
        { new("recovery-period", Today, "ended-early", Code: "other"), "/code" },
        { new("recovery-period", Today, "due", Challenged: true), "/challenged" },
        { Order with { Document = null }, "/document" },
        { Order with { By = null }, "/by" },
        { Order with { Until = Today.AddDays(-6) }, "/until" },
        { Order with { Lifts = OrderId }, "/lifts" },
        { Lifted with { Lifts = null }, "/lifts" },
        { Lifted with { Lifts = Guid.NewGuid() }, "/lifts" },
        { Lifted with { Document = null }, "/document" },
        { Running with { Heard = null }, "/heard" },
        { Running with { Lawyer = "perhaps" }, "/lawyer" },
        { Running with { State = "ended", Heard = null, Lawyer = null }, "/compensation" },
        { OfMother with { Decider = null }, "/decider" },
        { OfMother with { State = "because" }, "/state" },
        { OfMother with { Decider = Mother with { Kind = "aunt" } }, "/decider/kind" },
        { OfMother with { Decider = Mother with { Document = "" } }, "/decider/document" },
        { OfMother with { Decider = Mother with { Name = "Ponas Blogas" } }, "/decider/name" },
        { OfMother with { State = "lawyers-advice", AdviceOn = Today }, "/adviceBy" },
        { OfMother with { AdviceOn = Today }, "/adviceOn" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_with_a_fact_is_said_with_its_place(TravelFact fact, string pointer)
    {
        var faults = Faults(fact, Child with { Perpetrators = ["Blogas"] });
        Assert.Contains(pointer, faults.Select(fault => fault.Pointer));
        Assert.Single(faults);
    }

    [Fact]
    public void What_is_right_is_taken_and_nobody_decides_for_an_adult()
    {
        TravelFact[] right =
        [
            .. Codes.ProtectionStatuses.Select(status => Asked with { State = status }),
            Asked with { State = "withdrawn", WrittenWish = true, AdviceBy = "Eglė Žilytė", AdviceOn = Today }, Decision, Period,
            Period with { From = Today.AddDays(1) }, Order, Order with { Until = Today.AddDays(90) }, Lifted, Running,
            new("recovery-period", Today, "ended-early", Code: "contact-renewed", Challenged: true), OfMother,
            OfMother with { State = "lawyers-advice", AdviceBy = "Eglė Žilytė", AdviceOn = Today },
        ];
        Assert.All(right, fact => Assert.Empty(Faults(fact, Child)));
        Assert.Equal(["/decider"], Faults(OfMother, Adult).Select(fault => fault.Pointer));
    }

    static IReadOnlyList<ReferralNetwork.Chassis.Http.Fault> Faults(TravelFact fact, Person person) =>
        TravelFactForm.Check(fact, Of(person, Order), Now);

    static string Written(CaseTravelFacts facts)
    {
        var state = TravelRules.StateOf(facts, Now);
        return string.Join("; ", new[] { state.Bars, state.Missing, state.TellFirst, state.Tell }.Select(codes => string.Join(' ', codes)));
    }

    /// <summary>Recorded one after the other; the first order is <see cref="OrderId"/>.</summary>
    static CaseTravelFacts Of(Person person, params TravelFact[] facts)
    {
        var first = facts.FirstOrDefault(fact => fact is { Kind: "order", State: "bars" });
        return new(
            [.. facts.Index().Select(fact => new RecordedFact(
                ReferenceEquals(fact.Item, first) && fact.Index == Array.IndexOf(facts, first) ? OrderId : Guid.CreateVersion7(),
                Now.AddMinutes(fact.Index - 60), Guid.NewGuid(), fact.Item))],
            person, AskedValid: 14);
    }
}
