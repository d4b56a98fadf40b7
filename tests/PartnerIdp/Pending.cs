using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;

namespace ReferralNetwork.Tests.PartnerIdp;

/// <summary>What the gateway has asked for.</summary>
public sealed record AuthorizationRequest(string Organisation, string RedirectUri, string State, string? Nonce, string Challenge);

/// <summary>Somebody has signed in for a request.</summary>
public sealed record Grant(AuthorizationRequest Request, Person Person, DateTimeOffset SignedInAt);

/// <summary>Things that wait for a short time under a random name.</summary>
public sealed class Pending<T>(TimeProvider time, TimeSpan lifetime) where T : class
{
    readonly ConcurrentDictionary<string, (T Value, DateTimeOffset Until)> waiting = new(StringComparer.Ordinal);

    public int Seconds => (int)lifetime.TotalSeconds;

    public string Add(T value)
    {
        var now = time.GetUtcNow();
        foreach (var (old, entry) in waiting)
        {
            if (entry.Until < now)
                waiting.TryRemove(old, out _);
        }
        var name = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        waiting[name] = (value, now + lifetime);
        return name;
    }

    public T? Find(string? name) =>
        name is not null && waiting.TryGetValue(name, out var entry) && entry.Until > time.GetUtcNow()
            ? entry.Value
            : null;

    /// <summary>Once.</summary>
    public T? Take(string? name) => name is not null && waiting.TryRemove(name, out var entry) && entry.Until > time.GetUtcNow() ? entry.Value : null;
}
