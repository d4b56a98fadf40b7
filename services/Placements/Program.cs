using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;
using ReferralNetwork.Placements;
using ReferralNetwork.Placements.Stays;
using ReferralNetwork.Placements.UnitGroups;

if (args is ["transitions"]) // writes docs/transitions-placements.md
{
    Console.Write(TransitionTables.ToMarkdown());
    return;
}

// Places in shelters: what there is and how full it is. It knows unit groups and figures, never who lives there or where that is.
var builder = ServiceHost.Create(args, "placements");
builder.AddBus(bus =>
{
    bus.Saga<StayStateMachine, StayState>(Routes.Stay, table: "stays");
    bus.Consumer<KnownPartnersConsumer>(Routes.KnownToPlacements);
    bus.Consumer<KnownRulesConsumer>(Routes.KnownToPlacements);
    bus.Consumer<KnownHolidaysConsumer>(Routes.KnownToPlacements);
});

var app = builder.BuildService();
app.MapUnitGroups();
app.MapPlaceSearch();
app.MapOccupancy();
app.MapStays();
await app.RunServiceAsync();
