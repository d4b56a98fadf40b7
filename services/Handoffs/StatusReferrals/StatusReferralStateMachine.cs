using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using static ReferralNetwork.Handoffs.StatusReferrals.StatusParty;
using static ReferralNetwork.Handoffs.StatusReferrals.StatusStates;

namespace ReferralNetwork.Handoffs.StatusReferrals;

/// <summary>Whose an event is.</summary>
public enum StatusParty { Sender, Authority, Cases, Timer }

/// <summary>Routes each message to its rule. <see cref="StatusReferralTransitions"/> is the oracle it is tested against.</summary>
public sealed class StatusReferralStateMachine : RuleStateMachine<StatusReferralState, StatusReferral, StatusParty>
{
    public StatusReferralStateMachine() : this(SagaEnvironment.Live()) { }

    internal StatusReferralStateMachine(SagaEnvironment environment) : base(environment, All)
    {
        InitialCommand<SendStatusReferral>(Sender, StatusReferralRules.Send);
        Command<RequestStatusRelease>(Sender, All, StatusReferralRules.RequestRelease, "release", (r, _, _) => !r.LastRelease.Pending);
        Command<AcknowledgeStatusReferral>(Authority, [Sent], StatusReferralRules.Acknowledge, "acknowledge");
        Command<AskStatusInfo>(Authority, [Acknowledged, Decided, ReconsiderationAsked], StatusReferralRules.AskInfo, "ask-info");
        Command<AnswerStatusInfo>(Sender, [InfoAsked], StatusReferralRules.AnswerInfo, "answer-info");
        Command<DecideStatus>(Authority, Taken, StatusReferralRules.Decide, "decide");
        Command<AskReconsideration>(Sender, [Decided], StatusReferralRules.AskReconsideration, "ask-reconsideration");

        Command<GrantPeriod>(Authority, Taken, StatusReferralRules.Grant, "grant-period", (r, _, _) => !StatusReferralRules.HasPeriod(r));
        Command<ExtendPeriod>(Authority, Taken, StatusReferralRules.Extend, "extend-period", (r, _, _) => StatusReferralRules.HasPeriod(r));
        Command<EndPeriodEarly>(Authority, Taken, StatusReferralRules.EndEarly, "end-period", (r, _, _) => StatusReferralRules.HasPeriod(r));
        Command<DeclinePeriod>(Sender, Taken, StatusReferralRules.Decline, "decline-period", (r, _, _) => !StatusReferralRules.HasDeclined(r));

        Fact<DetailsReleased>(f => f.ConversationId, StatusReferralRules.DetailsReleased);
        Fact<ReleaseRefused>(f => f.ConversationId, StatusReferralRules.ReleaseRefused);
        Fact<ConsentWithdrawn>(f => f.ConversationId, StatusReferralRules.ConsentWithdrawn);
        Fact<PermitNarrowed>(f => f.ConversationId, StatusReferralRules.PermitNarrowed);
        Fact<AudienceChanged>(f => f.ConversationId, StatusReferralRules.AudienceChanged);
        Timer<RecoveryPeriodDue>(
            t => t.StatusReferralId, t => StatusReferralRules.PeriodDueKey(t.StatusReferralId),
            (state, _) => StatusReferralRules.PeriodLookAt(state.Data), StatusReferralRules.PeriodOverdue);
    }

    public IReadOnlyList<string> ActionsFor(StatusReferralState state, PartnerId viewer, DateTimeOffset now) =>
        ActionsFor(state, party => Authorize(state.Data, party, viewer) is null, viewer, now);

    protected override Refusal? Authorize(StatusReferral data, StatusParty party, ICommand command) =>
        (IUserCommand)command is var asked && asked.By == data.From && !data.Audience.Has(asked.Actor)
            ? Refusal.NotFound
            : Authorize(data, party, asked.By);

    protected override Refusal NotNow(StatusReferralState state, ICommand command) => new("NOT_NOW", command switch
    {
        SendStatusReferral => "This was sent already.",
        _ when state.CurrentState == Sent => "The authority has not acknowledged this yet.",
        AcknowledgeStatusReferral => "This was acknowledged already.",
        AskReconsideration => "Only what is decided can be decided anew.",
        _ => $"The referral is {state.CurrentState}; this cannot be done from there.",
    });

    protected override string? ETagFor(StatusReferralState state, ICommand command) => StatusReferralView.ETag(state, ((IUserCommand)command).By);

    protected override IEnumerable<Effect> Derive(string stateBefore, StatusReferral? before, StatusReferralState after) =>
        UpdateWorklist.Changes(
            before is null ? [] : StatusReferralWorklist.ItemsFor(stateBefore, before),
            StatusReferralWorklist.ItemsFor(after.CurrentState, after.Data));

    static Refusal? Authorize(StatusReferral data, StatusParty party, PartnerId by) =>
        by != data.From && by != data.To ? Refusal.NotFound
        : (party == Sender) == (by == data.From) ? null
        : new("NOT_YOURS", "This is for the other organisation to do.");
}
