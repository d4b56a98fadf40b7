using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Tests.ChassisHost;

// A host of the tests' own: the chassis as every service has it.

var builder = ServiceHost.Create(args, "probe");
builder.AddBus(bus =>
{
    bus.Saga<ParcelStateMachine, ParcelState>(ParcelRoutes.Parcels, table: "parcels");
    bus.Consumer<NoteArrival>(ParcelRoutes.Arrivals);
}, ParcelRoutes.All);

var app = builder.BuildService();
var parcels = app.MapActions("/parcels");
parcels.MapPost("", async (NewParcel parcel, Door<ParcelState> door, CancellationToken ct) =>
{
    var id = Guid.CreateVersion7();
    var verdict = await door.Begin(new StartParcel(id, parcel.RemindAfterMilliseconds), ct);
    return Problems.From(verdict, "parcel") ?? Answers.Created($"/parcels/{id}", id, new { id }, verdict.Version);
});
parcels.MapPost("/{id:guid}/hold", async (Guid id, IfMatch ifMatch, Door<ParcelState> door, CancellationToken ct) =>
{
    var verdict = await door.Dispatch(new HoldParcel(id), ifMatch, ct);
    return Problems.From(verdict, "parcel") ?? Answers.Done(id, verdict.Version);
});
parcels.MapPost("/packing", (Packing packing) => Answers.Found(packing));
parcels.MapGet("", (UnitOfWork work, int limit, CancellationToken ct) =>
    work.Read("select correlation_id from parcels limit $1", row => row.GetGuid(0), ct, limit));
parcels.MapPost("/{id:guid}/nowhere", (Guid id, UnitOfWork work) =>
{
    work.Send(new Nowhere(id));
    return Answers.Done(id);
});
await app.RunServiceAsync();
