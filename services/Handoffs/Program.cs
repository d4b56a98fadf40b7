using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;
using ReferralNetwork.Handoffs;
using ReferralNetwork.Handoffs.AnonymousNotices;
using ReferralNetwork.Handoffs.LocalCopies;
using ReferralNetwork.Handoffs.StatusReferrals;

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
    bus.Consumer<ListingsConsumer>(Routes.KnownToHandoffs);
    bus.Consumer<KnownRulesConsumer>(Routes.KnownToHandoffs);
    bus.Consumer<KnownHolidaysConsumer>(Routes.KnownToHandoffs);
    bus.Saga<StatusReferralStateMachine, StatusReferralState>(Routes.StatusReferral, table: "status_referrals");
    bus.Saga<AnonymousNoticeStateMachine, AnonymousNoticeState>(Routes.StatusReferral, table: "anonymous_notices"); // hears nothing there
});

var app = builder.BuildService();
app.MapStatusReferrals();
app.MapNotices();
await app.RunServiceAsync();
