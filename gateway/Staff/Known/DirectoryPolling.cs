using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using ReferralNetwork.Staff.Tokens;

namespace ReferralNetwork.Staff.Known;

/// <summary>
/// Asks Partners every two seconds whether anything has changed. Simpler than a bus in the gateway, and it heals itself:
/// a suspension is known here at most one interval and one request later.
/// </summary>
public sealed partial class DirectoryPolling(
    KnownNetwork network, IHttpClientFactory clients, InwardTokens tokens, TimeProvider time, ILogger<DirectoryPolling> log) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    EntityTagHeaderValue? version;
    bool reachable = true;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await Ask(stoppingToken);
                if (!reachable)
                    Reachable();
                reachable = true;
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException or ArgumentException
                && !stoppingToken.IsCancellationRequested)
            {
                // The last copy goes on serving; said once, not every two seconds.
                if (reachable)
                    Unreachable(e.GetType().Name);
                reachable = false;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    async Task Ask(CancellationToken stopping)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(Patience);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/gateway/directory");
        request.Headers.Authorization = new("Bearer", tokens.ForGateway("partners"));
        if (version is not null)
            request.Headers.IfNoneMatch.Add(version);

        using var response = await clients.CreateClient("partners").SendAsync(request, patience.Token);
        if (response.StatusCode == HttpStatusCode.NotModified)
        {
            network.Confirm();
            return;
        }
        response.EnsureSuccessStatusCode();
        var directory = await response.Content.ReadFromJsonAsync<DirectoryAnswer>(NetworkClient.Json, patience.Token);
        network.Learn(directory ?? throw new JsonException("The directory is null."));
        version = response.Headers.ETag;
    }

    [LoggerMessage(LogLevel.Warning, "Partners cannot be asked for the directory ({Reason}); the last copy serves on.")]
    partial void Unreachable(string reason);

    [LoggerMessage(LogLevel.Information, "Partners answers again.")]
    partial void Reachable();
}
