using MassTransit;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;
using Route = ReferralNetwork.Contracts.Route;

namespace ReferralNetwork.Tests.ChassisHost;

// A small conversation of the tests' own: a parcel takes four steps, each a message to itself and an event to a consumer
// that notes it; then it is done. One that is to be reminded waits for its timer first.

public sealed record NewParcel(int RemindAfterMilliseconds);
public sealed record StartParcel(Guid ParcelId, int RemindAfterMilliseconds);
public sealed record HoldParcel(Guid ParcelId);
public sealed record TakeStep(Guid ParcelId, int Step);
public sealed record ParcelDue(Guid ParcelId);
public sealed record StepTaken(Guid ParcelId, int Step);
public sealed record Nowhere(Guid ParcelId);

public static class ParcelRoutes
{
    public const int LastStep = 4;
    public const string Parcels = "probe.parcels";
    public const string Arrivals = "probe.arrivals";

    public static readonly IReadOnlyList<Route> All =
    [
        new(typeof(TakeStep), ToOne: true, Parcels),
        new(typeof(ParcelDue), ToOne: true, Parcels),
        new(typeof(StepTaken), ToOne: false, Arrivals),
        new(typeof(Nowhere), ToOne: true, "probe.nowhere"),
        new(typeof(ActRecorded), ToOne: true, "probe.acts"),
    ];
}

public sealed class ParcelState : SagaStateMachineInstance, IVersioned
{
    public Guid CorrelationId { get; set; }
    public string CurrentState { get; set; } = "";
    public long Version { get; set; }
    public int Steps { get; set; }
    public int Reminders { get; set; }
}

public sealed class ParcelStateMachine : MassTransitStateMachine<ParcelState>
{
    public ParcelStateMachine()
    {
        InstanceState(x => x.CurrentState);
        Event(() => Start, e => e.CorrelateById(c => c.Message.ParcelId));
        Event(() => Hold, e => e.CorrelateById(c => c.Message.ParcelId));
        Event(() => Step, e => e.CorrelateById(c => c.Message.ParcelId));
        Event(() => Due, e => e.CorrelateById(c => c.Message.ParcelId));

        Initially(
            When(Start)
                .Then(c =>
                {
                    var work = c.Work();
                    work.Act(caller: null, "parcel-started", c.Saga.CorrelationId);
                    if (c.Message.RemindAfterMilliseconds > 0)
                        work.Schedule($"due:{c.Saga.CorrelationId}", work.Now.AddMilliseconds(c.Message.RemindAfterMilliseconds), new ParcelDue(c.Saga.CorrelationId));
                    else
                        work.Send(new TakeStep(c.Saga.CorrelationId, 1));
                })
                .TransitionTo(Moving));

        During(Moving,
            When(Step)
                .Then(c =>
                {
                    c.Saga.Steps++;
                    c.Work().Publish(new StepTaken(c.Saga.CorrelationId, c.Message.Step));
                    if (c.Message.Step < ParcelRoutes.LastStep)
                        c.Work().Send(new TakeStep(c.Saga.CorrelationId, c.Message.Step + 1));
                })
                .If(c => c.Message.Step == ParcelRoutes.LastStep, last => last.TransitionTo(Done)),
            When(Due)
                .Then(c =>
                {
                    c.Saga.Reminders++;
                    c.Work().Send(new TakeStep(c.Saga.CorrelationId, 1));
                }),
            When(Hold)
                .Then(c => c.Work().Cancel($"due:{c.Saga.CorrelationId}"))
                .TransitionTo(Held));

        During(Done,
            When(Hold).Then(_ => throw new RefusedException(new Refusal("PARCEL_DONE", "The parcel has arrived; it cannot be held."))));
    }

    public State Moving { get; } = null!;
    public State Held { get; } = null!;
    public State Done { get; } = null!;

    public Event<StartParcel> Start { get; } = null!;
    public Event<HoldParcel> Hold { get; } = null!;
    public Event<TakeStep> Step { get; } = null!;
    public Event<ParcelDue> Due { get; } = null!;
}

public sealed class NoteArrival(UnitOfWork work) : IConsumer<StepTaken>
{
    public Task Consume(ConsumeContext<StepTaken> context)
    {
        work.Write("insert into arrivals (parcel_id, step) values ($1, $2)", context.Message.ParcelId, context.Message.Step);
        return Task.CompletedTask;
    }
}
