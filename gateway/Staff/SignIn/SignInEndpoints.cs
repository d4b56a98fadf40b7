using Microsoft.AspNetCore.Authentication;
using ReferralNetwork.Staff.Known;
using ReferralNetwork.Staff.Sessions;

namespace ReferralNetwork.Staff.SignIn;

/// <summary>
/// The addresses where signing in and out begins. The answers of providers come to /signin/{id} and /signout/{id}, which their schemes handle.
/// </summary>
public static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet("/signin/{provider:guid}/start", Start).AllowAnonymous().RequireRateLimiting(GatewayBrakes.SignIn);
        app.MapGet("/signout/{provider:guid}/start", StartSignOut).AllowAnonymous().RequireRateLimiting(GatewayBrakes.SignIn);
        // A scheme that is gone answers no more; whoever comes back from its provider is told so.
        app.MapGet("/signin/{provider:guid}", (Guid provider) => Results.Redirect(SignInPages.For(SignInProblem.Suspended, provider)))
            .AllowAnonymous();
        app.MapGet("/signout/{provider:guid}", () => Results.Redirect(SignInPages.Choose)).AllowAnonymous();
    }

    static async Task Start(Guid provider, string? returnUrl, HttpContext context, KnownNetwork network, SignInEvents events)
    {
        var back = LocalUrl.OrDefault(returnUrl, "/");
        if (!network.IsFresh || network.Current?.Admitted(provider) is null)
        {
            context.Response.Redirect(SignInPages.For(network.IsFresh ? SignInProblem.Suspended : SignInProblem.Unsure, provider));
            return;
        }
        await RedirectToProvider(context, provider, events, scheme =>
            context.ChallengeAsync(scheme, new AuthenticationProperties { RedirectUri = back }));
    }

    /// <summary>Offered once the session here has ended: to end the one at the organisation's provider too.</summary>
    static Task StartSignOut(Guid provider, HttpContext context, KnownNetwork network, SignInEvents events)
    {
        if (network.Current?.Admitted(provider) is not null)
            return RedirectToProvider(context, provider, events, scheme => context.SignOutAsync(scheme));
        context.Response.Redirect(SignInPages.Choose);
        return Task.CompletedTask;
    }

    /// <summary>Discovery and pushed authorization requests may fail here, with the provider's text in the exception.</summary>
    static async Task RedirectToProvider(HttpContext context, Guid provider, SignInEvents events, Func<string, Task> leave)
    {
        var scheme = ProviderScheme.Name(provider);
        try
        {
            await leave(scheme);
        }
        catch (Exception e) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            events.Unreached(context, provider, e);
        }
    }
}

public static class LocalUrl
{
    /// <summary>The address if it is a path of ours, so that nobody is sent on to a stranger's page.</summary>
    /// <exception cref="BadHttpRequestException">It holds characters that a header cannot carry; a browser sends them percent-encoded.</exception>
    public static string OrDefault(string? url, string otherwise)
    {
        if (url?.All(c => c is > ' ' and <= '~') is false)
            throw new BadHttpRequestException("The return address is not one: percent-encode it.");
        return url is ['/', ..] and not ['/', '/' or '\\', ..] && url.Length <= 1000 ? url : otherwise;
    }
}
