using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Npgsql;

namespace ReferralNetwork.Tests.Integration;

/// <summary>
/// The real PostgreSQL and RabbitMQ that <c>./dev test-servers</c> runs. A missing server fails the test, it is no reason
/// to skip it. Each fixture gets databases and a virtual host of its own.
/// </summary>
public static class Servers
{
    /// <summary>A new, empty database; its connection string.</summary>
    public static async Task<string> Database(string name)
    {
        var admin = Setting("TEST_POSTGRES");
        var database = $"t_{name}_{Guid.NewGuid():N}"[..40];
        await using var connection = new NpgsqlConnection(admin);
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"create database {database}", connection);
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(admin) { Database = database, MaxPoolSize = 40 }.ConnectionString;
    }

    /// <summary>A new, empty virtual host of the broker; its address.</summary>
    public static async Task<string> Broker()
    {
        var uri = new UriBuilder(Setting("TEST_BROKER"));
        var name = $"t-{Guid.NewGuid():N}";
        using var management = Management();
        using (var made = await management.PutAsync(new Uri($"/api/vhosts/{name}", UriKind.Relative), content: null))
            made.EnsureSuccessStatusCode();
        using var rights = new StringContent("""{"configure":".*","write":".*","read":".*"}""", Encoding.UTF8, "application/json");
        using (var granted = await management.PutAsync(new Uri($"/api/permissions/{name}/{uri.UserName}", UriKind.Relative), rights))
            granted.EnsureSuccessStatusCode();
        uri.Path = name;
        return uri.Uri.ToString();
    }

    /// <summary>The broker's management API, signed in.</summary>
    public static HttpClient Management()
    {
        var uri = new Uri(Setting("TEST_BROKER_MANAGEMENT"));
        var client = new HttpClient { BaseAddress = new Uri(uri.GetLeftPart(UriPartial.Authority).Replace(uri.UserInfo + "@", "", StringComparison.Ordinal)) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(WebUtility.UrlDecode(uri.UserInfo))));
        return client;
    }

    static string Setting(string name) =>
        Environment.GetEnvironmentVariable(name)
        ?? throw new InvalidOperationException($"{name} is not set. Run ./dev test, or eval \"$(./dev test-servers)\" before dotnet test.");
}

/// <summary>Waits for a fact, and says what was last seen when it does not come.</summary>
public static class Eventually
{
    public static async Task<T> Get<T>(Func<Task<T>> look, Func<T, bool> until, string what, TimeSpan? within = null)
    {
        var end = DateTime.UtcNow + (within ?? TimeSpan.FromSeconds(30));
        while (true)
        {
            var seen = await look();
            if (until(seen))
                return seen;
            if (DateTime.UtcNow > end)
                throw new TimeoutException($"{what}: last seen {seen}");
            await Task.Delay(50);
        }
    }
}
