using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Inquiries;
using ReferralNetwork.Inquiries.LocalCopies;
using ReferralNetwork.Inquiries.OutsideQuestions;
using ReferralNetwork.Inquiries.Rooms;
using ReferralNetwork.Inquiries.Sealing;
using ReferralNetwork.Inquiries.Situations;
using ReferralNetwork.Inquiries.Statistics;

if (args is ["transitions"]) // writes docs/transitions-inquiries.md
{
    Console.Write(TransitionTables.ToMarkdown());
    return;
}

// The hotline's desk and the consultation room: anonymous by default, kept for a short time, sealed.
var builder = ServiceHost.Create(args, "inquiries");
builder.AddKeyRing(InquiryKeys.All);
builder.AddVisitorAuthentication("inquiries");
builder.AddRoomBrakes();
builder.Services.AddSingleton<RoomWatch>();
builder.Services.AddHostedService(services => services.GetRequiredService<RoomWatch>());
builder.AddBus(bus =>
{
    bus.Saga<RoomStateMachine, RoomState>(Routes.Room, table: "rooms");
    bus.Saga<SituationStateMachine, SituationState>(Routes.Situation, table: "situations");
    bus.Consumer<ShredOutsideQuestion>(Routes.OutsideQuestions);
    bus.Consumer<KnownPartnersConsumer>(Routes.KnownToInquiries);
    bus.Consumer<KnownRulesConsumer>(Routes.KnownToInquiries);
    bus.Consumer<KnownHolidaysConsumer>(Routes.KnownToInquiries);
});

var app = builder.BuildService();
app.MapVisitors();
app.MapRooms();
app.MapSituations();
app.MapCallerPhrases();
app.MapOutsideQuestions();
app.MapVisits();
app.MapStatistics();

app.Services.GetRequiredService<KeyDatabase>().Migrate();
await app.RunServiceAsync();
