using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;

// What goes to law enforcement and to the competent authority. Nobody who helps hears of it: help never depends on it.
var builder = ServiceHost.Create(args, "handoffs");
builder.AddNetworkTokens();
builder.AddBus(bus =>
{
    bus.Consumer<KnownPartnersConsumer>(Routes.KnownToHandoffs);
    bus.Consumer<KnownRulesConsumer>(Routes.KnownToHandoffs);
    bus.Consumer<KnownHolidaysConsumer>(Routes.KnownToHandoffs);
});

var app = builder.BuildService();
await app.RunServiceAsync();
