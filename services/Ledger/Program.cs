using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;
using ReferralNetwork.Ledger.Proofs;
using ReferralNetwork.Ledger.Records;

AppContext.SetSwitch("Switch.Microsoft.IdentityModel.UpdateConfigAsBlocking", true);

var builder = ServiceHost.Create(args, "ledger");
builder.AddBus(bus => bus.Consumer<RecordAudit>(Routes.AuditRecords));
builder.Services.AddHostedService<Sequencer>();

var app = builder.BuildService();
app.MapRecord();
app.MapProofs();
await app.RunServiceAsync();
