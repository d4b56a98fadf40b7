using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace ReferralNetwork.Chassis.Messaging;

/// <summary>How the contract's queues and bindings were last seen.</summary>
/// <param name="Missing">Their names; declared anew since, so that the next look finds them.</param>
/// <param name="BindingsWatched">False where only queues could be looked at: AMQP does not show a binding.</param>
public sealed record TopologySeen(IReadOnlyList<string> Missing, bool BindingsWatched);

/// <summary>
/// Looks every few seconds whether the queues and bindings of the contract stand, and declares them anew where one does
/// not. A publish is returned only if no queue at all is bound, so what is lost for want of one binding of two shows here
/// and nowhere else.
/// </summary>
/// <remarks>Bindings are read from the broker's management API, if <c>Broker:Management</c> is its address with user and password.</remarks>
sealed class TopologyWatch(
    IConfiguration configuration, BrokerAddress broker, RouteTable routes, OutboxForwarder forwarder, TimeProvider clock, ILogger<TopologyWatch> log)
    : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    volatile TopologySeen seen = new([], BindingsWatched: false);

    public TopologySeen Seen => seen;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var management = Management();
        using var timer = new PeriodicTimer(Every, clock);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var factory = new ConnectionFactory { Uri = broker.Uri, AutomaticRecoveryEnabled = false, ClientProvidedName = "topology" };
                await using var connection = await factory.CreateConnectionAsync(stoppingToken);
                while (await timer.WaitForNextTickAsync(stoppingToken) && connection.IsOpen)
                {
                    if (!forwarder.Connected)
                        continue; // it declares first; what is not declared yet is not missing
                    seen = await Look(connection, management, stoppingToken);
                    if (seen.Missing.Count > 0)
                        await Heal(connection, stoppingToken);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // That the broker is away, the outbox's health says; what stands there is looked at once it is back.
                TopologyLog.NotSeen(log, e.GetType().Name);
                await timer.WaitForNextTickAsync(stoppingToken);
            }
        }
    }

    async Task<TopologySeen> Look(IConnection connection, HttpClient? management, CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        foreach (var queue in routes.Queues)
        {
            try
            {
                await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
                await channel.QueueDeclarePassiveAsync(queue, cancellationToken);
            }
            catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == Constants.NotFound)
            {
                missing.Add(queue);
            }
        }
        if (management is null || await Bindings(management, cancellationToken) is not { } bindings)
            return new(missing, BindingsWatched: false);
        missing.AddRange(Topology.Bindings(routes).Except(bindings).Select(b => $"{b.Source} -> {b.Destination}"));
        return new(missing, BindingsWatched: true);
    }

    async Task Heal(IConnection connection, CancellationToken cancellationToken)
    {
        TopologyLog.Missing(log, string.Join(", ", seen.Missing));
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await Topology.Declare(channel, routes, cancellationToken);
    }

    /// <returns>Null if the management API does not answer, which keeps no message from leaving.</returns>
    async Task<Binding[]?> Bindings(HttpClient management, CancellationToken cancellationToken)
    {
        var virtualHost = Uri.UnescapeDataString(broker.Uri.AbsolutePath.TrimStart('/'));
        try
        {
            return await management.GetFromJsonAsync<Binding[]>(
                $"api/bindings/{Uri.EscapeDataString(virtualHost.Length > 0 ? virtualHost : "/")}", cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            TopologyLog.NotSeen(log, e.GetType().Name);
            return null;
        }
    }

    HttpClient? Management()
    {
        if (configuration["Broker:Management"] is not { Length: > 0 } setting)
            return null;
        var address = new UriBuilder(setting);
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = Every };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(
            Encoding.UTF8.GetBytes($"{Uri.UnescapeDataString(address.UserName)}:{Uri.UnescapeDataString(address.Password)}")));
        (address.UserName, address.Password) = ("", "");
        client.BaseAddress = address.Uri;
        return client;
    }
}

/// <summary>Whether every queue and binding of the contract was there at the last look.</summary>
sealed class TopologyHealth(TopologyWatch watch) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(watch.Seen switch
        {
            { Missing: [_, ..] missing } => HealthCheckResult.Unhealthy($"Missing at the broker, and declared anew: {string.Join(", ", missing)}."),
            { BindingsWatched: false } =>
                HealthCheckResult.Healthy("Bindings are not watched: the broker's management API is not configured, or does not answer."),
            _ => HealthCheckResult.Healthy(),
        });
}

static partial class TopologyLog
{
    [LoggerMessage(Level = LogLevel.Error,
        Message = "Missing at the broker: {Missing}. Declared anew; what was published meanwhile may not have reached everybody")]
    public static partial void Missing(ILogger logger, string missing);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Queues and bindings could not be looked at: {Exception}")]
    public static partial void NotSeen(ILogger logger, string exception);
}
