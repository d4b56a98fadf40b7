using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Lifecycle;
using ReferralNetwork.Referrals.LocalCopies;

if (args is ["transitions"]) // writes docs/transitions.md
{
    Console.Write(Transitions.ToMarkdown());
    return;
}

// A referral from offer to outcome. It knows needs and organisations, never the person.
var builder = ServiceHost.Create(args, "referrals");
builder.AddNetworkTokens();
builder.AddBus(bus =>
{
    bus.Saga<ReferralStateMachine, ReferralState>(Routes.Referral, table: "referrals");
    bus.Consumer<KnownPartnersConsumer>(Routes.KnownToReferrals);
    bus.Consumer<KnownRulesConsumer>(Routes.KnownToReferrals);
    bus.Consumer<KnownHolidaysConsumer>(Routes.KnownToReferrals);
});

var app = builder.BuildService();
app.MapReferrals();
await app.RunServiceAsync();
