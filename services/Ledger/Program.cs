using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Ledger.Proofs;
using ReferralNetwork.Ledger.Records;

AppContext.SetSwitch("Switch.Microsoft.IdentityModel.UpdateConfigAsBlocking", true);

var builder = ServiceHost.Create(args, "ledger");
ServiceHost.RequireSettings(builder.Configuration, "Signing:Key");
builder.Services.AddSingleton(new SigningKey(builder.Configuration["Signing:Key"]!, builder.Configuration["Signing:Former"]));
builder.AddBus(bus => bus.Consumer<RecordAudit>(Routes.AuditRecords));
builder.Services.AddHostedService<Sequencer>();

var app = builder.BuildService();
app.MapRecord();
app.MapProofs();
await app.RunServiceAsync();
