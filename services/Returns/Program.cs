using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;
using ReferralNetwork.Returns;
using ReferralNetwork.Returns.Lifecycle;

if (args is ["transitions"]) // writes docs/transitions-returns.md
{
    Console.Write(Transitions.ToMarkdown());
    return;
}

// A journey home from request to a life there. It knows countries, codes and organisations, never the person.
var builder = ServiceHost.Create(args, "returns");
builder.AddNetworkTokens();
builder.AddBus(bus =>
{
    bus.Saga<ReturnStateMachine, ReturnState>(Routes.Return, table: "returns");
    bus.Consumer<ListingsConsumer>(Routes.KnownToReturns);
    bus.Consumer<KnownRulesConsumer>(Routes.KnownToReturns);
    bus.Consumer<KnownHolidaysConsumer>(Routes.KnownToReturns);
    bus.Consumer<TiedReferralsConsumer>(Routes.KnownToReturns);
});

var app = builder.BuildService();
app.MapReturns();
await app.RunServiceAsync();
