using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ReferralNetwork.Staff.Known;

/// <summary>Whether new people can be let in.</summary>
public sealed class DirectoryHealth(KnownNetwork network) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        network.IsFresh
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("Partners has not answered for a while; sessions live, nobody new is let in."));
}
