using Microsoft.AspNetCore.Builder;

namespace ReferralNetwork.Common.Headers;

public static class SecurityHeaders
{
    /// <summary>On every answer. What is not a static file is kept nowhere: put static files after this and let them say otherwise.</summary>
    /// <param name="sources">Where scripts, styles and pictures may come from, as directives of a content security policy.
    /// All else is refused.</param>
    public static void UseSecurityHeaders(this IApplicationBuilder app, string sources) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = $"default-src 'none'; {sources}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        headers["Referrer-Policy"] = "same-origin"; // not no-referrer: a form post would then carry "Origin: null"
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers.CacheControl = "no-store";
        return next();
    });
}
