using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ReferralNetwork.Chassis;

namespace ReferralNetwork.Tests.Chaos;

/// <summary>A person of an organisation.</summary>
sealed record Person(Guid Partner, Guid Actor, string Role);

sealed record Reply(HttpStatusCode Status, JsonElement Body, string Text, string? ETag)
{
    public Guid Id => Body.GetProperty("id").GetGuid();

    public string this[string member] => Body.GetProperty(member).ToString();

    public Reply Is(HttpStatusCode status, string step) =>
        Status == status ? this : throw new UnexpectedException($"{step}: {status} expected, was {Status}: {Text}");
}

/// <summary>The services answered what they never should.</summary>
sealed class UnexpectedException(string message) : Exception(message);

/// <summary>
/// The network over HTTP as a partner's program uses it: instance after instance in turn; where there is no answer, or
/// none of the service's own, the same request again with the same Idempotency-Key.
/// </summary>
sealed class ChaosClient(Network network) : IDisposable
{
    /// <summary>A network that does not answer for so long is not well.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    readonly HttpClient client = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) }) { Timeout = TimeSpan.FromSeconds(4) };
    readonly ConcurrentDictionary<(string, Person), (string Token, DateTime Until)> tokens = [];
    int turn, attempts, unknown, unavailable, broken;

    public int Attempts => attempts;

    /// <summary>Requests without an answer: done or not, nobody knows.</summary>
    public int Unknown => unknown;

    /// <summary>503: not done, says the service.</summary>
    public int Unavailable => unavailable;

    /// <summary>500.</summary>
    public int Broken => broken;

    public Task<Reply> Get(string service, Person who, string path, CancellationToken cancellationToken) =>
        Ask(service, who, HttpMethod.Get, path, null, null, null, cancellationToken);

    public Task<Reply> Post(
        string service, Person who, string path, object? body, string key, CancellationToken cancellationToken, string? ifMatch = null) =>
        Ask(service, who, HttpMethod.Post, path, body, key, ifMatch, cancellationToken);

    async Task<Reply> Ask(
        string service, Person who, HttpMethod method, string path, object? body, string? key, string? ifMatch, CancellationToken cancellationToken)
    {
        var end = DateTime.UtcNow + Patience;
        for (var pause = 100; ; pause = Math.Min(pause * 2, 1000))
        {
            Interlocked.Increment(ref attempts);
            try
            {
                var reply = await Try(service, who, method, path, body, key, ifMatch, cancellationToken);
                if (reply.Status is HttpStatusCode.ServiceUnavailable)
                    Interlocked.Increment(ref unavailable);
                else if (reply.Status is HttpStatusCode.InternalServerError)
                    Interlocked.Increment(ref broken);
                else
                    return reply;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException && !cancellationToken.IsCancellationRequested)
            {
                Interlocked.Increment(ref unknown);
            }
            if (DateTime.UtcNow > end)
                throw new TimeoutException($"{method} {path} got no answer in {Patience.TotalSeconds} s");
            await Task.Delay(pause, cancellationToken);
        }
    }

    async Task<Reply> Try(
        string service, Person who, HttpMethod method, string path, object? body, string? key, string? ifMatch, CancellationToken cancellationToken)
    {
        var instances = network.Both(service);
        var instance = instances[(int)((uint)Interlocked.Increment(ref turn) % instances.Count)];
        using var request = new HttpRequestMessage(method, new Uri(instance.Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token(service, who));
        if (body is not null)
            request.Content = new StringContent(JsonSerializer.Serialize(body, NetworkJson.Options), Encoding.UTF8, "application/json");
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var answer = await client.SendAsync(request, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return new(answer.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text), text, answer.Headers.ETag?.Tag);
    }

    /// <summary>Good for a minute; a new one in time.</summary>
    string Token(string service, Person who)
    {
        if (!tokens.TryGetValue((service, who), out var token) || token.Until < DateTime.UtcNow)
            tokens[(service, who)] = token = (network.Gateway.Token(service, who.Actor, who.Partner, [who.Role]), DateTime.UtcNow.AddSeconds(30));
        return token.Token;
    }

    public void Dispose() => client.Dispose();
}
