using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Handoffs.LocalCopies;
using ReferralNetwork.Handoffs;
using ReferralNetwork.Handoffs.AnonymousIntelligence;
using ReferralNetwork.Handoffs.AnonymousNotices;
using ReferralNetwork.Handoffs.CompelledDisclosures;
using ReferralNetwork.Handoffs.ConsentedHandoffs;
using ReferralNetwork.Handoffs.StatusReferrals;

if (args is ["transitions"]) // writes docs/transitions-handoffs.md
{
    Console.Write(TransitionTables.ToMarkdown());
    return;
}

// What goes to law enforcement and to the competent authority. Nobody who helps hears of it: help never depends on it.
var builder = ServiceHost.Create(args, "handoffs");
builder.AddNetworkTokens();
builder.AddKeyRing([IntelligenceKeys.Report]);
builder.AddBus(bus =>
{
    bus.Saga<ConsentedHandoffStateMachine, ConsentedHandoffState>(Routes.ConsentedHandoff, table: "consented_handoffs");
    bus.Saga<StatusReferralStateMachine, StatusReferralState>(Routes.StatusReferral, table: "status_referrals");
    bus.Saga<AnonymousNoticeStateMachine, AnonymousNoticeState>(Routes.StatusReferral, table: "anonymous_notices"); // hears nothing there
    bus.Saga<CompelledDisclosureStateMachine, CompelledDisclosureState>(Routes.CompelledDisclosure, table: "compelled_disclosures");
    bus.Saga<IntelligenceStateMachine, IntelligenceState>(Routes.Intelligence, table: "anonymous_intelligence");
    bus.Consumer<ListingsConsumer>(Routes.KnownToHandoffs);
    bus.Consumer<KnownRulesConsumer>(Routes.KnownToHandoffs);
    bus.Consumer<KnownHolidaysConsumer>(Routes.KnownToHandoffs);
});

var app = builder.BuildService();
app.MapConsentedHandoffs();
app.MapStatusReferrals();
app.MapNotices();
app.MapCompelledDisclosures();
app.MapIntelligence();
app.MapAlarms();

app.Services.GetRequiredService<KeyDatabase>().Migrate();
await app.RunServiceAsync();
