using MassTransit;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using static ReferralNetwork.Returns.Lifecycle.Party;
using static ReferralNetwork.Returns.Lifecycle.States;

namespace ReferralNetwork.Returns.Lifecycle;

/// <summary>Routes each message to its rule. <see cref="Transitions"/> is the oracle that every pair of state and event is tested against.</summary>
public sealed class ReturnStateMachine : RuleStateMachine<ReturnState, Return, Party>
{
    readonly Func<ConsumeContext, IReadOnlyList<PartnerId>, Task<IReadOnlySet<PartnerId>>> suspended;

    public ReturnStateMachine() : this(
        SagaEnvironment.Live(), (context, partners) => KnownPartners.SuspendedAmong(context.Work(), partners, context.CancellationToken))
    { }

    /// <param name="suspended">Those of some organisations that are suspended.</param>
    internal ReturnStateMachine(
        SagaEnvironment environment, Func<ConsumeContext, IReadOnlyList<PartnerId>, Task<IReadOnlySet<PartnerId>>> suspended) : base(environment, All)
    {
        this.suspended = suspended;

        InitialCommand<RequestReturn>(Requester, ReturnRules.Request);
        InitialCommand<ReportAlreadyBack>(Party.Lead, ReturnRules.AlreadyBack);
        Command<AcceptLead>(Candidate, [Requested], ReturnRules.Accept, "accept", HasOpenOffer);
        Command<DeclineLead>(Candidate, [Requested], ReturnRules.Decline, "decline", HasOpenOffer);
        Command<AskLeadsAgain>(Requester, [Unplaced], ReturnRules.AskAgain, "offers");
        Command<TakeRequestBack>(Requester, Asking, ReturnRules.TakeBack, "take-back");
        Command<EndWithoutLead>(Requester, [Unplaced], ReturnRules.EndWithoutLead, "no-lead");

        Command<TieTraveller>(Party.Lead, [.. Moving, .. Considering], ReturnRules.Tie, "tie");
        Command<CounselTraveller>(
            Party.Lead, [Accepted, Counselled], ReturnRules.Counsel, "counsel",
            (r, _, _) => r.ToCounsel.Any(t => t.Tie is not null));
        Command<AskClearance>(
            Party.Lead, [.. Preparing.Except([Booking])], ReturnRules.AskClearance, "ask-clearance",
            (r, _, _) => r.Group.All(t => t.Tie is not null));
        Command<RecordTold>(Party.Lead, Preparing, ReturnRules.Told, "told", (r, _, _) => r.Group.Any(t => t.ToTell is not null));
        Timer<TellDue>(t => t.ReturnId, t => ReturnRules.TellDueKey(t.ReturnId), ReturnRules.TellDueAt, ReturnRules.NotTold);
        Command<OpenProtectionRoute>(Party.Lead, [Counselled, NotSafe], ReturnRules.OpenProtection, "protect");
        Command<ResumeCounsel>(Party.Lead, [Protected, GoesWithoutUs], ReturnRules.Resume, "resume-counsel");
        Command<GoWithoutUs>(Party.Lead, [Protected], ReturnRules.GoWithoutUs, "go-without-us");
        Command<LeaveGroup>(Party.Lead, Preparing, ReturnRules.LeaveGroup, "leave-group", (r, _, _) => CanPart(r));
        Command<WithdrawReturn>(Party.Lead, Preparing, ReturnRules.Withdraw, "withdraw");
        Command<EnterReturnInError>(Party.Lead, [.. Led.Except([EnteredInError])], ReturnRules.EnterInError, "entered-in-error");

        Strands();
        Decisions();
        WhereTheyAre();
        AtHome();
        Facts();
    }

    void Strands()
    {
        Command<AskStrand>(Party.Lead, Deciding, ReturnRules.AskStrand);
        Command<RecordStrand>(Party.Lead, [.. Deciding, OnHold], ReturnRules.RecordStrand);
        Command<CompleteStrand>(Party.Lead, [.. Deciding, OnHold], ReturnRules.CompleteStrand);
        Command<WithdrawStrand>(Party.Lead, [.. Deciding, OnHold], ReturnRules.WithdrawStrand);
        Command<SetDocumentHolder>(Party.Lead, Led, ReturnRules.SetHolder);
        Command<DeclineSupport>(Party.Lead, [.. Moving, .. Considering], ReturnRules.DeclineSupport);
        Command<KeepArrivalPlan>(Party.Lead, [.. Deciding, OnHold, .. OnTheWay], ReturnRules.KeepArrivalPlan);
        Command<SetWords>(Party.Lead, [.. Deciding, OnHold], ReturnRules.SetWords);
        // In every state alike: an organisation's own answers are never refused by how the journey stands, so that it tells nothing.
        Command<AcceptStrand>(Participant, Led, ReturnRules.AcceptStrand);
        Command<DeclineStrand>(Participant, Led, ReturnRules.DeclineStrand);
        Command<NeedForStrand>(Participant, Led, ReturnRules.NeedForStrand);
        Command<ReadyStrand>(Participant, Led, ReturnRules.ReadyStrand);
        Command<AnswerNationality>(Participant, Led, ReturnRules.AnswerNationality);
        Timer<StrandUntilDue>(
            t => t.ReturnId, t => ReturnRules.StrandUntilKey(t.StrandId), ReturnRules.StrandUntil, ReturnRules.StrandUntilDue);
    }

