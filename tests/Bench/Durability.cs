using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Bench;

/// <summary>What must hold for a figure to be worth anything; asked of the servers, not assumed.</summary>
static class Durability
{
    /// <exception cref="NotDurableException">The database may forget what it has committed.</exception>
    public static async Task Check(Database database)
    {
        foreach (var setting in new[] { "fsync", "synchronous_commit", "full_page_writes" })
        {
            if (await database.Scalar<string>($"show {setting}") is not "on" and var value)
                throw new NotDurableException($"PostgreSQL runs with {setting} {value}.");
        }
    }

    /// <summary>Of every channel that has published; asked before those who published are gone.</summary>
    /// <exception cref="NotDurableException">The broker may forget what was published.</exception>
    public static async Task Check(Installation installation)
    {
        var virtualHost = new Uri(installation.Broker).AbsolutePath.TrimStart('/');
        using var management = Servers.Management();
        // MassTransit has a queue of its own in each process, for answers; nothing of the contract goes there.
        var contracted = Routes.All.SelectMany(route => route.Queues).ToHashSet(StringComparer.Ordinal);
        foreach (var queue in await Get(management, $"/api/queues/{virtualHost}"))
        {
            var (name, type) = (queue.GetProperty("name").GetString()!, queue.GetProperty("type").GetString());
            if (contracted.Remove(name) && type != "quorum")
                throw new NotDurableException($"queue {name} is {type}, not quorum.");
        }
        if (contracted.Count > 0)
            throw new NotDurableException($"queues are missing: {string.Join(", ", contracted)}.");
        // The broker gathers what channels have done every five seconds.
        var published = await Eventually.Get(
            async () => (await Get(management, $"/api/vhosts/{virtualHost}/channels")).Where(Published).ToList(),
            seen => seen.Count > 0, "channels that publish");
        if (published.FirstOrDefault(c => !c.GetProperty("confirm").GetBoolean()) is { ValueKind: JsonValueKind.Object } unsafely)
            throw new NotDurableException($"channel {unsafely.GetProperty("name").GetString()} publishes without confirms.");
    }

    static bool Published(JsonElement channel) =>
        channel.TryGetProperty("message_stats", out var stats) && stats.TryGetProperty("publish", out var count) && count.GetInt64() > 0;

    static async Task<List<JsonElement>> Get(HttpClient management, string path)
    {
        using var answer = await management.GetAsync(new Uri(path, UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return [.. json.RootElement.Clone().EnumerateArray()];
    }
}

/// <summary>Nothing is reported of servers that may lose what they have said yes to.</summary>
sealed class NotDurableException(string why) : Exception($"No report: {why}");
