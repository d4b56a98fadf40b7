using MassTransit;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Knowing;
using static ReferralNetwork.Referrals.Referring.Party;

namespace ReferralNetwork.Referrals.Referring;

/// <summary>
/// Routes each event to its rule: whose it is, and from which states. <see cref="Transitions"/> is the oracle that every
/// pair of state and event is tested against.
/// </summary>
public sealed class ReferralStateMachine : MassTransitStateMachine<ReferralState>
{
    readonly Func<ConsumeContext, DateTimeOffset> now;
    readonly Action<ConsumeContext, Effect> leave;
    readonly Func<ConsumeContext, IReadOnlyList<PartnerId>, Task<IReadOnlySet<PartnerId>>> suspended;

    public ReferralStateMachine() : this(
        context => context.Work().Now, (context, effect) => effect.ApplyTo(context.Work()),
        (context, partners) => KnownPartner.SuspendedAmong(context.Work(), partners, context.CancellationToken)) { }

    /// <param name="now">The clock of a step.</param>
    /// <param name="leave">Takes what leaves with a step's commit.</param>
    /// <param name="suspended">Those of some organisations that are suspended.</param>
    internal ReferralStateMachine(
        Func<ConsumeContext, DateTimeOffset> now, Action<ConsumeContext, Effect> leave,
        Func<ConsumeContext, IReadOnlyList<PartnerId>, Task<IReadOnlySet<PartnerId>>> suspended)
    {
        this.now = now;
        this.leave = leave;
        this.suspended = suspended;
        InstanceState(r => r.CurrentState);

        var offer = Command<OfferReferral>(Sender, [], (state, command, _) => ReferralRules.NotNow(state, command));
        Initially(When(offer).ThenAsync(context => Take(context, (_, command, at) => ReferralRules.Offer(command, at))));

        Command<OfferAgain>(Sender, [Unplaced], ReferralRules.OfferAgain);
        Command<GiveUp>(Sender, [Unplaced], ReferralRules.GiveUp);
        Command<AnswerQuestion>(Sender, [Offered], ReferralRules.Answer);
        Command<AskQuestion>(Party.Offered, [Offered], ReferralRules.Ask);
        Command<AcceptOffer>(Party.Offered, [Offered], ReferralRules.Accept);
        Command<DeclineOffer>(Party.Offered, [Offered], ReferralRules.Decline);

        Command<ScheduleAppointment>(Recipient, [Accepted, Scheduled, NoShow, AppointmentCancelled, VisitDone], ReferralRules.Schedule);
        Command<ReportNoShow>(Recipient, [Scheduled], ReferralRules.NoShow);
        Command<CancelAppointment>(Recipient, [Scheduled, NoShow, VisitDone], ReferralRules.CancelAppointment);
        Command<ReportVisit>(Recipient, [Accepted, Scheduled, NoShow, VisitDone], ReferralRules.Visit);
        Command<ReportArrival>(Recipient, [Accepted, Scheduled, NoShow, AppointmentCancelled, VisitDone], ReferralRules.Arrival);
        Command<ReportOutcome>(Recipient, [Accepted, Scheduled, NoShow, VisitDone, Active, CancellationRequested], ReferralRules.Outcome);
        Command<CorrectOutcome>(Recipient, [Completed, Failed], ReferralRules.CorrectOutcome);
        Command<SeeToLostContact>(Sender, [Failed], ReferralRules.SeeToLostContact);
        Command<DeclineAfterAll>(Recipient, Serving, ReferralRules.DeclineAfterAll);

        Command<RequestRelease>(Sender, Serving, ReferralRules.RequestRelease);
        Command<CancelReferral>(Sender, [Offered, Unplaced], ReferralRules.Cancel);
        Command<RequestCancellation>(Sender, Serving, ReferralRules.RequestCancellation);
        Command<ConfirmCancellation>(Recipient, [CancellationRequested], ReferralRules.ConfirmCancellation);
        Command<EndOneSidedly>(Sender, [CancellationRequested], ReferralRules.EndOneSidedly);
        Command<ReportDeparture>(Recipient, [Cancelled], ReferralRules.Departure);
        Command<TellStop>(PastRecipient, GoingOn, ReferralRules.TellStop);
        Command<RecordStopWish>(Sender, GoingOn, ReferralRules.RecordStopWish);
        Command<GiveStopReceipt>(PastRecipient, Everywhere, ReferralRules.GiveStopReceipt);
        Command<EnterInError>(Sender, [.. Everywhere.Except([EnteredInError])], ReferralRules.EnterInError);

        Fact<StopReferral>(f => f.ReferralId, ReferralRules.ConsentWithdrawn);
        Fact<DetailsReleased>(f => f.ReferralId, ReferralRules.DetailsReleased);
        Fact<ReleaseRefused>(f => f.ReferralId, ReferralRules.ReleaseRefused);
        Fact<PermitNarrowed>(f => f.ReferralId, ReferralRules.PermitNarrowed);
        Fact<AnswerDue>(f => f.ReferralId, ReferralRules.AnswerDue);
        Fact<StopReceiptDue>(f => f.ReferralId, ReferralRules.StopReceiptDue);
    }

