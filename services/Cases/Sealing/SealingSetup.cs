using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace ReferralNetwork.Cases.Sealing;

static class SealingSetup
{
    /// <summary>The key database, the master key and the key that signs; what is missing is reported together.</summary>
    public static void AddSealing(this WebApplicationBuilder builder)
    {
        string[] settings = ["ConnectionStrings:Keys", "Keys:Master", "Signing:Key"];
        if (settings.Where(s => string.IsNullOrEmpty(builder.Configuration[s])).ToArray() is { Length: > 0 } missing)
            throw new InvalidOperationException($"Settings are missing: {string.Join(", ", missing)}.");

        var services = builder.Services;
        services.AddSingleton(_ => new KeyDatabase(builder.Configuration[settings[0]]!));
        services.AddSingleton(new MasterKey(builder.Configuration[settings[1]]!));
        services.AddSingleton(new NetworkKey(builder.Configuration[settings[2]]!));
        services.AddSingleton<KeyRing>();
        services.AddSingleton<Custody>();
        services.AddHostedService<KeySweep>();
        services.AddHealthChecks().AddCheck<KeyDatabaseHealth>("keys", tags: ["ready"]);
    }

    sealed class KeyDatabaseHealth(KeyDatabase keys) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await using var ping = keys.Command("select 1");
                await ping.ExecuteScalarAsync(cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (NpgsqlException e)
            {
                return HealthCheckResult.Unhealthy($"The key database does not answer ({e.SqlState ?? "no connection"}); no case can be opened.");
            }
        }
    }
}
