using MassTransit;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using static ReferralNetwork.Handoffs.ConsentedHandoffs.Party;
using static ReferralNetwork.Handoffs.ConsentedHandoffs.States;

namespace ReferralNetwork.Handoffs.ConsentedHandoffs;

/// <summary>Routes each message to its rule. <see cref="Transitions"/> is the oracle that every pair of state and event is tested against.</summary>
public sealed class ConsentedHandoffStateMachine : RuleStateMachine<ConsentedHandoffState, ConsentedHandoff, Party>
{
    readonly Func<ConsumeContext, IReadOnlyList<PartnerId>, Task<IReadOnlySet<PartnerId>>> suspended;

    public ConsentedHandoffStateMachine() : this(
        SagaEnvironment.Live(), (context, partners) => KnownPartners.SuspendedAmong(context.Work(), partners, context.CancellationToken))
    { }

    /// <param name="suspended">Those of some organisations that are suspended.</param>
    internal ConsentedHandoffStateMachine(
        SagaEnvironment environment, Func<ConsumeContext, IReadOnlyList<PartnerId>, Task<IReadOnlySet<PartnerId>>> suspended) : base(environment, All)
    {
        this.suspended = suspended;

        InitialCommand<PrepareHandoff>(Sender, HandoffRules.Prepare);
        Command<VerifyConsent>(Sender, [Prepared, ConsentVerified], HandoffRules.Verify, "verify");
        Command<OfferHandoff>(Sender, [ConsentVerified], HandoffRules.Offer, "offer", (h, _, now) => now < h.Consent!.Permit.ExpiresAt);
        Command<TakeHandoffBack>(Sender, BeforeRelease, HandoffRules.TakeBack, "take-back");
        Command<StateHandling>(Sender, [Offered, Accepted], HandoffRules.StateHandling, "state-handling", (h, _, _) => h.LacksHandling);
        Command<AcceptHandoff>(Recipient, [Offered], HandoffRules.Accept, "accept");
        Command<DeclineHandoff>(Recipient, [Offered], HandoffRules.Decline, "decline");
        Command<RequestHandoffRelease>(
            Sender, [Accepted], HandoffRules.RequestRelease, "release", (h, _, _) => h.Release is { Refused: not null });

        Command<GiveCustodyReceipts>(Recipient, [Released], HandoffRules.GiveReceipts, "receipts");
        Command<AcknowledgeMismatch>(
            Sender, AfterRelease, HandoffRules.AcknowledgeMismatch, "acknowledge-mismatch", (h, _, _) => h.MismatchAt is not null);
        Command<ReturnHandoff>(Recipient, [.. Held, Closed], HandoffRules.Return, "return");
        Command<ReportHandoffInUse>(Recipient, [Receipted], HandoffRules.InUse, "in-use");
        Command<GiveHandoffFeedback>(Recipient, AfterRelease, HandoffRules.GiveFeedback, "feedback", (h, _, _) => h.Left is not null);
        Command<RecordThreatAlert>(Sender, AfterRelease, HandoffRules.ThreatAlert, "threat-alert-written", (h, _, _) => h.ThreatAt is not null);

        Command<AskAboutHandoff>(Recipient, [Offered, .. Running], HandoffRules.Ask, "ask", (h, _, _) => h.OpenQuestion is null);
        Command<AnswerAboutHandoff>(Sender, [Offered, .. Running, Closed], HandoffRules.Answer, "answer", (h, _, _) => h.OpenQuestion is not null);
        Command<RequestInformation>(Recipient, Running, HandoffRules.RequestInformation, "request-information");
        Command<AnswerInformationRequest>(
            Sender, [.. Running, Closed], HandoffRules.AnswerRequest, "answer-request", (h, _, _) => h.Requests.Any(r => r.Answer is null));
        Command<RecordPersonTold>(
            Sender, [Accepted, .. AfterRelease], HandoffRules.PersonTold, "person-told-in-writing",
            (h, _, _) => h.Requests.Any(r => r is { Answer: not null, ToldAt: null }));
        Command<GiveHandoffStopReceipt>(
            Recipient, [Closed, Withdrawn, Returned], HandoffRules.GiveStopReceipt, "stop-receipts", (h, _, _) => h.StopReceipts.Any(r => r.Owed));

        Fact<DetailsReleased>(f => f.ConversationId, HandoffRules.DetailsReleased);
        Fact<ReleaseRefused>(f => f.ConversationId, HandoffRules.ReleaseRefused);
        Fact<ConsentWithdrawn>(f => f.ConversationId, HandoffRules.ConsentWithdrawn);
        Fact<PermitNarrowed>(f => f.ConversationId, HandoffRules.PermitNarrowed);
        Fact<AudienceChanged>(f => f.ConversationId, HandoffRules.AudienceChanged);
        Timer<HandoffAnswerDue>(t => t.HandoffId, t => HandoffRules.AnswerDueKey(t.OfferId), HandoffRules.AnswerDueAt, HandoffRules.AnswerDue);
        Timer<HandoffFeedbackDue>(
            t => t.HandoffId, t => HandoffRules.FeedbackDueKey(t.HandoffId), HandoffRules.FeedbackDueAt, HandoffRules.FeedbackDue);
        Timer<HandoffReceiptDue>(
            t => t.HandoffId, t => HandoffRules.ReceiptDueKey(t.HandoffId), (state, _) => state.Data.StopReceipts.NextLook(),
            HandoffRules.ReceiptDue);
    }

    /// <summary>What an organisation may do with a handoff now.</summary>
    public IReadOnlyList<string> ActionsFor(ConsentedHandoffState state, PartnerId viewer, DateTimeOffset now) =>
        ActionsFor(state, party => Parties.Authorize(state.Data, party, viewer) is null, viewer, now);

    protected override Refusal? Authorize(ConsentedHandoff data, Party party, ICommand command) =>
        Parties.Hides(data, (IUserCommand)command) ? Refusal.NotFound : Parties.Authorize(data, party, ((IUserCommand)command).By);

    protected override Refusal NotNow(ConsentedHandoffState state, ICommand command) => HandoffRules.NotNow(state, (IUserCommand)command);

    protected override string? ETagFor(ConsentedHandoffState state, ICommand command) => HandoffView.ETag(state, ((IUserCommand)command).By);

    protected override async Task Prepare(ConsumeContext context, ConsentedHandoffState state, object message)
    {
        if (message is OfferHandoff && state.Data is { } handoff)
            state.Suspended = await suspended(context, [handoff.To]);
    }

    protected override IEnumerable<Effect> Derive(string stateBefore, ConsentedHandoff? before, ConsentedHandoffState after) =>
        UpdateWorklist.Changes(before is null ? [] : Worklist.ItemsFor(stateBefore, before), Worklist.ItemsFor(after.CurrentState, after.Data));
}