    void Decisions()
    {
        Command<GiveReturnConsent>(Party.Lead, [Counselled], ReturnRules.Consent, "consent", (r, _, _) => r.Group.Any(t => t.Tie is not null));
        Command<PlanLight>(
            Party.Lead, [ConsentGiven], ReturnRules.PlanLight, "plan-light",
            (r, _, _) => r.Group.All(t => !t.IsChild && t.Current(Codes.DocumentStrand)?.Status == StrandStatus.NotNeeded)
                && r.Travel?.Answer is not nameof(TravelBarred));
        Command<AssessReturn>(
            LeadOrReceiving, [ConsentGiven], ReturnRules.Assess, "assess",
            (r, viewer, _) => (viewer == r.Lead ? r.Assessment?.Lead : r.Assessment?.Receiving) is null);
        Command<DecideBestInterests>(Party.Lead, [BestInterestsPending], ReturnRules.DecideBestInterests, "best-interests");
        Command<AgreePlan>(Party.Lead, [NoObstacleFound, WithMeasures], ReturnRules.AgreePlan, "agree-plan");
        Command<Reassess>(LeadOrReceiving, Assessed, ReturnRules.Reassess, "reassess");
        Command<RebookReturn>(Party.Lead, [Booked, FinalConfirmed], ReturnRules.Rebook, "rebook");
        Command<BookReturn>(Party.Lead, [PlanAgreed], ReturnRules.Book, "book",
            (r, _, now) => ReturnRules.Guards(r with { Journey = null }, now).All(guard => guard.Met));
        Command<HoldReturn>(Party.Lead, [.. Preparing.Except([OnHold])], ReturnRules.HoldByHand, "hold");
        Command<ReleaseHold>(
            Party.Lead, [OnHold], ReturnRules.ReleaseHold, "release-hold",
            (r, _, _) => r.Travel is not { Answer: not nameof(NoBarKnown) and not null } && r.Group.All(t => t.ToTell is null)
                && !r.Strands.Any(s => s.Strand is { EndedAt: null, Status: StrandStatus.Lapsed }));
        Command<ConfirmFinally>(
            Party.Lead, [Booked], ReturnRules.ConfirmFinally, "final-confirm",
            (r, _, now) => now <= r.Journey!.DepartsAt && r.Terms.After(now, ReturnPeriods.FinalConfirmation) >= r.Journey.DepartsAt
                && r.Travel?.Answer is nameof(NoBarKnown) && r.Group.All(t => t.ToTell is null));
        Timer<ClearanceDue>(t => t.ReturnId, t => ReturnRules.ClearanceDueKey(t.ReturnId), ReturnRules.ClearanceDueAt, ReturnRules.NoClearance);
    }

    void WhereTheyAre()
    {
        Command<ReportDeparted>(Witness, Led, ReturnRules.Departed, "departed");
        Command<ReportNotDeparted>(Witness, Led, ReturnRules.NotDeparted, "not-departed");
        Command<ReportLegBegun>(Witness, Led, ReturnRules.LegBegun);
        Command<ReportLegArrived>(Witness, Led, ReturnRules.LegArrived);
        Command<ReportArrived>(Witness, Led, ReturnRules.Arrived, "arrived");
        Command<ReportStoppedEnRoute>(Witness, Led, ReturnRules.StoppedEnRoute, "stopped-en-route");
        Command<ReportGoesOn>(Witness, Led, ReturnRules.GoesOn, "goes-on");
        Command<ReportStays>(Witness, Led, ReturnRules.Stays, "stays");
        Command<ReportMissing>(Witness, Led, ReturnRules.ReportMissing, "missing");
        Command<ReportFound>(Witness, Led, ReturnRules.Found, "found");
        Command<ReportRemoved>(Witness, Led, ReturnRules.Removed, "removed");
        Command<ConfirmDelay>(Witness, Led, ReturnRules.ConfirmDelay);
        Command<AcknowledgeAlarm>(
            Witness, Led, ReturnRules.Acknowledge, "acknowledge",
            (r, viewer, _) => r.Alarm is not null || (viewer == r.Lead && r.NotFreeAt is not null));
        Command<StopCheck>(
            Party.Lead, [.. OnTheWay, Stopping, Stopped], ReturnRules.StopCheck, "stop-check",
            (r, _, _) => r is { Journey: { DepartedAt: not null, CheckEnded: false } } && r.Group.All(t => !t.IsChild));
        Timer<LegCheckDue>(t => t.ReturnId, t => ReturnRules.LegCheckKey(t.LegId), ReturnRules.LegCheckDueAt, ReturnRules.LegOverdue);
        Timer<MissingDue>(t => t.ReturnId, t => ReturnRules.MissingKey(t.ReturnId), ReturnRules.MissingDueAt, ReturnRules.NowMissing);
    }

