using MassTransit;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using Route = ReferralNetwork.Contracts.Route;

namespace ReferralNetwork.Tests.ChassisHost;

// A small state machine of the tests' own: a parcel takes four steps, each a message to itself and an event to a consumer
// that notes it; then it is done. One that is to be reminded waits for its timer first.

public sealed record NewParcel(int RemindAfterMilliseconds);
public sealed record StartParcel(Guid Id, DateTimeOffset? RemindAt) : ICommand;
public sealed record HoldParcel(Guid Id) : ICommand;
public sealed record TakeStep(Guid ParcelId, int Step);
public sealed record ParcelDue(Guid ParcelId);
public sealed record StepTaken(Guid ParcelId, int Step);
public sealed record Nowhere(Guid ParcelId);

public static class ParcelRoutes
{
    public const int LastStep = 4;
    public const string Parcels = "parcels.commands";
    public const string Arrivals = "parcels.arrivals";
    public const string Interpreters = "parcels.interpreters";

    public static readonly IReadOnlyList<Route> All =
    [
        new(typeof(TakeStep), ToOne: true, Parcels),
        new(typeof(ParcelDue), ToOne: true, Parcels),
        new(typeof(InterpreterDue), ToOne: true, Interpreters),
        new(typeof(StepTaken), ToOne: false, Arrivals),
        new(typeof(Nowhere), ToOne: true, "parcels.nowhere"),
        new(typeof(AuditRecorded), ToOne: true, "parcels.audit-records"),
    ];
}

public sealed record Parcel(Guid Id, DateTimeOffset? RemindAt)
{
    public int Steps { get; init; }
    public int Reminders { get; init; }
}

public sealed class ParcelState : SagaState<Parcel>;

public enum Party { Anybody }

public sealed class ParcelStateMachine : RuleStateMachine<ParcelState, Parcel, Party>
{
    const string Moving = "Moving", Held = "Held", Done = "Done";

    public ParcelStateMachine() : base(SagaEnvironment.Live(), [Moving, Held, Done])
    {
        InitialCommand<StartParcel>(Party.Anybody, Start);
        Command<HoldParcel>(Party.Anybody, [Moving], (state, command, now) => new Step<Parcel>(state.Data, now).Cancel(DueKey(command.Id)).To(Held));
        Fact<TakeStep>(f => f.ParcelId, (state, told, now) => state.CurrentState == Moving ? Take(state.Data, told, now) : NotNow(state));
        Timer<ParcelDue>(
            t => t.ParcelId, t => DueKey(t.ParcelId), (state, _) => state.CurrentState == Moving ? state.Data.RemindAt : null,
            (state, timer, now) => new Step<Parcel>(state.Data with { RemindAt = null, Reminders = state.Data.Reminders + 1 }, now)
                .Send(new TakeStep(timer.ParcelId, 1)).Stay());
    }

    protected override Refusal? Authorize(Parcel data, Party party, ICommand command) => null;

    protected override Refusal NotNow(ParcelState state, ICommand command) => NotNow(state);

    static Refusal NotNow(ParcelState state) => new($"PARCEL_{state.CurrentState.ToUpperInvariant()}", $"The parcel is {state.CurrentState}.");

    static Decision<Parcel> Start(StartParcel command, DateTimeOffset now)
    {
        var step = new Step<Parcel>(new(command.Id, command.RemindAt), now).BySystem("parcel-started", command.Id);
        return (command.RemindAt is { } at
            ? step.Schedule(DueKey(command.Id), at, new ParcelDue(command.Id))
            : step.Send(new TakeStep(command.Id, 1)))
            .To(Moving);
    }

    static Decision<Parcel> Take(Parcel parcel, TakeStep told, DateTimeOffset now)
    {
        var step = new Step<Parcel>(parcel with { Steps = parcel.Steps + 1 }, now).Publish(new StepTaken(parcel.Id, told.Step));
        return told.Step == ParcelRoutes.LastStep ? step.To(Done) : step.Send(new TakeStep(parcel.Id, told.Step + 1)).Stay();
    }

    static string DueKey(Guid id) => TimerKey.For<ParcelDue>(id);
}

public sealed class NoteArrival(UnitOfWork work) : IConsumer<StepTaken>
{
    public Task Consume(ConsumeContext<StepTaken> context)
    {
        work.Write("insert into arrivals (parcel_id, step) values (@parcelId, @step)", context.Message);
        return Task.CompletedTask;
    }
}
