using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Hosting;

namespace ReferralNetwork.Chassis.Sealing;

public static class SealingSetup
{
    /// <summary>For a service that seals: a key ring in the database ConnectionStrings:Keys, under the master key in the file Keys:Master.</summary>
    /// <exception cref="InvalidOperationException">Settings are missing; all of them are named.</exception>
    public static void AddKeyRing(this WebApplicationBuilder builder, IReadOnlyList<KeyKind> kinds)
    {
        ServiceHost.RequireSettings(builder.Configuration, "ConnectionStrings:Keys", "Keys:Master");
        var services = builder.Services;
        services.AddSingleton(_ => new KeyDatabase(builder.Configuration["ConnectionStrings:Keys"]!));
        services.AddSingleton(new MasterKey(builder.Configuration["Keys:Master"]!));
        services.AddSingleton<KeyRing>();
        services.AddSingleton(kinds);
        services.AddHostedService<KeySweep>();
        services.AddHealthChecks().AddCheck<KeyDatabaseHealth>("keys", tags: ["ready"]);
    }

    sealed class KeyDatabaseHealth(KeyDatabase keys) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await keys.Source.Run("select 1", values: null, cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (NpgsqlException e)
            {
                return HealthCheckResult.Unhealthy(
                    $"The key database does not answer ({e.SqlState ?? "no connection"}); nothing sealed can be opened.");
            }
        }
    }
}
