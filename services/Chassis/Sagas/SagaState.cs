using MassTransit;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Chassis.Sagas;

/// <summary>A state machine's instance, as far as every one is the same.</summary>
public abstract class SagaState : SagaStateMachineInstance
{
    public Guid CorrelationId { get; set; }
    public string CurrentState { get; set; } = "";

    /// <summary>Counted by the store.</summary>
    public long Version { get; set; }
}

/// <summary>An instance with its data, which each step replaces whole.</summary>
public abstract class SagaState<TData> : SagaState where TData : class
{
    public TData Data { get; set; } = null!; // there from the first event on
}

/// <summary>What is asked of an instance. Commands come over HTTP and are run in the request: they travel on no queue.</summary>
public interface ICommand
{
    Guid Id { get; }
}

/// <summary>Asked by a person of an organisation; both come from the caller's token, never from the body.</summary>
public interface IUserCommand : ICommand
{
    PartnerId By { get; }
    Guid Actor { get; }
}
