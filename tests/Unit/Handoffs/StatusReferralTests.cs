using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Handoffs.StatusReferrals;
using static ReferralNetwork.Tests.Unit.Handoffs.StatusScenario;

namespace ReferralNetwork.Tests.Unit.Handoffs;

/// <summary>A rule each.</summary>
public sealed class StatusReferralTests
{
    readonly SagaHarness<StatusReferralStateMachine, StatusReferralState> machine = Harness();
    readonly StatusScenario scenario;

    public StatusReferralTests() => scenario = new(machine);

    /// <summary>Monday 2 November; Wednesday is a holiday of the authority's.</summary>
    static readonly DateTimeOffset FiveWorkingDaysOn = new(2026, 11, 10, 22, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Details_are_asked_for_at_once_and_nothing_is_offered()
    {
        var id = await scenario.Told(Send);
        var asked = Assert.Single(Left<ReleaseDetails>());
        Assert.Equal((Conversations.StatusReferral, id, Authority), (asked.Conversation, asked.ConversationId, asked.To));
        Assert.Equal([Basis.PermitId], asked.Permits);
        Assert.Empty(Left<OfferMade>());
    }

    [Fact]
    public async Task A_decision_is_due_in_five_working_days_of_the_authority_on_both_lists()
    {
        var id = await scenario.Told(Send);
        Assert.All(Lines(id), line => Assert.Equal(FiveWorkingDaysOn, line.DueAt));
        await machine.Do(Acknowledge(id), Decide(id, "conclusive-grounds"));
        Assert.All(Lines(id), line => Assert.False(line.Open));
        Assert.Equal(FiveWorkingDaysOn, Assert.Single(Left<StatusDecided>()).DueAt);
    }

    [Theory]
    [InlineData(StatusStates.Acknowledged)]
    [InlineData(StatusStates.Decided)]
    [InlineData(StatusStates.ReconsiderationAsked)]
    public async Task A_question_that_is_answered_leads_back_to_where_it_was(string state)
    {
        var id = await scenario.InState(state);
        await machine.Do(AskInfo(id));
        Assert.Equal("answer-info", Lines(id)[0].ToDo);
        await machine.Do(Answer(id));
        Assert.Equal(state, scenario.Find(id).CurrentState);
    }

    [Fact]
    public async Task Reconsideration_ends_with_a_new_decision_which_is_due_anew()
    {
        var id = await scenario.Told(Send, Acknowledge, id => Decide(id, "negative"));
        machine.Now = machine.Now.AddDays(14);
        await machine.Do(Reconsider(id));
        Assert.Equal(Terms.DecisionDueAt(machine.Now), scenario.Data(id).DecisionDueAt);
        await machine.Do(Decide(id, "conclusive-grounds"));
        Assert.Equal(["negative", "conclusive-grounds"], scenario.Data(id).Decisions.Select(d => d.Code));
        Assert.Equal(StatusStates.Decided, scenario.Find(id).CurrentState);
        Assert.Equal(2, Left<StatusDecided>().DistinctBy(told => told.FactId).Count());
    }

    [Fact]
    public async Task A_day_that_is_still_to_come_is_no_day_of_a_decision()
    {
        var id = await scenario.Told(Send, Acknowledge);
        Assert.Equal("DAY_IN_FUTURE", (await machine.Raise(Reasonable(id) with { On = Day.AddDays(1) }))?.Code);
        Assert.Equal("DAY_IN_FUTURE", (await machine.Raise(Grant(id) with { On = Day.AddDays(1) }))?.Code);
        machine.Now = new(2026, 11, 2, 22, 30, 0, TimeSpan.Zero); // after midnight where the authority is
        await machine.Do(Reasonable(id) with { On = Day.AddDays(1) });
    }

    [Fact]
    public async Task The_period_is_due_with_reasonable_grounds_and_alarms_the_caseworker_alone_when_it_is_late()
    {
        var id = await scenario.Told(Send, Acknowledge, Reasonable);
        Assert.All(Lines(id), line => Assert.Equal(FiveWorkingDaysOn, line.DueAt));
        Assert.Equal("grant-period", Lines(id)[1].ToDo);
        machine.Now = FiveWorkingDaysOn.AddSeconds(-1);
        await machine.Do(new RecoveryPeriodDue(id));
        Assert.False(scenario.Data(id).PeriodOverdue);
        machine.Now = FiveWorkingDaysOn;
        await machine.Do(new RecoveryPeriodDue(id));
        Assert.Equal(("period-overdue", true, false), (Lines(id)[0].ToDo, Lines(id)[0].Open, Lines(id)[0].First));
        Assert.Equal("grant-period", Lines(id)[1].ToDo);
        Assert.DoesNotContain(View(id, Authority).Timeline, e => e.What == Verbs.PeriodOverdue);
        Assert.False(View(id, Authority).PeriodOverdue);
        await machine.Do(Grant(id));
        Assert.Null(Lines(id)[0].ToDo);
    }

    [Theory]
    [InlineData("conclusive-grounds")]
    [InlineData("negative")]
    public async Task Nothing_computes_a_period(string decision)
    {
        var id = await scenario.Told(Send, Acknowledge, id => Decide(id, decision));
        Assert.Null(scenario.Data(id).PeriodDueAt);
        Assert.Empty(scenario.Data(id).Period);
        id = await scenario.Told(Send, Acknowledge, Reasonable);
        Assert.Empty(scenario.Data(id).Period);
    }

    [Fact]
    public async Task The_person_may_not_want_the_period_and_the_authority_does_not_say_so_for_them()
    {
        var id = await scenario.Told(Send, Acknowledge, Reasonable);
        Assert.Equal("NOT_YOURS", (await machine.Raise(Decline(id) with { By = Authority }))?.Code);
        machine.Forget();
        await machine.Do(Decline(id));
        Assert.Null(scenario.Data(id).PeriodDueAt);
        Assert.Empty(Left<StatusDecided>());
        await machine.Do(Grant(id)); // they want it after all
        Assert.Equal("granted", Left<StatusDecided>().Single().What);
    }

    [Fact]
    public async Task A_period_is_granted_once_extended_to_a_later_day_and_ended_with_a_reason()
    {
        var id = await scenario.Told(Send, Acknowledge);
        Assert.Equal("NO_PERIOD", (await machine.Raise(Extend(id)))?.Code);
        Assert.Equal("NO_PERIOD", (await machine.Raise(End(id)))?.Code);
        Assert.Equal("PERIOD_ENDS_FIRST", (await machine.Raise(Grant(id) with { Until = Day.AddDays(-1) }))?.Code);
        await machine.Do(Grant(id));
        Assert.Equal("PERIOD_GRANTED", (await machine.Raise(Grant(id)))?.Code);
        Assert.Equal("PERIOD_NOT_LONGER", (await machine.Raise(Extend(id) with { Until = Day.AddDays(30) }))?.Code);
        machine.Forget();
        await machine.Do(Extend(id), End(id));
        Assert.Equal(
            [("extended", Day, Day.AddDays(60), null, null), ("ended-early", null, null, "public-order", true)],
            Left<StatusDecided>().Select(told => (told.What, told.From, told.Until, told.Code, told.Challenged)));
    }

    [Fact]
    public async Task A_negative_decision_and_the_end_of_the_period_end_no_help()
    {
        await scenario.Told(Send, scenario.Released, Acknowledge, Reasonable, Grant, End, id => Decide(id, "negative"), Reconsider);
        // To Cases, to the ledger, to lists and to itself: nothing else leaves, whatever happens.
        Assert.Equal(
            [nameof(ReleaseDetails), nameof(StatusDecided)],
            machine.Effects.Where(e => e.GetType().IsGenericType && e.GetType().Name[..8] is "PublishE" or "SendMess")
                .Select(e => e.GetType().GenericTypeArguments[0].Name).Distinct().Order());
    }

    [Fact]
    public async Task What_was_refused_is_asked_for_again_on_a_newer_permit_alone_and_the_sender_sees_why()
    {
        var id = await scenario.Told(Send, Refused(scenario));
        Assert.Equal("EXCLUDED", View(id, Ngo).ReleaseRefused);
        Assert.Null(View(id, Authority).ReleaseRefused);
        Assert.DoesNotContain(View(id, Authority).Timeline, e => e.What == Verbs.ReleaseRefused);
        Assert.Equal("SAME_PERMIT", (await machine.Raise(AskRelease(id) with { Basis = Basis }))?.Code);
        machine.Forget();
        await machine.Do(AskRelease(id));
        Assert.Equal([scenario.Data(id).Basis.PermitId], Assert.Single(Left<ReleaseDetails>()).Permits);
        Assert.Equal("RELEASE_PENDING", (await machine.Raise(AskRelease(id)))?.Code);
        await machine.Do(scenario.Released(id));
        Assert.NotNull(View(id, Authority).DisclosureId);
    }

    [Fact]
    public async Task After_a_withdrawal_the_authority_sees_that_nothing_more_comes_until_the_person_agrees_anew()
    {
        foreach (var ends in new Func<Guid, object>[] { scenario.Withdrawn, scenario.Narrowed })
        {
            var id = await scenario.Told(Send, scenario.Released, Acknowledge, ends);
            Assert.True(View(id, Authority).NothingMoreComes);
            Assert.Equal(StatusStates.Acknowledged, scenario.Find(id).CurrentState); // what it does by law goes on
            await machine.Do(ends(id)); // told twice
            await machine.Do(Reasonable(id), AskRelease(id));
            Assert.False(View(id, Authority).NothingMoreComes);
        }
    }

    [Fact]
    public async Task Only_the_sender_reads_the_permit_and_each_sees_the_actors_of_its_own()
    {
        var id = await scenario.Told(Send, Acknowledge);
        Assert.Null(View(id, Authority).PermitId);
        Assert.Equal(Basis.PermitId, View(id, Ngo).PermitId);
        Assert.NotEqual(View(id, Ngo).Line.Reference, View(id, Authority).Line.Reference);
        Assert.All(View(id, Authority).Timeline, e => Assert.Equal(e.Partner == Authority, e.Actor is not null));
    }

    [Fact]
    public async Task For_colleagues_whom_the_case_excludes_there_is_none()
    {
        var id = await scenario.Told(
            Send, id => new AudienceChanged(Conversations.StatusReferral, id, Basis.PermitId, null, [Worker], 1));
        Assert.Equal([Worker], Lines(id)[0].Only);
        Assert.Null(Lines(id)[1].Only);
        Assert.Equal("NOT_FOUND", (await machine.Raise(AskRelease(id) with { Actor = Guid.NewGuid() }))?.Code);
    }

    static Func<Guid, object> Refused(StatusScenario scenario) => scenario.Refused;

    StatusReferralDetail View(Guid id, PartnerId viewer) => StatusReferralView.Detail(scenario.Find(id), viewer, []);

    IReadOnlyList<WorklistItem> Lines(Guid id) => StatusReferralWorklist.ItemsFor(scenario.Find(id).CurrentState, scenario.Data(id));

    List<T> Left<T>() where T : class => [.. machine.Effects.Select(e => e switch
    {
        PublishEvent<T> told => told.Message,
        SendMessage<T> sent => sent.Message,
        _ => null,
    }).OfType<T>()];
}
