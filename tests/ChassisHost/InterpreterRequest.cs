using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using static ReferralNetwork.Tests.ChassisHost.InterpreterParty;

namespace ReferralNetwork.Tests.ChassisHost;

// How little a conversation between organisations takes on the saga core and Casework. One asks others, one after another,
// for an interpreter; who has none declines, who is silent is passed over, and the first who accepts ends it.

public sealed record NewRequest(string Language, IReadOnlyList<PartnerId> Candidates);
public sealed record Reason(string Code);
public sealed record AskForInterpreter(Guid Id, PartnerId By, Guid Actor, string Language, IReadOnlyList<PartnerId> Candidates) : IUserCommand;
public sealed record AcceptInterpreting(Guid Id, Guid OfferId, PartnerId By, Guid Actor) : IUserCommand;
public sealed record DeclineInterpreting(Guid Id, Guid OfferId, PartnerId By, Guid Actor, string Code) : IUserCommand;
public sealed record InterpreterDue(Guid RequestId, Guid OfferId);

public sealed record InterpreterRequest(Guid Id, PartnerId From, string Language) : Conversation(Id)
{
    public Offers Offers { get; init; } = new();
}

public sealed class InterpreterRequestState : SagaState<InterpreterRequest>;

public enum InterpreterParty { Requester, Candidate, Clock }

public sealed class InterpreterRequestStateMachine : RuleStateMachine<InterpreterRequestState, InterpreterRequest, InterpreterParty>
{
    public const string Asked = "Asked", Accepted = "Accepted", Unplaced = "Unplaced";
    public static readonly TimeSpan TimeToAnswer = TimeSpan.FromSeconds(1);

    public static readonly IReadOnlyList<Transition<InterpreterParty>> Table =
    [
        new([], "ask", Requester, [Asked], typeof(AskForInterpreter)),
        new([Asked], "accept", Candidate, [Accepted], typeof(AcceptInterpreting)),
        new([Asked], "decline", Candidate, [Asked, Unplaced], typeof(DeclineInterpreting), "on to the next; not wanted by the person: to nobody"),
        new([Asked], "answer overdue", Clock, [Asked, Unplaced], typeof(InterpreterDue), "on to the next"),
        new([Accepted, Unplaced], "answer overdue", Clock, [], typeof(InterpreterDue), "the offer has ended: nothing"),
    ];

    public InterpreterRequestStateMachine() : this(SagaEnvironment.Live()) { }

    public InterpreterRequestStateMachine(SagaEnvironment environment) : base(environment, [Asked, Accepted, Unplaced])
    {
        InitialCommand<AskForInterpreter>(Requester, Ask);
        Command<AcceptInterpreting>(
            Candidate, [Asked], (state, command, now) => Apply(state.Data, state.Data.Offers.Accept(command.OfferId, command.By, now), now, command));
        Command<DeclineInterpreting>(Candidate, [Asked], Decline);
        Timer<InterpreterDue>(
            t => t.RequestId, t => DueKey(t.OfferId), (state, timer) => state.Data.Offers.AnswerDueAt(timer.OfferId),
            (state, timer, now) => Apply(state.Data, state.Data.Offers.Expire(timer.OfferId, Terms(now)), now));
    }

    protected override Refusal? Authorize(InterpreterRequest data, InterpreterParty party, ICommand command) =>
        ((IUserCommand)command).By is var by && by != data.From && data.Offers.LastTo(by) is null ? Refusal.NotFound
        : party == Requester == (by == data.From) ? null
        : new("NOT_YOURS", "This is for another organisation to do.");

    protected override Refusal NotNow(InterpreterRequestState state, ICommand command) => command switch
    {
        AcceptInterpreting c => state.Data.Offers.CannotAnswer(c.OfferId, c.By),
        DeclineInterpreting c => state.Data.Offers.CannotAnswer(c.OfferId, c.By),
        _ => null,
    } ?? new("NOT_NOW", $"The request is {state.CurrentState}.");

    protected override IEnumerable<Effect> Derive(string stateBefore, InterpreterRequest? before, InterpreterRequestState after) =>
        UpdateWorklist.Changes(before is null ? [] : Items(stateBefore, before), Items(after.CurrentState, after.Data));

    static IReadOnlyList<WorklistItem> Items(string state, InterpreterRequest data) =>
    [
        new(data.Id, data.From, "sent", state == Asked, DueAt: null, ToDo: null, data.UpdatedAt),
        .. data.Offers.Made.Select(o => new WorklistItem(
            data.Id, o.To, "received", o.Open, o.Open ? o.AnswerBy : null, o.Open ? "answer" : null, o.EndedAt ?? o.MadeAt)),
    ];

    static Decision<InterpreterRequest> Ask(AskForInterpreter command, DateTimeOffset now)
    {
        var request = new InterpreterRequest(command.Id, command.By, command.Language);
        return OfferRules.Validate(command.Candidates, command.By) is { } refusal
            ? refusal
            : Apply(request, request.Offers.Ask(command.Candidates, OfferMode.Sequential, Terms(now)), now, command);
    }

    static Decision<InterpreterRequest> Decline(InterpreterRequestState state, DeclineInterpreting command, DateTimeOffset now) => Apply(
        state.Data,
        state.Data.Offers.Decline(command.OfferId, command.By, command.Code, noteId: null, personSaidNo: command.Code == "NOT_WANTED", Terms(now)),
        now, command);

    static OfferTerms Terms(DateTimeOffset now) => new(now, _ => now + TimeToAnswer, new HashSet<PartnerId>());

    static Decision<InterpreterRequest> Apply(InterpreterRequest request, OfferDecision decision, DateTimeOffset now, IUserCommand? by = null)
    {
        if (decision.Refusal is { } refusal)
            return refusal;
        var step = new Step<InterpreterRequest>(request with { Offers = decision.After }, now);
        foreach (var fact in decision.Happened)
        {
            _ = fact switch
            {
                OfferMadeTo { Offer: var made } => step.BySystem("interpreter-asked", made.To)
                    .Schedule(DueKey(made.Id), made.AnswerBy, new InterpreterDue(request.Id, made.Id)),
                OfferEnded { Offer: { Status: OfferStatus.Accepted or OfferStatus.Declined } answered } => step.Cancel(DueKey(answered.Id))
                    .ByUser(by!, $"interpreting-{answered.Status.ToString().ToLowerInvariant()}", answered.To, answered.Code),
                OfferEnded { Offer: var ended } => step.Cancel(DueKey(ended.Id)).OnTimeline("interpreter-passed-over", ended.To),
                _ => step,
            };
        }
        return step.To(decision.After.Accepted is not null ? Accepted : decision.After.Open.Any() ? Asked : Unplaced);
    }

    static string DueKey(Guid offerId) => TimerKey.For<InterpreterDue>(offerId);
}
