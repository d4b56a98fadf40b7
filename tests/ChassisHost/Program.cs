using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Tests.ChassisHost;

// A host of the tests' own: the chassis as every service has it.

var builder = ServiceHost.Create(args, "parcels");
builder.AddBus(bus =>
{
    bus.Saga<ParcelStateMachine, ParcelState>(ParcelRoutes.Parcels, table: "parcels");
    bus.Saga<InterpreterRequestStateMachine, InterpreterRequestState>(ParcelRoutes.Interpreters, table: "interpreter_requests");
    bus.Consumer<NoteArrival>(ParcelRoutes.Arrivals);
}, ParcelRoutes.All);

var app = builder.BuildService();
var parcels = app.MapActions("/parcels");
parcels.MapPost("", (NewParcel parcel, SagaCommands<ParcelState> commands, UnitOfWork work, CancellationToken cancellationToken) =>
    commands.Create(
        new StartParcel(Guid.CreateVersion7(), parcel.RemindAfterMilliseconds > 0 ? work.Now.AddMilliseconds(parcel.RemindAfterMilliseconds) : null),
        "/parcels", cancellationToken));
parcels.MapPost("/{id:guid}/hold", (Guid id, IfMatch ifMatch, SagaCommands<ParcelState> commands, CancellationToken cancellationToken) =>
    commands.Do(new HoldParcel(id), cancellationToken, ifMatch));
parcels.MapPost("/packing", (Packing packing) => Answers.Found(packing));
parcels.MapGet("", (UnitOfWork work, int limit, CancellationToken cancellationToken) =>
    work.Read<Guid>("select correlation_id from parcels limit @limit", new { limit }, cancellationToken));
parcels.MapPost("/{id:guid}/nowhere", (Guid id, UnitOfWork work) =>
{
    work.Send(new Nowhere(id));
    return Answers.Done(id);
});
var requests = app.MapActions("/interpreter-requests");
requests.MapPost("", (NewRequest body, [AsParameters] UserCommands<InterpreterRequestState> user) => user.Commands.Create(
    new AskForInterpreter(Guid.CreateVersion7(), user.Partner, user.Actor, body.Language, body.Candidates),
    "/interpreter-requests", user.CancellationToken));
var offer = requests.MapGroup("{id:guid}/offers/{offerId:guid}");
offer.MapPost("accept", (Guid id, Guid offerId, [AsParameters] UserCommands<InterpreterRequestState> user) =>
    user.Do(new AcceptInterpreting(id, offerId, user.Partner, user.Actor)));
offer.MapPost("decline", (Guid id, Guid offerId, Reason body, [AsParameters] UserCommands<InterpreterRequestState> user) =>
    user.Do(new DeclineInterpreting(id, offerId, user.Partner, user.Actor, body.Code)));
await app.RunServiceAsync();
