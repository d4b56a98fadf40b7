using ReferralNetwork.Cases.ArrivalPlans;
using ReferralNetwork.Cases.Attachments;
using ReferralNetwork.Cases.Audiences;
using ReferralNetwork.Cases.CaseFiles;
using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Cases.Disclosures;
using ReferralNetwork.Cases.Drafts;
using ReferralNetwork.Cases.Exhibits;
using ReferralNetwork.Cases.Fields;
using ReferralNetwork.Cases.Notes;
using ReferralNetwork.Cases.Orders;
using ReferralNetwork.Cases.Permits;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Cases.StatusDecisions;
using ReferralNetwork.Cases.Ties;
using ReferralNetwork.Cases.TravelFacts;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

// The survivor's file, consent, what was disclosed to whom: the only home of personal data.
var builder = ServiceHost.Create(args, "cases");
builder.AddSealing();
builder.AddBus(bus =>
{
    bus.Consumer<RecipientsConsumer>(Routes.KnownToCases);
    bus.Consumer<KnownRulesConsumer>(Routes.KnownToCases);
    bus.Consumer<KnownHolidaysConsumer>(Routes.KnownToCases);
    bus.Consumer<OfferMadeConsumer>(Routes.Offers);
    bus.Consumer<RecipientEndedConsumer>(Routes.Offers);
    bus.Consumer<ReleaseDetailsConsumer>(Routes.Release);
    bus.Consumer<SweepCaseConsumer>(Routes.Reservations);
    bus.Consumer<ClearToTravelConsumer>(Routes.Travel);
    bus.Consumer<TravelFactDueConsumer>(Routes.Travel);
    bus.Consumer<LegOverdueConsumer>(Routes.Travel);
    bus.Consumer<ReturnArrivedConsumer>(Routes.Travel);
    bus.Consumer<ReturnConsentedConsumer>(Routes.Travel);
    bus.Consumer<TravellersLeftConsumer>(Routes.Travel);
    bus.Consumer<ReturnEndedConsumer>(Routes.Travel);
    bus.Consumer<StatusDecidedConsumer>(Routes.Status);
});

var app = builder.BuildService();
app.MapFields();
app.MapCases();
app.MapNameCheck();
app.MapAudiences();
app.MapWordings();
app.MapConsents();
app.MapPermits();
app.MapStatusPermits();
app.MapNoticeBases();
app.MapTies();
app.MapTravelFacts();
app.MapStatusDecisions();
app.MapArrivalPlans();
app.MapDisclosures();
app.MapOrders();
app.MapExhibitContent();
app.MapCustody();
app.MapNotes();
app.MapDrafts();
app.MapAttachments();
app.MapExhibits();

app.Services.GetRequiredService<KeyDatabase>().Migrate();
await app.RunServiceAsync();
