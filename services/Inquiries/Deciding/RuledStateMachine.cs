using MassTransit;
using ReferralNetwork.Chassis.Messaging;

namespace ReferralNetwork.Inquiries.Deciding;

/// <summary>What a state machine holds of <typeparamref name="T"/>, which each step replaces whole.</summary>
public abstract class Standing<T> : SagaStateMachineInstance, IVersioned where T : class
{
    public Guid CorrelationId { get; set; }
    public string CurrentState { get; set; } = "";
    public long Version { get; set; }
    public T Now { get; set; } = null!; // there from the first event on
}

/// <summary>What a step has around it: the clock, where its effects go, how a key is destroyed. Tests bring their own.</summary>
public sealed record Surroundings(
    Func<ConsumeContext, DateTimeOffset> Clock, Action<ConsumeContext, Effect> Leave, Func<Guid, CancellationToken, Task> DestroyKey);

/// <summary>
/// Routes each event to its rule: whose it is, and from which states. A table beside each machine is the oracle that every
/// pair of state and event is tested against.
/// </summary>
public abstract class RuledStateMachine<TState, T> : MassTransitStateMachine<TState>
    where TState : Standing<T>
    where T : class
{
    readonly Surroundings around;
    readonly IReadOnlyList<State> everywhere;

    protected RuledStateMachine(Surroundings around, IReadOnlyList<string> states)
    {
        this.around = around;
        InstanceState(s => s.CurrentState);
        everywhere = [.. states.Select(State)];
    }

    /// <summary>Why this party may not ask for this, whatever the state; null if it may.</summary>
    protected abstract Refusal? Refuse(T thing, Party whose, IConcerning asked);

    /// <summary>Why a command of the right party is not for now.</summary>
    protected abstract Refusal NotNow(string state);

    /// <summary>The first event. Again, it is refused like any other that is not for now.</summary>
    protected void First<TCommand>(Func<TCommand, DateTimeOffset, Decision<T>> rule) where TCommand : class, IConcerning
    {
        var first = Event<TCommand>(typeof(TCommand).Name, e => e.CorrelateById(m => m.Message.Id));
        Initially(When(first).ThenAsync(context => Take(context, (_, command, at) => rule(command, at))));
        foreach (var state in everywhere)
            During(state, When(first).ThenAsync(context => Take(context, (saga, command, _) => Refuse(saga.Now, Party.Hotline, command) ?? NotNow(state.Name))));
    }

    /// <summary>Asked by one party, in some states. By all others and in all others it is refused with the reason.</summary>
    protected void Command<TCommand>(Party whose, IReadOnlyList<string> from, Func<TState, TCommand, DateTimeOffset, Decision<T>> rule)
        where TCommand : class, IConcerning
    {
        var command = Event<TCommand>(typeof(TCommand).Name, e => e.CorrelateById(m => m.Message.Id));
        foreach (var state in everywhere)
        {
            During(state, When(command).ThenAsync(context => Take(context, (saga, asked, at) =>
                Refuse(saga.Now, whose, asked) is { } refusal ? refusal
                : from.Contains(state.Name) ? rule(saga, asked, at)
                : NotNow(state.Name))));
        }
    }

    /// <summary>A timer asks in whatever state it meets; where there is nothing to do the rule says so by null.</summary>
    protected void Timer<TTimer>(Func<TTimer, Guid> id, Func<TState, TTimer, DateTimeOffset, Decision<T>?> rule) where TTimer : class
    {
        var timer = Event<TTimer>(typeof(TTimer).Name, e => e.CorrelateById(m => id(m.Message)));
        DuringAny(When(timer).ThenAsync(context => Take(context, (saga, asked, at) => rule(saga, asked, at) ?? new Decision<T>(null, saga.Now, []))));
    }

    async Task Take<TMessage>(BehaviorContext<TState, TMessage> context, Func<TState, TMessage, DateTimeOffset, Decision<T>> rule) where TMessage : class
    {
        var decision = rule(context.Saga, context.Message, around.Clock(context));
        if (decision.Refusal is { } refusal)
            throw new RefusedException(refusal);

        context.Saga.Now = decision.After!;
        if (decision.To is { } to && to != context.Saga.CurrentState)
            await context.TransitionToState(GetState(to));
        foreach (var effect in decision.Effects)
            around.Leave(context, effect);
        // Before the commit: should that fail, what was sealed is gone all the same, as was asked, and the step comes again.
        if (decision.Shred)
            await around.DestroyKey(context.Saga.CorrelationId, context.CancellationToken);
    }
}
