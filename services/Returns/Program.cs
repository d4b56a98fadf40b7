using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Chassis.Identity;
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
builder.Services.AddSingleton(new NetworkTokens(PemKeys.ReadPublic(builder.Configuration["Trust:NetworkKeys"]
    ?? throw new InvalidOperationException("Trust:NetworkKeys is missing: set Trust__NetworkKeys to the PEM file of the keys that sign permits."))));
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
