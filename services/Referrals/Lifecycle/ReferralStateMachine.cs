using MassTransit;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.LocalCopies;
using static ReferralNetwork.Referrals.Lifecycle.Party;
using static ReferralNetwork.Referrals.Lifecycle.States;

namespace ReferralNetwork.Referrals.Lifecycle;

/// <summary>Routes each message to its rule. <see cref="Transitions"/> is the oracle that every pair of state and event is tested against.</summary>
public sealed class ReferralStateMachine : RuleStateMachine<ReferralState, Referral, Party>
{
    readonly Func<ConsumeContext, IReadOnlyList<PartnerId>, Task<IReadOnlySet<PartnerId>>> suspended;

    public ReferralStateMachine() : this(
        SagaEnvironment.Live(), (context, partners) => KnownPartners.SuspendedAmong(context.Work(), partners, context.CancellationToken))
    { }

    /// <param name="suspended">Those of some organisations that are suspended.</param>
    internal ReferralStateMachine(
        SagaEnvironment environment, Func<ConsumeContext, IReadOnlyList<PartnerId>, Task<IReadOnlySet<PartnerId>>> suspended) : base(environment, All)
    {
        this.suspended = suspended;

        InitialCommand<OfferReferral>(Sender, ReferralRules.Offer);
        Command<AcceptOffer>(OfferRecipient, [Offered], ReferralRules.Accept, "accept", HasOpenOffer);
        Command<DeclineOffer>(OfferRecipient, [Offered], ReferralRules.Decline, "decline", HasOpenOffer);
        Command<SayUnsure>(
            OfferRecipient, [Offered], ReferralRules.Unsure, "unsure", (r, viewer, now) => r.IsTonight && HasOpenOffer(r, viewer, now));
        Command<AskQuestion>(OfferRecipient, [Offered], ReferralRules.Ask, "question", HasOpenOffer);
        Command<AnswerQuestion>(Sender, [Offered], ReferralRules.Answer, "answer", (r, _, _) => r.Offers.Open.Any(o => o.QuestionOpen));
        Command<OfferAgain>(Sender, [Unplaced], ReferralRules.OfferAgain, "offers");
        Command<PlanSearch>(Sender, [Unplaced], ReferralRules.PlanSearch, "search-later", (r, _, _) => r.Place is not null);
        Command<GiveUp>(Sender, [Unplaced], ReferralRules.GiveUp, "give-up");

        Command<DeclineAfterAll>(Recipient, Serving, ReferralRules.DeclineAfterAll, "decline-after-all");
        Command<ScheduleAppointment>(Recipient, [Accepted, Scheduled, NoShow, AppointmentCancelled, VisitDone], ReferralRules.Schedule, "schedule");
        Command<ReportNoShow>(Recipient, [Scheduled], ReferralRules.NoShow, "no-show", (r, _, now) => r.AppointmentAt <= now);
        Command<CancelAppointment>(Recipient, [Scheduled, NoShow, VisitDone], ReferralRules.CancelAppointment, "cancel-appointment");
        Command<ReportVisit>(Recipient, [Accepted, Scheduled, NoShow, VisitDone], ReferralRules.Visit, "visit");
        Command<ReportArrival>(Recipient, [Accepted, Scheduled, NoShow, AppointmentCancelled, VisitDone], ReferralRules.Arrival, "arrival",
            (r, _, _) => !ReferralRules.ExpectsArrival(r));
        Command<ReportUnderWay>(
            Sender, NotArrived, ReferralRules.UnderWay, "under-way", (r, _, _) => r.Offers.Accepted?.Place is { Standing: PlaceStanding.Kept });
        Command<GiveBackPlace>(Sender, All, ReferralRules.GiveBack, "give-back", (r, _, _) => ReferralRules.PlacesToGiveBack(r).Any());
        Command<ReportOutcome>(Recipient, [Accepted, Scheduled, NoShow, VisitDone, Active, CancellationRequested], ReferralRules.Outcome, "outcome");
        Command<CorrectOutcome>(
            Recipient, [Completed, Failed], ReferralRules.CorrectOutcome, "correct-outcome", (r, _, now) => now <= ReferralRules.CorrectableUntil(r));
        Command<SeeToLostContact>(Sender, [Failed], ReferralRules.SeeToLostContact, "lost-contact", (r, _, _) => r.ContactLost);
        Command<RequestRelease>(
            Sender, Serving, ReferralRules.RequestRelease, "release",
            (r, _, _) => !r.Releases.Any(x => x.To == r.Recipient && x.Pending) && !r.StopWishes.Any(w => w.By == r.Recipient && w.Open));

        Command<CancelReferral>(Sender, [Offered, Unplaced], ReferralRules.Cancel, "cancel");
        Command<RequestCancellation>(Sender, Serving, ReferralRules.RequestCancellation, "request-cancellation");
        Command<ConfirmCancellation>(Recipient, [CancellationRequested], ReferralRules.ConfirmCancellation, "confirm-cancellation");
        Command<EndOneSidedly>(
            Sender, [CancellationRequested], ReferralRules.EndOneSidedly, "end-one-sidedly", (r, _, now) => ReferralRules.EndableAt(r) <= now);
        Command<ReportDeparture>(
            Recipient, [Cancelled], ReferralRules.Departure, "departure", (r, _, _) => r.Offers.Accepted is { ReadsUntil: null });
        Command<TellStop>(
            PastRecipient, NotStopped, ReferralRules.TellStop, "stop", (r, viewer, _) => !r.StopWishes.Any(w => w.By == viewer && w.Open));
        Command<RecordStopWish>(Sender, NotStopped, ReferralRules.RecordStopWish, "stop-wish", (r, _, _) => r.StopWishes.Any(w => w.Open));
        Command<GiveStopReceipt>(
            PastRecipient, All, ReferralRules.GiveStopReceipt, "stop-receipts",
            (r, viewer, _) => r.Stops.Any(s => s.Receipts.Any(x => x.Partner == viewer && x.Owed)));
        Command<EnterInError>(Sender, [.. All.Except([EnteredInError])], ReferralRules.EnterInError, "entered-in-error");

        Fact<ConsentWithdrawn>(f => f.ConversationId, ReferralRules.ConsentWithdrawn);
        Fact<DetailsReleased>(f => f.ConversationId, ReferralRules.DetailsReleased);
        Fact<ReleaseRefused>(f => f.ConversationId, ReferralRules.ReleaseRefused);
        Fact<PermitNarrowed>(f => f.ConversationId, ReferralRules.PermitNarrowed);
        Fact<AudienceChanged>(f => f.ConversationId, ReferralRules.AudienceChanged);
        Fact<PlaceHeld>(f => f.ConversationId, ReferralRules.PlaceHeld);
        Fact<NoPlaceFree>(f => f.ConversationId, ReferralRules.NoPlaceFree);
        Fact<PersonArrived>(f => f.ConversationId, ReferralRules.PersonArrived);
        Fact<PersonOverdue>(f => f.ConversationId, ReferralRules.PersonOverdue);
        Fact<PlaceGivenBack>(f => f.ConversationId, ReferralRules.PlaceGivenBack);
        Timer<AnswerDue>(t => t.ReferralId, t => ReferralRules.AnswerDueKey(t.OfferId), ReferralRules.AnswerDueAt, ReferralRules.AnswerDue);
        Timer<StopReceiptDue>(
            t => t.ReferralId, t => ReferralRules.StopReceiptDueKey(t.ReferralId),
            (state, _) => ReferralRules.NextLook(state.Data), ReferralRules.StopReceiptDue);
        Timer<PlaceAnswerDue>(
            t => t.ReferralId, t => ReferralRules.PlaceAnswerDueKey(t.HoldId), ReferralRules.PlaceAnswerDueAt, ReferralRules.PlaceAnswerDue);
    }

