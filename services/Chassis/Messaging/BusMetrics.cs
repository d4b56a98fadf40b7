using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace ReferralNetwork.Chassis.Messaging;

/// <summary>
/// The figures of <see cref="Backlog"/> as metrics, and how many messages left. What is consumed, and how long it takes, is
/// told by MassTransit's own meter.
/// </summary>
sealed class BusMetrics(NpgsqlDataSource database, TimeProvider clock) : BackgroundService
{
    public const string MeterName = "ReferralNetwork.Bus";

    static readonly TimeSpan Every = TimeSpan.FromSeconds(10);
    static readonly Meter Source = new(MeterName);
    static readonly Gauge<long> Due = Source.CreateGauge<long>("outbox.due", "{message}");
    static readonly Gauge<long> DueTimers = Source.CreateGauge<long>("outbox.due_timers", "{timer}");
    static readonly Gauge<double> OldestDue = Source.CreateGauge<double>("outbox.oldest_due", "s");
    static readonly Gauge<long> Parked = Source.CreateGauge<long>("outbox.parked", "{message}");
    static readonly Gauge<long> Quarantined = Source.CreateGauge<long>("quarantine.waiting", "{message}");

    public static readonly Counter<long> Forwarded = Source.CreateCounter<long>("outbox.forwarded", "{message}");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            var now = clock.GetUtcNow();
            try
            {
                var backlog = await Backlog.Read(database, now, stoppingToken);
                Due.Record(backlog.Due);
                DueTimers.Record(backlog.DueTimers);
                OldestDue.Record(backlog.OldestDueAt is { } since ? (now - since).TotalSeconds : 0);
                Parked.Record(backlog.Parked);
                Quarantined.Record(backlog.Quarantined);
            }
            catch (NpgsqlException)
            {
                // Health says that the database is away; the gauges stay as last seen.
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
