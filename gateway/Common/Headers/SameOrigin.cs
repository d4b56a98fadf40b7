using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ReferralNetwork.Common.Headers;

/// <summary>
/// Whatever changes something must come from a page of our own. Browsers say where a request comes from in
/// Sec-Fetch-Site; older ones in Origin. What says neither is no browser of ours, and is refused as well.
/// </summary>
public static class SameOrigin
{
    public static void UseSameOrigin(this IApplicationBuilder app) => app.Use((context, next) => IsSafe(context.Request) || IsOurs(context.Request)
        ? next()
        : Results.Problem("The request did not come from a page of this site.", statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context));

    static bool IsSafe(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);

    static bool IsOurs(HttpRequest request) => request.Headers.TryGetValue("Sec-Fetch-Site", out var site)
        ? site == "same-origin"
        : request.Headers.Origin == $"{request.Scheme}://{request.Host}";
}
