using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;
using ReferralNetwork.Placements.UnitGroups;

// Places in shelters: what there is and how full it is. It knows unit groups and figures, never who lives there or where that is.
var builder = ServiceHost.Create(args, "placements");
builder.AddBus(bus =>
{
    bus.Consumer<KnownPartnersConsumer>(Routes.KnownToPlacements);
    bus.Consumer<KnownRulesConsumer>(Routes.KnownToPlacements);
    bus.Consumer<KnownHolidaysConsumer>(Routes.KnownToPlacements);
});

var app = builder.BuildService();
app.MapUnitGroups();
app.MapPlaceSearch();
await app.RunServiceAsync();
