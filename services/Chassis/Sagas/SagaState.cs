using MassTransit;

namespace ReferralNetwork.Chassis.Sagas;

/// <summary>The instance's version, counted by the store.</summary>
public interface IVersioned
{
    long Version { get; set; }
}

/// <summary>What is stored of a state machine's instance: its state, and its data, which each step replaces whole.</summary>
public abstract class SagaState<TData> : SagaStateMachineInstance, IVersioned where TData : class
{
    public Guid CorrelationId { get; set; }
    public string CurrentState { get; set; } = "";
    public long Version { get; set; }
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
    Contracts.PartnerId By { get; }
    Guid Actor { get; }
}