    void AtHome()
    {
        Command<ConfirmReception>(LeadOrReceiving, [Arrived, RemovedByState], ReturnRules.Receive, "received");
        Command<RecordTalk>(LeadOrReceiving, [Monitoring], ReturnRules.Talk, "talk");
        Command<CloseReturn>(
            LeadOrReceiving, Home, ReturnRules.Close, "close", (r, _, _) => r is { Alarm: null, NotFreeAt: null } && ReturnRules.NeedsNoMore(r));
        Command<GiveReturnReceipt>(
            Recipient, Led, ReturnRules.GiveReceipt, "receipt", (r, viewer, _) => r.Receipts.Any(receipt => receipt.Partner == viewer
                && receipt.Owed));
        Timer<ReturnReceiptDue>(
            t => t.ReturnId, t => ReturnRules.ReceiptDueKey(t.ReturnId), (state, _) => state.Data.Receipts.NextLook(), ReturnRules.ReceiptDue);
        Fact<ReturnReferralActive>(f => f.ReturnId, ReturnRules.ReferralBegan);
        Fact<ReturnReferralEnded>(f => f.ReturnId, ReturnRules.ReferralEnded);
    }

    void Facts()
    {
        Fact<DetailsReleased>(f => f.ConversationId, ReturnRules.DetailsReleased);
        Fact<ReleaseRefused>(f => f.ConversationId, ReturnRules.ReleaseRefused);
        Fact<ConsentWithdrawn>(f => f.ConversationId, ReturnRules.ConsentWithdrawn);
        Fact<PermitNarrowed>(f => f.ConversationId, ReturnRules.PermitNarrowed);
        Fact<AudienceChanged>(f => f.ConversationId, ReturnRules.AudienceChanged);
        Fact<NoBarKnown>(f => f.ReturnId, (state, fact, now) => ReturnRules.Answered(state, nameof(NoBarKnown), fact.RequestId, fact.At, now));
        Fact<TravelBarred>(f => f.ReturnId, (state, fact, now) => ReturnRules.Answered(state, nameof(TravelBarred), fact.RequestId, fact.At, now));
        Fact<NotEstablished>(f => f.ReturnId, (state, fact, now) => ReturnRules.Answered(state, nameof(NotEstablished), fact.RequestId, fact.At,
            now));
        Fact<TravellerToBeTold>(f => f.ReturnId, ReturnRules.ToBeTold);
        Timer<LeadAnswerDue>(t => t.ReturnId, t => ReturnRules.AnswerDueKey(t.OfferId), ReturnRules.AnswerDueAt, ReturnRules.AnswerDue);
    }

    /// <summary>What an organisation may do with a return now.</summary>
    public IReadOnlyList<string> ActionsFor(ReturnState state, PartnerId viewer, DateTimeOffset now) =>
        ActionsFor(state, party => Parties.Authorize(state.Data, party, viewer) is null, viewer, now);

    protected override Refusal? Authorize(Return data, Party party, ICommand command) =>
        Parties.Hides(data, (IUserCommand)command) ? Refusal.NotFound : Parties.Authorize(data, party, ((IUserCommand)command).By);

    protected override Refusal NotNow(ReturnState state, ICommand command) => ReturnRules.NotNow(state, (IUserCommand)command);

    protected override async Task Prepare(ConsumeContext context, ReturnState state, object message)
    {
        if (state.Data is { Offers.Waiting.Count: > 0 } data && message is DeclineLead or LeadAnswerDue or PermitNarrowed)
            state.Suspended = await suspended(context, data.Offers.Waiting);
    }

    protected override IEnumerable<Effect> Derive(string stateBefore, Return? before, ReturnState after) =>
        UpdateWorklist.Changes(before is null ? [] : Worklist.ItemsFor(stateBefore, before), Worklist.ItemsFor(after.CurrentState, after.Data));

    protected override string? ETagFor(ReturnState state, ICommand command) => ReturnView.ETag(state, ((IUserCommand)command).By);

    /// <summary>Nobody is left without an adult, where there are any.</summary>
    static bool CanPart(Return data) => (data.Group.Any(t => !t.IsChild) ? data.Group.Count(t => !t.IsChild) : data.Group.Count()) > 1;

    static bool HasOpenOffer(Return data, PartnerId viewer, DateTimeOffset now) => data.Offers.Open.Any(o => o.To == viewer);
}
