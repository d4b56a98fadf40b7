using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using RabbitMQ.Client;

namespace ReferralNetwork.Tests.Demo.Leaks;

/// <summary>RabbitMQ's files, and whatever waits in a queue: dead letters and quarantine are queues too.</summary>
public static class BrokerPlaces
{
    const string ControlQueue = "canary-control";

    public static IEnumerable<Place> Of(OperatorAccess access)
    {
        yield return new(
            "RabbitMQ's files", control => Plant(access, control), () => Place.Files(Path.Combine(access.Data, "rabbitmq", "mnesia")),
            () => Clear(access), _ => true);
        yield return new("all queues", control => Plant(access, control), () => Queues(access), () => Clear(access), _ => true);
    }

    /// <summary>A quorum queue, as the network's own are: its log is on the disk when the publish is confirmed.</summary>
    static Task Plant(OperatorAccess access, string control) => WithChannel(access, async channel =>
    {
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" };
        await channel.QueueDeclareAsync(ControlQueue, durable: true, exclusive: false, autoDelete: false, arguments);
        await channel.BasicPublishAsync("", ControlQueue, mandatory: true, new BasicProperties { Persistent = true }, Place.Disguised(control));
    });

    static Task Clear(OperatorAccess access) =>
        WithChannel(access, channel => channel.QueueDeleteAsync(ControlQueue, ifUnused: false, ifEmpty: false));

    static async Task WithChannel(OperatorAccess access, Func<IChannel, Task> act)
    {
        await using var connection = await new ConnectionFactory { Uri = access.Broker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(
            new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await act(channel);
    }

    /// <summary>Everything in every queue, put back afterwards.</summary>
    static async IAsyncEnumerable<(string Name, Stream Content)> Queues(OperatorAccess access)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(access.Management, "/api/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(access.Broker.UserInfo)));
        var vhost = access.Broker.AbsolutePath.Trim('/');
        var queues = await client.GetFromJsonAsync<JsonElement>($"queues/{vhost}?columns=name,exclusive,messages");
        foreach (var row in queues.EnumerateArray())
        {
            var queue = row.GetProperty("name").GetString()!;
            if (row.GetProperty("exclusive").GetBoolean())
            {
                // A process's own, which nobody else can look into; nothing is ever sent there.
                if (row.TryGetProperty("messages", out var waiting) && waiting.GetInt64() > 0)
                    throw new NotObservedException($"{waiting} messages wait in {queue}, which cannot be looked into.");
                continue;
            }
            using var got = await client.PostAsJsonAsync(
                $"queues/{vhost}/{Uri.EscapeDataString(queue)}/get", new { count = 10_000, ackmode = "ack_requeue_true", encoding = "base64" });
            if (!got.IsSuccessStatusCode)
                throw new NotObservedException($"{queue} cannot be looked into: {await got.Content.ReadAsStringAsync()}");
            var messages = await got.Content.ReadFromJsonAsync<JsonElement>();
            foreach (var message in messages.EnumerateArray())
            {
                var properties = Encoding.UTF8.GetBytes(
                    message.GetProperty("properties").GetRawText() + message.GetProperty("routing_key").GetString());
                yield return (queue, new MemoryStream([.. message.GetProperty("payload").GetBytesFromBase64(), (byte)'\n', .. properties]));
            }
        }
    }
}
