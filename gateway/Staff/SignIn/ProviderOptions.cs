using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using ReferralNetwork.Staff.Known;
using ReferralNetwork.Staff.Sessions;

namespace ReferralNetwork.Staff.SignIn;

/// <summary>
/// How the gateway signs in with one provider. The handler as it comes trusts too much; each line here that is not
/// plain configuration closes one of the ways in that tests/Integration/SignIn tries.
/// </summary>
public sealed class ProviderOptions(KnownNetwork network, ProviderHttpClient client, TimeProvider time) : IConfigureNamedOptions<OpenIdConnectOptions>
{
    public void Configure(OpenIdConnectOptions options) => Configure(null, options);

    public void Configure(string? name, OpenIdConnectOptions options)
    {
        if (ProviderScheme.Provider(name) is not { } id)
            return;
        var provider = network.Current?.Provider(id) ?? throw new InvalidOperationException($"Provider {id} is not in the directory.");

        options.TimeProvider = time;
        options.ClientId = provider.ClientId;
        options.CallbackPath = ProviderScheme.SignInPath(id);
        options.SignedOutCallbackPath = ProviderScheme.SignOutPath(id);
        options.SignedOutRedirectUri = "/signin";
        options.RemoteSignOutPath = default; // front-channel sign-out needs third-party cookies, which ours are not
        options.SignInScheme = SessionCookie.Scheme;
        options.EventsType = typeof(SignInEvents);

        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query; // a form post would need SameSite=None cookies
        options.UsePkce = true;
        options.PushedAuthorizationBehavior = PushedAuthorizationBehavior.UseIfAvailable;
        options.Scope.Clear();
        options.Scope.Add("openid");
        options.Scope.Add("profile");
        options.MapInboundClaims = false;
        options.GetClaimsFromUserInfoEndpoint = false;
        options.SaveTokens = false;
        options.ClaimActions.Clear(); // Admission reads the ID token as it came, issuer included
        options.DisableTelemetry = true;
        options.RemoteAuthenticationTimeout = TimeSpan.FromMinutes(15);

        HostCookie(options.CorrelationCookie, "__Host-signin.");
        HostCookie(options.NonceCookie, "__Host-nonce.");

        options.Backchannel = client.For(provider);
        options.ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
            provider.Issuer.TrimEnd('/') + "/.well-known/openid-configuration",
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(options.Backchannel) { RequireHttps = true },
            new ProviderMetadata(provider))
        {
            // A key that the provider has withdrawn is withdrawn here too.
            UseLastKnownGoodConfiguration = false,
            AutomaticRefreshInterval = TimeSpan.FromMinutes(5),
            // A key that is not known yet is looked up at once; see the switch in Program.cs.
            RefreshInterval = BaseConfigurationManager.MinimumRefreshInterval,
        };
        options.TokenHandler = new SignedTokenHandler { MapInboundClaims = false };
        options.TokenValidationParameters = IdTokenRules.Parameters(provider);
    }

    static void HostCookie(CookieBuilder cookie, string name)
    {
        cookie.Name = name;
        cookie.Path = "/";
        cookie.SecurePolicy = CookieSecurePolicy.Always;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.HttpOnly = true;
    }
}
