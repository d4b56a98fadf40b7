using System.Net.Http.Headers;
using System.Text.Json;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Cases;

/// <summary>The Cases service on databases and keys of its own; the other services are played here.</summary>
public class CasesFixture() : ServiceFixture("cases")
{
    public string KeyDatabase => Settings["ConnectionStrings__Keys"];

    public async Task<Guid> Listed(
        string kind, string? publicKey = null, bool suspended = false, Guid? partner = null, long version = 1, string transferGround = "EEA")
    {
        var id = partner ?? Guid.NewGuid();
        await Know(Routes.KnownToCases, new(
            new(id), version, "Tylos uostas", kind, "XS", [], ["lt"], ["XS"],
            new("Europe/Vilnius", true, []), publicKey, suspended, DateTimeOffset.UtcNow,
            TransferGround: transferGround));
        return id;
    }

    /// <summary>A file of a case, as a client sends it.</summary>
    public async Task<Reply> PutFile(
        Person who, string path, byte[] content, string? type = "application/pdf", string? name = "Declaration.pdf", bool chunked = false)
    {
        using var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Token(who));
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new ByteArrayContent(content) };
        request.Headers.TransferEncodingChunked = chunked;
        if (type is not null)
            request.Content.Headers.ContentType = new(type);
        if (name is not null)
            request.Content.Headers.ContentDisposition = new("attachment") { FileNameStar = name };
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return new(answer.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text), text, null);
    }

    /// <summary>A file as it comes; no content where the connection ended before it did.</summary>
    public async Task<(HttpResponseMessage Answer, byte[]? Content)> Download(Person who, string path)
    {
        using var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Token(who));
        var answer = await client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        try
        {
            return (answer, await answer.Content.ReadAsByteArrayAsync());
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return (answer, null);
        }
    }

    /// <summary>A rule of everywhere that Partners tells.</summary>
    public async Task Ruled(string rule, int value, string unit)
    {
        await Send(Routes.KnownToCases, new RuleSet("*", rule, value, unit, new(2026, 1, 1), null, "Network agreement (default)"));
        await Eventually.Get(
            () => Query<long>("select count(*) from known_rules where rule = $1 and jurisdiction = '*' and value = $2", rule, (decimal)value),
            seen => seen == 1, $"rule; log: {Output}");
    }

    /// <summary>What Cases has signed.</summary>
    public JsonElement Claims(string type, string token) =>
        JsonSerializer.Deserialize<JsonElement>(new SigningKey(SigningKeyFile).Verify(type, token));
}
