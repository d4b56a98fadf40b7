using Microsoft.AspNetCore.Authentication;

namespace ReferralNetwork.Staff.Sessions;

/// <summary>Ends the session here; the page that follows offers to end the one at the organisation's provider too.</summary>
public static class SigningOut
{
    public const string Page = "/signed-out";

    /// <summary>For a page's POST handler: removes the session's row and cookie and has the browser forget what it keeps of us.</summary>
    /// <returns>Where to go now; /signed-out with the provider in the query.</returns>
    public static async Task<string> SignOutHere(this HttpContext context)
    {
        var provider = context.SignedInOrNull()?.Provider;
        await context.SignOutAsync(SessionCookie.Scheme);
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"cookies\", \"storage\"";
        return provider is null ? Page : $"{Page}?provider={provider}";
    }

    /// <summary>The link of that page.</summary>
    public static string AtProvider(Guid provider) => $"/signout/{provider}/start";

    public static void MapSignOut(this IEndpointRouteBuilder app) => app.MapPost("/signout", (Delegate)SignOut).AllowAnonymous();

    static async Task<IResult> SignOut(HttpContext context) => Results.Redirect(await context.SignOutHere());
}
