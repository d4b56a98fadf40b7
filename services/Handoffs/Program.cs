using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;
using ReferralNetwork.Handoffs;
using ReferralNetwork.Handoffs.CompelledDisclosures;

if (args is ["transitions"]) // writes docs/transitions-handoffs.md
{
    Console.Write(TransitionTables.ToMarkdown());
    return;
}

// What goes to law enforcement and to the competent authority. Nobody who helps hears of it: help never depends on it.
var builder = ServiceHost.Create(args, "handoffs");
builder.AddNetworkTokens();
builder.AddBus(bus =>
{
    bus.Saga<CompelledDisclosureStateMachine, CompelledDisclosureState>(Routes.CompelledDisclosure, table: "compelled_disclosures");
    bus.Consumer<KnownPartnersConsumer>(Routes.KnownToHandoffs);
    bus.Consumer<KnownRulesConsumer>(Routes.KnownToHandoffs);
    bus.Consumer<KnownHolidaysConsumer>(Routes.KnownToHandoffs);
});

var app = builder.BuildService();
app.MapCompelledDisclosures();
await app.RunServiceAsync();
