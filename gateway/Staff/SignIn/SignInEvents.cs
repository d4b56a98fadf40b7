using System.Security.Claims;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using ReferralNetwork.Staff.Known;
using ReferralNetwork.Staff.Sessions;
using ReferralNetwork.Staff.Tokens;

namespace ReferralNetwork.Staff.SignIn;

/// <summary>What the gateway does at each station of a sign-in beyond what the handler does.</summary>
public sealed partial class SignInEvents(
    KnownNetwork network, GatewayKey key, Admission admission, TicketStore sessions, KnownBrowser browser,
    TimeProvider time, ILogger<SignInEvents> log) : OpenIdConnectEvents
{
    const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    public override Task PushAuthorization(PushedAuthorizationContext context)
    {
        Authenticate(context.Scheme, context.ProtocolMessage);
        context.HandleClientAuthentication();
        return Task.CompletedTask;
    }

    public override Task AuthorizationCodeReceived(AuthorizationCodeReceivedContext context)
    {
        Authenticate(context.Scheme, context.TokenEndpointRequest!);
        return Task.CompletedTask;
    }

    /// <summary>The answer at the front: a GET, no parameter twice, and RFC 9207's iss the provider's own.</summary>
    public override async Task MessageReceived(MessageReceivedContext context)
    {
        var query = context.Request.Query;
        var configuration = await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted);
        var fault =
            !HttpMethods.IsGet(context.Request.Method) ? "The answer did not come as a GET."
            : query.Any(p => p.Value.Count != 1) ? "A parameter of the answer is doubled."
            : query.TryGetValue("iss", out var iss) ? iss == Provider(context.Scheme).Issuer ? null : "The answer names another issuer."
            : configuration.AuthorizationResponseIssParameterSupported ? "The answer does not name its issuer."
            : null;
        if (fault is not null)
            context.Fail(new SignInRefusedException(fault));
    }

    public override Task TokenValidated(TokenValidatedContext context)
    {
        var token = new JsonWebToken(context.TokenEndpointResponse!.IdToken);
        if (IdTokenRules.Fault(token, context.Options.ClientId!, time.GetUtcNow()) is { } fault)
            context.Fail(new SignInRefusedException(fault));
        return Task.CompletedTask;
    }

    /// <summary>All of the protocol has been checked by now: is this person to be let in, and as whom?</summary>
    public override async Task TicketReceived(TicketReceivedContext context)
    {
        var cancellationToken = context.HttpContext.RequestAborted;
        try
        {
            context.Principal = await admission.Admit(ProviderScheme.Provider(context.Scheme.Name)!.Value, context.Principal!, cancellationToken);
        }
        catch (SignInRefusedException refused)
        {
            Refuse(context.HttpContext, context.Scheme, refused);
            context.HandleResponse();
            return;
        }
        // A session key from before the sign-in must not become this person's: another may have planted it.
        await sessions.EndPresented(context.HttpContext, cancellationToken);
        browser.Mark(context.HttpContext);
        CameIn(context.Principal.Id(SessionClaims.Actor), context.Principal.Id(SessionClaims.Provider));
    }

    public override Task AccessDenied(AccessDeniedContext context)
    {
        context.Response.Redirect(SignInPages.For(SignInProblem.Cancelled, ProviderScheme.Provider(context.Scheme.Name)));
        context.HandleResponse();
        return Task.CompletedTask;
    }

    public override Task RemoteFailure(RemoteFailureContext context)
    {
        Refuse(context.HttpContext, context.Scheme, context.Failure);
        context.HandleResponse();
        return Task.CompletedTask;
    }

    /// <summary>Names the client instead of sending an ID token in an address.</summary>
    public override Task RedirectToIdentityProviderForSignOut(RedirectContext context)
    {
        context.ProtocolMessage.ClientId = context.Options.ClientId;
        context.ProtocolMessage.IdTokenHint = null;
        return Task.CompletedTask;
    }

    /// <summary>The provider could not be left for: its metadata or its PAR endpoint failed.</summary>
    public void Unreached(HttpContext http, Guid provider, Exception failure)
    {
        Refused(provider, SignInProblem.Unreachable, Reason(failure));
        http.Response.Redirect(SignInPages.For(SignInProblem.Unreachable, provider));
    }

    /// <summary>Plain page for whoever stands there; the id and our own words for the log, never the provider's.</summary>
    void Refuse(HttpContext http, AuthenticationScheme scheme, Exception? failure)
    {
        var provider = ProviderScheme.Provider(scheme.Name);
        var problem = failure switch
        {
            SignInRefusedException refused => refused.Problem,
            AuthenticationFailureException { Message: "Correlation failed." } => SignInProblem.Expired,
            HttpRequestException or OperationCanceledException => SignInProblem.Unreachable,
            _ => SignInProblem.Refused,
        };
        Refused(provider, problem, Reason(failure));
        http.Response.Redirect(SignInPages.For(problem, provider));
    }

    void Authenticate(AuthenticationScheme scheme, OpenIdConnectMessage message)
    {
        var provider = Provider(scheme);
        message.ClientSecret = null;
        if (provider.ClientAuthentication is not KnownProvider.PrivateKeyJwt)
            return; // client_secret_basic: ProviderHttpClient sets the header
        message.ClientAssertionType = AssertionType;
        message.ClientAssertion = key.ClientAssertion(provider.ClientId, provider.Issuer);
    }

    KnownProvider Provider(AuthenticationScheme scheme) =>
        ProviderScheme.Provider(scheme.Name) is { } id && network.Current?.Admitted(id) is { } provider
            ? provider
            : throw new SignInRefusedException(SignInProblem.Suspended, "The provider is no longer admitted.");

    /// <summary>Our own sentence, or the type and number of the library's: its message may hold what the provider sent.</summary>
    static string Reason(Exception? failure) => failure switch
    {
        null => "none",
        SignInRefusedException refused => refused.Message,
        { InnerException: { } inner } => $"{failure.GetType().Name} {LibraryNumber().Match(failure.Message).Value} < {Reason(inner)}",
        _ => $"{failure.GetType().Name} {LibraryNumber().Match(failure.Message).Value}",
    };

    [GeneratedRegex(@"IDX\d{5}", RegexOptions.None, 1000)]
    private static partial Regex LibraryNumber();

    [LoggerMessage(LogLevel.Information, "Person {Actor} signed in with provider {Provider}.")]
    partial void CameIn(Guid actor, Guid provider);

    [LoggerMessage(LogLevel.Warning, "Sign-in with provider {Provider} refused: {Problem} ({Reason}).")]
    partial void Refused(Guid? provider, SignInProblem problem, string reason);
}
