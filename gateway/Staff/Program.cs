using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Common.Headers;
using ReferralNetwork.Common.Requests;
using ReferralNetwork.Staff;
using ReferralNetwork.Staff.Forms;
using ReferralNetwork.Staff.Known;
using ReferralNetwork.Staff.Pages;
using ReferralNetwork.Staff.Sessions;
using ReferralNetwork.Staff.SignIn;
using ReferralNetwork.Staff.Tokens;

// First of all, it is read once: a key that an identity provider has just begun to use is looked up within the sign-in that meets it.
AppContext.SetSwitch("Switch.Microsoft.IdentityModel.UpdateConfigAsBlocking", true);

var builder = ServiceHost.CreateProcess(args, "staff");
builder.AddDatabase();
var settings = StaffSettings.Read(builder.Configuration);
// The library logs what a provider sent; SignInEvents says in our own words what happened.
builder.Logging.AddFilter("Microsoft.AspNetCore.Authentication.OpenIdConnect", LogLevel.None);

var services = builder.Services;
services.AddSingleton(settings);
services.AddHttpContextAccessor();

// Who takes part
services.AddSingleton<KnownNetwork>();
services.AddHostedService<DirectoryPolling>();
services.AddHealthChecks().AddCheck<DirectoryHealth>("directory", tags: ["ready"]);

// Signing in
services.AddAuthentication(SessionCookie.Scheme).AddCookie(SessionCookie.Scheme);
services.AddSingleton<IAuthenticationSchemeProvider, ProviderSchemes>();
services.AddSingleton<IConfigureOptions<OpenIdConnectOptions>, ProviderOptions>();
services.AddSingleton<IPostConfigureOptions<OpenIdConnectOptions>, OpenIdConnectPostConfigureOptions>();
services.AddTransient<OpenIdConnectHandler>();
services.AddSingleton<ProviderHttpClient>();
services.AddScoped<SignInEvents>();
services.AddSingleton<Admission>();
services.AddSingleton<People>();
services.AddSingleton<ProposalLinks>();

// Sessions
services.AddKeyRing();
services.AddSingleton(new LookupKey(settings.LookupKey));
services.AddSingleton<TicketStore>();
services.AddSingleton<IConfigureOptions<CookieAuthenticationOptions>, ConfigureSessionCookie>();
services.AddScoped<SessionEvents>();
services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder(SessionCookie.Scheme).RequireAuthenticatedUser().Build());

builder.AddGatewayBrakes();

// Towards the services
services.AddSingleton<GatewayKey>();
services.AddSingleton<InwardTokens>();
services.AddServiceClients(settings);
services.AddApiProxy(settings);

// Pages
services.AddPages();

var app = builder.Build();
Migrator.Migrate(settings.Database, typeof(StaffSettings).Assembly);

app.UseExceptionHandler();
app.UsePages();
// No nonce and no hash: nothing inline, ever.
app.UseSecurityHeaders("script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'");
app.UseStaticFiles(new StaticFileOptions
{
    OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "public, max-age=31536000, immutable"
});
app.UseRequestLocalization();
app.Use(app.Services.GetRequiredService<KeptForms>().Restore);
app.UseRouting();
app.UseSameOrigin();
app.UseReadableRequests();
app.UseAuthentication();
app.UseAuthorization();
app.UseRateLimiter();

app.MapHealth();
app.MapGet("/.well-known/jwks.json", (GatewayKey key) => Results.Json(key.PublicKeys())).AllowAnonymous();
app.MapSignIn();
app.MapSignOut();
app.MapApiProxy();
app.MapCustodyExports();
app.MapRazorPages();

await app.RunAsync();
