using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Tests.PartnerIdp;

// The identity providers of all fictional organisations in one process, each at https://host:port/{organisation}.
// ASPNETCORE_URLS names the address, Gateway__JwksUri where the gateway publishes its keys.
var builder = WebApplication.CreateBuilder(args);
builder.Logging.AddLines();
var origin = new Uri(builder.Configuration["Origin"] ?? builder.Configuration["urls"]?.Split(';')[0]
    ?? throw new InvalidOperationException("ASPNETCORE_URLS is missing: the issuer of every provider begins with it."))
    .GetLeftPart(UriPartial.Authority);
var jwks = new Uri(builder.Configuration["Gateway:JwksUri"]
    ?? throw new InvalidOperationException("Gateway__JwksUri is missing: where the gateway publishes its public keys."));
var folder = builder.Configuration["People"] ?? Path.Combine(AppContext.BaseDirectory, "People");

var app = builder.Build();
using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
new Protocol(Organisation.ReadAll(folder, origin), new Gateway(jwks, http, TimeProvider.System), TimeProvider.System).Map(app);
app.MapGet("/health/live", () => Results.Ok());
await app.RunAsync();
