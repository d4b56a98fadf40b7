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

        Command<TieTraveller>(Party.Lead, [.. Preparing, Received], ReturnRules.Tie, "tie");
        Command<CounselTraveller>(
            Party.Lead, [Accepted, Counselled], ReturnRules.Counsel, "counsel",
            (r, _, _) => r.Travellers.Any(t => t is { IsChild: false, Tie: not null }));
        Command<AskClearance>(
            Party.Lead, Preparing, ReturnRules.AskClearance, "ask-clearance", (r, _, _) => r.Travellers.All(t => t.Tie is not null));
        Command<OpenProtectionRoute>(Party.Lead, [Counselled], ReturnRules.OpenProtection, "protect");
        Command<ResumeCounsel>(Party.Lead, [Protected, GoesWithoutUs], ReturnRules.Resume, "resume-counsel");
        Command<GoWithoutUs>(Party.Lead, [Protected], ReturnRules.GoWithoutUs, "go-without-us");
        Command<WithdrawReturn>(Party.Lead, Preparing, ReturnRules.Withdraw, "withdraw");
        Command<EnterReturnInError>(Party.Lead, [.. Preparing, Received, Withdrawn], ReturnRules.EnterInError, "entered-in-error");

        Fact<DetailsReleased>(f => f.ConversationId, ReturnRules.DetailsReleased);
        Fact<ReleaseRefused>(f => f.ConversationId, ReturnRules.ReleaseRefused);
        Fact<ConsentWithdrawn>(f => f.ConversationId, ReturnRules.ConsentWithdrawn);
        Fact<PermitNarrowed>(f => f.ConversationId, ReturnRules.PermitNarrowed);
        Fact<AudienceChanged>(f => f.ConversationId, ReturnRules.AudienceChanged);
        Fact<NoBarKnown>(f => f.ReturnId, (state, fact, now) => ReturnRules.Answered(state, nameof(NoBarKnown), fact.At, now));
        Fact<TravelBarred>(f => f.ReturnId, (state, fact, now) => ReturnRules.Answered(state, nameof(TravelBarred), fact.At, now));
        Fact<NotEstablished>(f => f.ReturnId, (state, fact, now) => ReturnRules.Answered(state, nameof(NotEstablished), fact.At, now));
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

    static bool HasOpenOffer(Return data, PartnerId viewer, DateTimeOffset now) => data.Offers.Open.Any(o => o.To == viewer);
}
