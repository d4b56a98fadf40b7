using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.RateLimiting;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Staff.Known;
using ReferralNetwork.Staff.Sessions;
using ReferralNetwork.Staff.SignIn;

namespace ReferralNetwork.Staff;

/// <summary>
/// Brakes of the gateway itself. What is sent in a form passes: the service that it is for has a brake of its own, and the
/// form then comes back with what was typed.
/// </summary>
static class GatewayBrakes
{
    public const string SignIn = "sign-in";

    static readonly Budget Pages = new(300, 600);

    /// <summary>Known browsers, each by itself.</summary>
    static readonly Budget Again = new(10, 10);

    /// <summary>All others together, an organisation's provider at a time.</summary>
    static readonly Budget FirstTime = new(60, 120);

    public static void AddGatewayBrakes(this WebApplicationBuilder builder)
    {
        var factor = Brakes.Factor(builder.Configuration);
        builder.Services.AddSingleton<KnownBrowser>();
        builder.Services.AddRateLimiter(options =>
        {
            options.OnRejected = (refused, _) => new ValueTask(Refuse(refused.HttpContext, Brakes.RetryAfter(refused.Lease)));
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, Guid>(context =>
                context.SignedInOrNull() is { } person && HttpMethods.IsGet(context.Request.Method) && !TellsOfAProblem(context)
                    ? RateLimitPartition.GetTokenBucketLimiter(person.ActorId, _ => (Pages * factor).Bucket)
                    : RateLimitPartition.GetNoLimiter(Guid.Empty));
            options.AddPolicy(SignIn, context => Starts(context, factor));
        });
    }

    /// <summary>
    /// By browser where it is known, else by the provider that is asked for: no flood at one organisation's keeps out the people of another.
    /// </summary>
    static RateLimitPartition<(string?, Guid)> Starts(HttpContext context, double factor)
    {
        var services = context.RequestServices;
        if (!Guid.TryParse(context.Request.RouteValues["provider"] as string, out var provider)
            || services.GetRequiredService<KnownNetwork>().Current?.Admitted(provider) is null)
            return RateLimitPartition.GetNoLimiter<(string?, Guid)>((null, Guid.Empty)); // answered without asking anybody
        return services.GetRequiredService<KnownBrowser>().Find(context.Request) is { } browser
            ? RateLimitPartition.GetTokenBucketLimiter<(string?, Guid)>((browser, Guid.Empty), _ => (Again * factor).Bucket)
            : RateLimitPartition.GetTokenBucketLimiter<(string?, Guid)>((null, provider), _ => (FirstTime * factor).Bucket);
    }

    /// <summary>A page tries again by itself, without a script.</summary>
    static Task Refuse(HttpContext context, TimeSpan retryAfter)
    {
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
            return Problems.TooMany(retryAfter).ExecuteAsync(context);
        var seconds = Math.Max(3, (int)Math.Ceiling(retryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = seconds;
        context.Response.Headers["Refresh"] = seconds;
        return Task.CompletedTask;
    }

    static bool TellsOfAProblem(HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null;
}
