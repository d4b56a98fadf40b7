using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace ReferralNetwork.Tests.Harness;

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
        await Administer($"create database {database}");
        return new NpgsqlConnectionStringBuilder(admin) { Database = database, MaxPoolSize = 40 }.ConnectionString;
    }

    /// <summary>A new, empty virtual host of the broker; its address.</summary>
    public static async Task<string> Broker()
    {
        var uri = new UriBuilder(Setting("TEST_BROKER"));
        uri.Path = $"/t-{Guid.NewGuid():N}";
        using var management = Management();
        using (var made = await management.PutAsync(new Uri($"/api/vhosts{uri.Path}", UriKind.Relative), content: null))
            made.EnsureSuccessStatusCode();
        await LetIn(uri.Uri.ToString());
        return uri.Uri.ToString();
    }

    /// <summary>Lets the tests' user into a virtual host.</summary>
    public static async Task LetIn(string broker)
    {
        using var management = Management();
        using var rights = new StringContent("""{"configure":".*","write":".*","read":".*"}""", Encoding.UTF8, "application/json");
        using var granted = await management.PutAsync(Permissions(broker), rights);
        granted.EnsureSuccessStatusCode();
    }

    /// <summary>Closes a virtual host to the tests' user and cuts off who is known to be connected;
    /// the broker's list lags, so do it until it shows.</summary>
    public static async Task ShutOut(string broker)
    {
        using var management = Management();
        (await management.DeleteAsync(Permissions(broker))).Dispose();
        var connections = await management.GetFromJsonAsync<JsonElement>(
            new Uri($"/api/vhosts{new Uri(broker).AbsolutePath}/connections", UriKind.Relative));
        foreach (var connection in connections.EnumerateArray())
            (await management.DeleteAsync(
                new Uri($"/api/connections/{Uri.EscapeDataString(connection.GetProperty("name").GetString()!)}", UriKind.Relative)))
                .Dispose();
    }

    static Uri Permissions(string broker) =>
        new($"/api/permissions{new Uri(broker).AbsolutePath}/{new Uri(broker).UserInfo.Split(':')[0]}", UriKind.Relative);

    /// <summary>Takes a database away as a restart does: sessions are ended, new ones refused.</summary>
    public static async Task TakeAway(string database)
    {
        await Administer($"alter database {Name(database)} allow_connections false");
        await Administer($"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{Name(database)}' and usename = current_user");
    }

    public static Task GiveBack(string database) => Administer($"alter database {Name(database)} allow_connections true");

    static string Name(string database) => new NpgsqlConnectionStringBuilder(database).Database!;

    static async Task Administer(string sql)
    {
        // No pool: some tests kill the server.
        await using var connection = new NpgsqlConnection(Setting("TEST_POSTGRES") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Of the broker's management API, with user and password.</summary>
    public static string ManagementAddress => Setting("TEST_BROKER_MANAGEMENT");

    /// <summary>For what would fill the disk if it stayed.</summary>
    public static async Task Drop(string database)
    {
        // Not "with (force)": that refuses while autovacuum, a superuser's process, is at work there; plain "drop" ends it.
        await TakeAway(database);
        await Administer($"drop database {Name(database)}");
    }

    /// <inheritdoc cref="Drop"/>
    public static async Task DropBroker(string address)
    {
        using var management = Management();
        using var dropped = await management.DeleteAsync(new Uri($"/api/vhosts{new Uri(address).AbsolutePath}", UriKind.Relative));
        dropped.EnsureSuccessStatusCode();
    }

    /// <summary>The broker's management API, signed in.</summary>
    public static HttpClient Management()
    {
        var uri = new Uri(ManagementAddress);
        var client = new HttpClient
        {
            BaseAddress = new Uri(uri.GetLeftPart(UriPartial.Authority).Replace(uri.UserInfo + "@", "", StringComparison.Ordinal))
        };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(WebUtility.UrlDecode(uri.UserInfo))));
        return client;
    }

    static string Setting(string name) =>
        Environment.GetEnvironmentVariable(name)
        ?? throw new InvalidOperationException($"{name} is not set. Run ./dev test, or eval \"$(./dev test-servers)\" before dotnet test.");
}
