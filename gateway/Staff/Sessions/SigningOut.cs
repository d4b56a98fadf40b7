using Microsoft.AspNetCore.Authentication;
using ReferralNetwork.Staff.Pages;
using ReferralNetwork.Staff.SignIn;

namespace ReferralNetwork.Staff.Sessions;

/// <summary>Ends the session here; the page that follows offers to end the one at the organisation's provider too.</summary>
public static partial class SigningOut
{
    public const string Page = "/signed-out";

    /// <summary>For a page's POST handler: removes the session's row and cookie and has the browser forget what it keeps of us.</summary>
    /// <returns>Where to go now; /signed-out with the provider in the query.</returns>
    public static async Task<string> SignOutHere(this HttpContext context)
    {
        var person = context.SignedInOrNull();
        if (person is not null)
            Left(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SigningOut)), person.ActorId, person.Provider);
        var provider = person?.Provider;
        await context.SignOutAsync(SessionCookie.Scheme);
        // Cookies one by one: the language, and the sign-in code if somebody wanted it remembered, are for the next time.
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        foreach (var cookie in context.Request.Cookies.Keys.Where(name => name is not (PagesSetup.LanguageCookie or SignInCode.Cookie)))
            context.Response.Cookies.Delete(cookie, new() { Secure = true, Path = "/" });
        return provider is null ? Page : $"{Page}?provider={provider}";
    }

    /// <summary>The link of that page.</summary>
    public static string AtProvider(Guid provider) => $"/signout/{provider}/start";

    public static void MapSignOut(this IEndpointRouteBuilder app) => app.MapPost("/signout", (Delegate)SignOut).AllowAnonymous();

    [LoggerMessage(LogLevel.Information, "Person {Actor} signed out, who had come with provider {Provider}.")]
    static partial void Left(ILogger log, Guid actor, Guid provider);

    static async Task<IResult> SignOut(HttpContext context) => Results.Redirect(await context.SignOutHere());
}
