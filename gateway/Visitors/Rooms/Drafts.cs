using System.Collections.Frozen;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Caching.Memory;

namespace ReferralNetwork.Visitors.Rooms;

/// <summary>A form that was not taken, as it is shown again.</summary>
/// <param name="Key">Of the form, where it may have arrived; null for a new one.</param>
/// <param name="Fields">What was typed.</param>
/// <param name="Faults">Field (<c>""</c>: the form) and the key of the text that says what is wrong.</param>
/// <param name="Status">Of the page that shows it.</param>
/// <param name="RetryAfter">When to send it again, where there was too much to do.</param>
public sealed record Draft(
    string? Key, IReadOnlyDictionary<string, string> Fields, IReadOnlyDictionary<string, string> Faults, int Status, TimeSpan? RetryAfter = null)
{
    public string this[string field] => Fields.GetValueOrDefault(field, "");
}

/// <summary>
/// Keeps what was typed for 20 minutes, between a form and the page that shows it again, so that no answer to a form carries
/// it: in Inquiries, sealed under the conversation's token. While that is away, in the memory of this process.
/// </summary>
public sealed class Drafts(Inquiries inquiries, IMemoryCache memory)
{
    static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(20);

    /// <param name="token">Of the conversation, if there is one.</param>
    /// <returns>The token under which it is kept: a new one where there was none, or it has ended.</returns>
    public async Task<string> Keep(string? token, string form, Draft draft, CancellationToken cancellationToken)
    {
        var content = JsonSerializer.Serialize(draft);
        var answer = await inquiries.KeepDraft(token, form, content, cancellationToken);
        if (answer.Body?.Token is { } kept)
        {
            memory.Remove(Place(kept, form));
            return kept;
        }
        // Too long for Inquiries: then what is wrong is kept, without what was typed.
        if (answer.Status == HttpStatusCode.BadRequest && draft.Fields.Count > 0)
            return await Keep(token, form, draft with { Fields = FrozenDictionary<string, string>.Empty }, cancellationToken);
        token ??= Inquiries.NewKey();
        memory.Set(Place(token, form), content, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Lifetime, Size = content.Length });
        return token;
    }

    public async Task<Draft?> Find(string token, string form, CancellationToken cancellationToken) =>
        Read(memory.Get<string>(Place(token, form)) ?? (await inquiries.Draft(token, form, cancellationToken)).Body?.Content);

    /// <summary>Once: who looks again finds nothing.</summary>
    public async Task<Draft?> Take(string token, string form, CancellationToken cancellationToken)
    {
        var kept = memory.Get<string>(Place(token, form));
        memory.Remove(Place(token, form));
        return Read((await inquiries.TakeDraft(token, form, cancellationToken)).Body?.Content ?? kept);
    }

    /// <summary>What lies in memory; in Inquiries it goes with what was sent.</summary>
    public void Forget(string token, string form) => memory.Remove(Place(token, form));

    static Draft? Read(string? content) => content is null ? null : JsonSerializer.Deserialize<Draft>(content);

    static string Place(string token, string form) =>
        $"{form} {Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token)))}";
}

static class DraftsSetup
{
    /// <summary>Characters. What is kept beyond that drives out the oldest.</summary>
    const int Most = 20_000_000;

    public static void AddDrafts(this IServiceCollection services)
    {
        services.AddMemoryCache(cache => cache.SizeLimit = Most);
        services.AddTransient<Drafts>();
    }
}
