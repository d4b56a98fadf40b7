using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using ReferralNetwork.Chassis.Messaging;

namespace ReferralNetwork.Chassis.Hosting;

public static class Health
{
    /// <summary>live: the process answers. ready: it can do its work; what is wrong is named, without details of content.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains("ready"),
            ResponseWriter = (context, report) => Microsoft.AspNetCore.Http.HttpResponseJsonExtensions.WriteAsJsonAsync(
                context.Response,
                new
                {
                    status = report.Status.ToString(),
                    checks = report.Entries.ToDictionary(
                        e => e.Key, e => new { status = e.Value.Status.ToString(), e.Value.Description }, StringComparer.Ordinal),
                },
                context.RequestAborted),
        }).AllowAnonymous();
    }
}

sealed class DatabaseHealth(NpgsqlDataSource database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var ping = database.CreateCommand("select 1");
            await ping.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException e)
        {
            return HealthCheckResult.Unhealthy($"The database does not answer ({e.SqlState ?? "no connection"}).");
        }
    }
}

/// <summary>Whether messages leave: the oldest due row is young, none is parked for want of a queue.</summary>
sealed class OutboxHealth(NpgsqlDataSource database, OutboxForwarder forwarder, TimeProvider clock) : IHealthCheck
{
    /// <summary>A due message older than this has been left lying.</summary>
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!forwarder.Connected)
            return HealthCheckResult.Unhealthy("The broker is away; messages wait in their table.");
        Backlog backlog;
        try
        {
            backlog = await Backlog.Read(database, clock.GetUtcNow(), cancellationToken);
        }
        catch (NpgsqlException e)
        {
            return HealthCheckResult.Unhealthy($"What waits cannot be read ({e.SqlState ?? "no connection"}).");
        }
        if (backlog.Parked > 0)
            return HealthCheckResult.Unhealthy(
                $"{backlog.Parked} messages are parked: no queue took them. A contracted queue or binding is missing.");
        return clock.GetUtcNow() - backlog.OldestDueAt > Limit
            ? HealthCheckResult.Unhealthy("The oldest due message has waited over a minute.")
            : HealthCheckResult.Healthy();
    }
}
