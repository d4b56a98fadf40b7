using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using ReferralNetwork.Staff.Known;
using ReferralNetwork.Staff.SignIn;

namespace ReferralNetwork.Staff.Sessions;

/// <summary>The cookie holds a key and nothing else; the session is a row that anybody's suspension ends at the next request.</summary>
public static class SessionCookie
{
    public const string Scheme = "session";
    public const string Name = "__Host-session";
}

public sealed class ConfigureSessionCookie(TicketStore store, StaffSettings settings) : IConfigureNamedOptions<CookieAuthenticationOptions>
{
    public void Configure(CookieAuthenticationOptions options) => Configure(null, options);

    public void Configure(string? name, CookieAuthenticationOptions options)
    {
        options.SessionStore = store;
        options.Cookie.Name = SessionCookie.Name;
        options.Cookie.Path = "/";
        options.Cookie.HttpOnly = true;
        options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        options.Cookie.SameSite = SameSiteMode.Lax; // a link in a message leads to the page, not to signing in again
        options.ExpireTimeSpan = settings.WorkingTime;
        options.SlidingExpiration = false; // idleness is counted in the row
        options.LoginPath = SignInPages.Choose;
        options.ReturnUrlParameter = "returnUrl";
        options.EventsType = typeof(SessionEvents);
    }
}

public sealed class SessionEvents(KnownNetwork network, TicketStore sessions) : CookieAuthenticationEvents
{
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        // Before Partners has first answered nobody can be judged; the session waits, it does not end.
        if (network.Current is not { } current)
        {
            context.RejectPrincipal();
            return;
        }
        if (SessionClaims.Judge(context.Principal!, current, context.Properties.ExpiresUtc!.Value) is not { } person)
        {
            context.RejectPrincipal();
            await sessions.EndPresented(context.HttpContext, context.HttpContext.RequestAborted);
            return;
        }
        context.HttpContext.Features.Set(person);
        ((ClaimsIdentity)context.Principal!.Identity!).AddClaims(person.Roles.Select(r => new Claim(SessionClaims.Role, r)));
    }

    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (IsProgram(context))
            return Answer(context, StatusCodes.Status401Unauthorized, "Nobody is signed in.");
        if (HttpMethods.IsGet(context.Request.Method))
            return base.RedirectToLogin(context);
        context.Response.StatusCode = StatusCodes.Status401Unauthorized; // the page that keeps what was typed
        return Task.CompletedTask;
    }

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (IsProgram(context))
            return Answer(context, StatusCodes.Status403Forbidden, "Your role does not allow this.");
        context.Response.StatusCode = StatusCodes.Status403Forbidden; // the page that says so
        return Task.CompletedTask;
    }

    /// <summary>Under /api a status is wanted, not a page.</summary>
    static bool IsProgram(RedirectContext<CookieAuthenticationOptions> context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status, string detail) =>
        Results.Problem(detail, statusCode: status).ExecuteAsync(context.HttpContext);
}
