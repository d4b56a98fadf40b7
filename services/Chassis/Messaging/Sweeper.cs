using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using ReferralNetwork.Chassis.Data;

namespace ReferralNetwork.Chassis.Messaging;

/// <summary>Forgets what is no longer needed to recognise a repeat.</summary>
sealed partial class Sweeper(NpgsqlDataSource database, TimeProvider clock, ILogger<Sweeper> log) : BackgroundService
{
    /// <summary>Longer than any redelivery, retry or replay takes.</summary>
    static readonly TimeSpan Keep = TimeSpan.FromDays(14);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        while (await hourly.WaitForNextTickAsync(stoppingToken))
        {
            var before = clock.GetUtcNow() - Keep;
            await using var sweep = database.CreateBatch();
            sweep.BatchCommands.Add(Sql.Statement("delete from inbox where received_at < @before", new { before }));
            sweep.BatchCommands.Add(Sql.Statement("delete from idempotency where created_at < @before", new { before }));
            try
            {
                await sweep.ExecuteNonQueryAsync(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                Postponed(log, e.SqlState);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Forgetting old repeats failed with {SqlState}; tried again in an hour")]
    static partial void Postponed(ILogger logger, string? sqlState);
}