    /// <summary>What an organisation may do with a referral now.</summary>
    public IReadOnlyList<string> ActionsFor(ReferralState state, PartnerId viewer, DateTimeOffset now) =>
        ActionsFor(state, party => Parties.Authorize(state.Data, party, viewer) is null, viewer, now);

    protected override Refusal? Authorize(Referral data, Party party, ICommand command) =>
        command is IUserCommand asked && Parties.Hides(data, asked) ? Refusal.NotFound : Parties.Authorize(data, party, ((IUserCommand)command).By);

    protected override Refusal NotNow(ReferralState state, ICommand command) => ReferralRules.NotNow(state, (IUserCommand)command);

    protected override string? ETagFor(ReferralState state, ICommand command) => ReferralView.ETag(state, ((IUserCommand)command).By);

    protected override async Task Prepare(ConsumeContext context, ReferralState state, object message)
    {
        if (state.Data is { Offers.Waiting.Count: > 0 } referral && message is DeclineOffer or AnswerDue or PermitNarrowed)
            state.Suspended = await suspended(context, referral.Offers.Waiting);
    }

    protected override Referral Settle(string state, Referral data) => ReferralRules.LetPlacesGo(state, data);

    protected override IEnumerable<Effect> Derive(string stateBefore, Referral? before, ReferralState after) =>
    [
        .. UpdateWorklist.Changes(before is null ? [] : Worklist.ItemsFor(stateBefore, before), Worklist.ItemsFor(after.CurrentState, after.Data)),
        .. ReferralRules.TellPlacements(stateBefore, before, after.CurrentState, after.Data),
        .. PlaceSearches.Answered(before, after.Data),
    ];

    static bool HasOpenOffer(Referral referral, PartnerId viewer, DateTimeOffset now) => referral.Offers.Open.Any(o => o.To == viewer);
}
