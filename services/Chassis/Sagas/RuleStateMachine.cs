using MassTransit;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Chassis.Sagas;

/// <summary>What a step needs from outside: the clock, where its effects go, how a key is destroyed. Tests bring their own.</summary>
public sealed record SagaEnvironment(
    Func<ConsumeContext, DateTimeOffset> Clock, Action<ConsumeContext, Effect> Emit, Func<Guid, CancellationToken, Task> DestroyKey)
{
    /// <summary>The unit of work of the message or request.</summary>
    public static SagaEnvironment Live(Func<Guid, CancellationToken, Task>? destroyKey = null) => new(
        context => context.Work().Now, (context, effect) => effect.ApplyTo(context.Work()),
        destroyKey ?? ((_, _) => throw new InvalidOperationException("This state machine has no keys to destroy.")));
}

/// <summary>
/// Routes each message to its rule: whose it is, and from which states. Rules decide and are pure. A command is refused in
/// this order: party, version, state; so a stranger learns nothing, and what a page may offer is known from what is
/// declared here.
/// </summary>
/// <typeparam name="TParty">In what part somebody may ask.</typeparam>
public abstract class RuleStateMachine<TState, TData, TParty> : MassTransitStateMachine<TState>
    where TState : SagaState<TData>
    where TData : class
    where TParty : struct, Enum
{
    sealed record DeclaredAction(
        string Name, Type Command, TParty Party, IReadOnlyList<string> From, Func<TData, PartnerId, DateTimeOffset, bool>? When);

    readonly SagaEnvironment environment;
    readonly List<DeclaredAction> actions = [];

    /// <param name="states">All of them.</param>
    protected RuleStateMachine(SagaEnvironment environment, IReadOnlyList<string> states)
    {
        this.environment = environment;
        InstanceState(s => s.CurrentState);
        _ = states.Select(State).ToList();
    }

    /// <summary>All actions that pages may offer, each with its command.</summary>
    public IEnumerable<(string Name, Type Command)> Actions => actions.Select(a => (a.Name, a.Command));

    /// <summary>The actions that somebody may take now, in the order of their declaration.</summary>
    /// <param name="isParty">Whether the viewer has that part.</param>
    protected IReadOnlyList<string> ActionsFor(TState state, Func<TParty, bool> isParty, PartnerId viewer, DateTimeOffset now) => [.. actions
        .Where(a => a.From.Contains(state.CurrentState) && isParty(a.Party) && a.When?.Invoke(state.Data, viewer, now) is not false)
        .Select(a => a.Name).Distinct()];

    /// <summary>Why this party may not ask for this, whatever the state; null if it may.</summary>
    protected abstract Refusal? Authorize(TData data, TParty party, ICommand command);

    /// <summary>Why a command of the right party is refused in this state.</summary>
    protected abstract Refusal NotNow(TState state, ICommand command);

    /// <summary>What whoever asks has seen of it, as an ETag; null: the instance's version.</summary>
    protected virtual string? ETagFor(TState state, ICommand command) => null;

    /// <summary>Looks up what rules need and may not ask for.</summary>
    protected virtual Task Prepare(ConsumeContext context, TState state, object message) => Task.CompletedTask;

    /// <summary>What follows for the data from where a step has led, whichever rule led there: so none can forget it.</summary>
    protected virtual TData Settle(string state, TData data) => data;

    /// <summary>What else is written when a step has changed the data, such as lines of lists that are derived from it.</summary>
    protected virtual IEnumerable<Effect> Derive(string stateBefore, TData? before, TState after) => [];

    /// <summary>The command that begins an instance. Repeated, it is refused like any other that is not for now.</summary>
    protected void InitialCommand<TCommand>(TParty party, Func<TCommand, DateTimeOffset, Decision<TData>> rule) where TCommand : class, ICommand =>
        InitialCommand<TCommand>(party, (_, command, now) => rule(command, now));

    /// <summary>The same, where the rule needs what was looked up for it.</summary>
    protected void InitialCommand<TCommand>(TParty party, Func<TState, TCommand, DateTimeOffset, Decision<TData>> rule)
        where TCommand : class, ICommand
    {
        var command = Command(party, from: [], rule); // from no state that there is
        Initially(When(command).ThenAsync(context => Handle(context, rule)));
    }

    /// <summary>Asked by one party, in some states; refused to all others and in all others.</summary>
    /// <param name="action">The last segment of its route, where pages offer it.</param>
    /// <param name="when">What its rule asks for besides, so that pages offer no more than is accepted.</param>
    protected Event<TCommand> Command<TCommand>(
        TParty party, IReadOnlyList<string> from, Func<TState, TCommand, DateTimeOffset, Decision<TData>> rule,
        string? action = null, Func<TData, PartnerId, DateTimeOffset, bool>? when = null) where TCommand : class, ICommand
    {
        if (action is not null)
            actions.Add(new(action, typeof(TCommand), party, from, when));
        var command = Event<TCommand>(typeof(TCommand).Name, e => e.CorrelateById(m => m.Message.Id));
        DuringAny(When(command).ThenAsync(context => Handle(context, (saga, asked, now) =>
            (Authorize(saga.Data, party, asked) ?? CheckVersion(context, saga, asked)) is { } refusal ? refusal
            : from.Contains(saga.CurrentState) ? rule(saga, asked, now)
            : NotNow(saga, asked))));
        return command;
    }

    /// <summary>Word from another service: recorded in whatever state it meets. Where there is nothing to do the rule answers null.</summary>
    protected Event<T> Fact<T>(Func<T, Guid> id, Func<TState, T, DateTimeOffset, Decision<TData>?> rule) where T : class
    {
        var fact = Event<T>(typeof(T).Name, e => e.CorrelateById(m => id(m.Message)));
        DuringAny(When(fact).ThenAsync(context =>
            Handle(context, (saga, told, now) => rule(saga, told, now) ?? new Step<TData>(saga.Data, now).Stay())));
        return fact;
    }

    /// <summary>Word from another service that begins an instance where it meets none.</summary>
    /// <param name="begin">What follows where there is none.</param>
    /// <param name="rule">What follows where there is one.</param>
    protected void InitialFact<T>(
        Func<T, Guid> id, Func<TState, T, DateTimeOffset, Decision<TData>> begin, Func<TState, T, DateTimeOffset, Decision<TData>?> rule)
        where T : class =>
        Initially(When(Fact(id, rule)).ThenAsync(context => Handle(context, begin)));

    /// <summary>
    /// A timer asks, it does not order: whether and when something is due is looked up again, and where it is too early it is armed again.
    /// </summary>
    /// <param name="dueAt">Null: nothing is due any more.</param>
    protected void Timer<T>(
        Func<T, Guid> id, Func<T, string> key, Func<TState, T, DateTimeOffset?> dueAt,
        Func<TState, T, DateTimeOffset, Decision<TData>> rule) where T : class =>
        Fact(id, (saga, timer, now) =>
            dueAt(saga, timer) is not { } due ? null
            : due > now ? new Step<TData>(saga.Data, now).Schedule(key(timer), due, timer).Stay()
            : rule(saga, timer, now));

    Refusal? CheckVersion(ConsumeContext context, TState saga, ICommand command) =>
        InProcessDispatch.Of(context)?.Seen is { } seen && seen.Tag != (ETagFor(saga, command) ?? IfMatch.TagOf(saga.Version)) ? Refusal.Stale : null;

    async Task Handle<T>(BehaviorContext<TState, T> context, Func<TState, T, DateTimeOffset, Decision<TData>> rule) where T : class
    {
        var saga = context.Saga;
        var (stateBefore, before) = (saga.CurrentState, saga.Data);
        await Prepare(context, saga, context.Message);
        var decision = rule(saga, context.Message, environment.Clock(context));
        var dispatch = InProcessDispatch.Of(context);
        if (decision.Refusal is { } refusal)
        {
            (dispatch ?? throw new RefusedException(refusal)).Refusal = refusal; // the store saves nothing then
            return;
        }
        saga.Data = decision.After!;
        if (decision.To is { } to && to != saga.CurrentState)
            await context.TransitionToState(GetState(to));
        saga.Data = Settle(saga.CurrentState, saga.Data);
        foreach (var effect in decision.Effects.Concat(Derive(stateBefore, before, saga)))
            environment.Emit(context, effect);
        if (dispatch is not null && context.Message is ICommand command)
            dispatch.ETag = ETagFor(saga, command);
        // Before the commit: should that fail, what was sealed is gone all the same, as was asked, and the step comes again.
        if (decision.Shred)
            await environment.DestroyKey(saga.CorrelationId, context.CancellationToken);
    }
}
