using System.Collections.Concurrent;
using ReferralNetwork.Visitors.Rooms;
using ReferralNetwork.Visitors.Texts;

namespace ReferralNetwork.Visitors.Statistics;

/// <summary>
/// How many visits a day in which language, and nothing about any of them. A visit begins with a page that was not reached
/// from a page of ours in that language.
/// </summary>
sealed class Visits(TimeProvider time)
{
    readonly ConcurrentDictionary<(DateOnly Day, string Language), int> counts = new();

    public void Count(string language) =>
        counts.AddOrUpdate((DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), language), 1, (_, count) => count + 1);

    /// <summary>What was counted since the last time.</summary>
    public IEnumerable<(DateOnly Day, string Language, int Count)> Take()
    {
        foreach (var (day, language) in counts.Keys)
            if (counts.TryRemove((day, language), out var count))
                yield return (day, language, count);
    }
}

/// <summary>Hands the counts to Inquiries every minute and at the end. What it does not take is offered again, under the same key.</summary>
sealed partial class CountsReport(Visits visits, IServiceProvider services, TimeProvider time, ILogger<CountsReport> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    readonly List<(DateOnly Day, string Language, int Count, string Key)> waiting = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await Report(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops; StopAsync reports what is left.
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Report(cancellationToken);
    }

    async Task Report(CancellationToken cancellationToken)
    {
        waiting.AddRange(visits.Take().Select(count => (count.Day, count.Language, count.Count, Inquiries.NewKey())));
        var inquiries = services.GetRequiredService<Inquiries>();
        foreach (var count in waiting.ToList())
        {
            var answer = await inquiries.Visits(count.Day, count.Language, count.Count, count.Key, cancellationToken);
            if (!answer.Ok)
            {
                NotTaken((int)answer.Status, waiting.Count);
                return;
            }
            waiting.Remove(count);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Inquiries did not take the counts of visits ({Status}); {Waiting} are offered again in a minute.")]
    partial void NotTaken(int status, int waiting);
}

static class VisitsSetup
{
    public static void AddVisits(this IServiceCollection services)
    {
        services.AddSingleton<Visits>();
        services.AddHostedService<CountsReport>();
        // The last counts go out at once, and open conversations hold a process that stops no longer than this.
        services.Configure<HostOptions>(host => (host.ServicesStopConcurrently, host.ShutdownTimeout) = (true, TimeSpan.FromSeconds(5)));
    }

    public static void UseVisits(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        await next(context);
        if (HttpMethods.IsGet(context.Request.Method)
            && context.Response is { StatusCode: StatusCodes.Status200OK, ContentType: "text/html; charset=utf-8" }
            && context.Request.RouteValues["language"] is string language && !ComesFrom(context.Request, language))
            context.RequestServices.GetRequiredService<Visits>().Count(language);
    });

    static bool ComesFrom(HttpRequest request, string language)
    {
        var ours = $"{request.Scheme}://{request.Host}/{language}";
        var before = request.Headers.Referer.ToString();
        return before == ours || before.StartsWith(ours + "/", StringComparison.Ordinal);
    }
}
