using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Chassis.Identity;

namespace ReferralNetwork.Chassis.Http;

/// <summary>How often something may be asked for.</summary>
/// <param name="AtOnce">In one moment, after a rest.</param>
/// <param name="PerMinute">On and on.</param>
public sealed record Budget(int AtOnce, int PerMinute)
{
    public static Budget operator *(Budget budget, double times) =>
        new((int)Math.Clamp(budget.AtOnce * times, 1, int.MaxValue), (int)Math.Clamp(budget.PerMinute * times, 1, int.MaxValue));

    /// <summary>A token bucket of <c>System.Threading.RateLimiting</c>. Nobody waits in it: who comes too often is refused at once.</summary>
    public TokenBucketRateLimiterOptions Bucket => new()
    {
        TokenLimit = AtOnce,
        TokensPerPeriod = Math.Max(1, PerMinute / 60),
        ReplenishmentPeriod = TimeSpan.FromMinutes(1) * Math.Max(1, PerMinute / 60) / PerMinute,
    };
}

/// <summary>
/// Brakes: one person, then one organisation, may ask a process for so much and no more; what is above is answered 429 with
/// Retry-After. Who is counted is who has signed in, never an IP address. An organisation's budget is that of ten people, so that
/// one person (or one stolen session) cannot use up the colleagues' part. Each process counts for itself.
/// </summary>
public static class Brakes
{
    /// <summary>For routes whose answer costs much: whole records, proofs, statistics. Beside the budget that every request draws on.</summary>
    public const string Costly = "costly";

    /// <summary>
    /// For routes that read a body as it comes (<see cref="StreamedBody"/>), and hold a transaction as long: three at once of one person.
    /// </summary>
    public const string Streaming = "streaming";

    const int PeopleInAnOrganisation = 10;
    const int StreamsAtOnce = 3;

    static readonly Budget Reading = new(300, 600);
    static readonly Budget Changing = new(150, 120);
    static readonly Budget CostlyReading = new(60, 30);

    /// <summary>How many times the built-in budgets are given: <c>Brakes:Factor</c>, 1 where nothing is set.</summary>
    /// <exception cref="InvalidOperationException">It is no positive number.</exception>
    public static double Factor(IConfiguration configuration) => configuration["Brakes:Factor"] switch
    {
        null or "" => 1,
        var text when double.TryParse(text, CultureInfo.InvariantCulture, out var factor) && factor > 0 => factor,
        _ => throw new InvalidOperationException("Brakes:Factor is no positive number such as 2 or 0.5."),
    };

    public static void AddBrakes(this WebApplicationBuilder builder)
    {
        var factor = Factor(builder.Configuration);
        builder.Services.AddRateLimiter(options =>
        {
            options.OnRejected = async (refused, _) => await Problems.TooMany(RetryAfter(refused.Lease)).ExecuteAsync(refused.HttpContext);
            options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                Limiter(caller => caller.ActorId, factor), Limiter(caller => caller.Partner.Value, factor * PeopleInAnOrganisation));
            options.AddPolicy(Costly, context => ByCaller(context, caller => caller.ActorId, CostlyReading * factor));
            options.AddPolicy(Streaming, context => RateLimitPartition.GetConcurrencyLimiter(
                Caller.From(context.User)?.ActorId ?? Guid.Empty, _ => new() { PermitLimit = StreamsAtOnce, QueueLimit = 0 }));
        });
    }

    /// <summary>When to try again, as the limiter reckons it.</summary>
    public static TimeSpan RetryAfter(RateLimitLease lease) =>
        lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);

    static PartitionedRateLimiter<HttpContext> Limiter(Func<Caller, Guid> whose, double factor) =>
        PartitionedRateLimiter.Create<HttpContext, (Guid, bool)>(
            context => ByCaller(context, whose, (IsRead(context) ? Reading : Changing) * factor));

    /// <summary>The gateways' own requests, and what is open to all (health), are nobody's.</summary>
    static RateLimitPartition<(Guid, bool)> ByCaller(HttpContext context, Func<Caller, Guid> whose, Budget budget) =>
        Caller.From(context.User) is { } caller && whose(caller) != Guid.Empty
            ? RateLimitPartition.GetTokenBucketLimiter((whose(caller), IsRead(context)), _ => budget.Bucket)
            : RateLimitPartition.GetNoLimiter((Guid.Empty, true));

    static bool IsRead(HttpContext context) => HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
}