    // Open, then ended; States groups them. MassTransit fills them in.
    public State Offered { get; private set; } = null!;
    public State Unplaced { get; private set; } = null!;
    public State Accepted { get; private set; } = null!;
    public State Scheduled { get; private set; } = null!;
    public State NoShow { get; private set; } = null!;
    public State AppointmentCancelled { get; private set; } = null!;
    public State VisitDone { get; private set; } = null!;
    public State Active { get; private set; } = null!;
    public State CancellationRequested { get; private set; } = null!;
    public State Stopping { get; private set; } = null!;
    public State Completed { get; private set; } = null!;
    public State Failed { get; private set; } = null!;
    public State Cancelled { get; private set; } = null!;
    public State ClosedUnplaced { get; private set; } = null!;
    public State Stopped { get; private set; } = null!;
    public State EnteredInError { get; private set; } = null!;

    State[] Serving => [.. Referring.States.Serving.Select(GetState)];
    State[] GoingOn => [.. Referring.States.NotStopped.Select(GetState)];
    State[] Everywhere => [.. Referring.States.All.Select(GetState)];

    /// <summary>Asked by one party, in some states. By all others and in all others it is refused with the reason.</summary>
    Event<T> Command<T>(Party whose, State[] from, Func<ReferralState, T, DateTimeOffset, Decision> rule) where T : class, IAsked
    {
        var command = Event<T>(typeof(T).Name, e => e.CorrelateById(m => m.Message.ReferralId));
        foreach (var state in Everywhere)
        {
            Func<ReferralState, T, DateTimeOffset, Decision> here = from.Contains(state) ? rule : (saga, asked, _) => ReferralRules.NotNow(saga, asked);
            During(state, When(command).ThenAsync(context => Take(context, (saga, asked, at) =>
                Parties.Refuse(saga.Referral, whose, asked.By) is { } refusal ? refusal : here(saga, asked, at))));
        }
        return command;
    }

    /// <summary>Recorded in whatever state it meets.</summary>
    void Fact<T>(Func<T, Guid> referral, Func<ReferralState, T, DateTimeOffset, Decision> rule) where T : class
    {
        var fact = Event<T>(typeof(T).Name, e => e.CorrelateById(m => referral(m.Message)));
        DuringAny(When(fact).ThenAsync(context => Take(context, rule)));
    }

    async Task Take<T>(BehaviorContext<ReferralState, T> context, Func<ReferralState, T, DateTimeOffset, Decision> rule) where T : class
    {
        var state = context.Saga;
        if (state.Referral is { Waiting.Count: > 0 } referral && context.Message is DeclineOffer or AnswerDue or PermitNarrowed)
            state.Suspended = await suspended(context, referral.Waiting);
        var decision = rule(state, context.Message, now(context));
        if (decision.Refusal is { } refusal)
            throw new RefusedException(refusal);

        var listed = Worklist.Of(state);
        state.Referral = decision.After!;
        if (decision.To != state.CurrentState)
            await context.TransitionToState(GetState(decision.To));
        foreach (var effect in decision.Effects)
            leave(context, effect);
        if (Worklist.Of(state).Except(listed).ToList() is { Count: > 0 } changed)
            leave(context, new Relisted(changed));
    }
}
