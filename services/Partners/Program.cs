using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Partners;
using ReferralNetwork.Partners.IdentityProviders;
using ReferralNetwork.Partners.JurisdictionRules;
using ReferralNetwork.Partners.Listings;
using ReferralNetwork.Partners.Proposals;

AppContext.SetSwitch("Switch.Microsoft.IdentityModel.UpdateConfigAsBlocking", true);

var builder = ServiceHost.Create(args, "partners");
builder.AddBus(_ => { });
builder.Services.AddSingleton(Secrets.From(builder.Configuration));
builder.Services.AddSingleton(Operator.From(builder.Configuration));
builder.Services.AddHostedService<Bootstrap>();
builder.Services.AddHostedService<PendingPublishing>();
builder.Services.AddHealthChecks().AddCheck<HolidayHealth>("holidays", tags: ["ready"]);

var app = builder.BuildService();
app.MapPartners();
app.MapKeys();
app.MapProviders();
app.MapProposals();
app.MapDirectory();
app.MapRules();
app.MapHolidays();
await app.RunServiceAsync();
