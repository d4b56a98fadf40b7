using System.Collections.Frozen;
using System.Net;
using System.Text.Json;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Sessions;
using Yarp.ReverseProxy.Forwarder;

namespace ReferralNetwork.Staff.Tokens;

/// <summary>
/// An offer stands in its recipient's worklist a moment before Cases has heard of it, and until then Cases finds nothing
/// that a note could be about. Where its service says that the conversation is the caller's, the note is sent again until Cases
/// has heard, for two seconds; otherwise it is not found at once, whether there is such a conversation or not.
/// </summary>
public sealed class NoteAwaitsOffer(
    InwardTokens tokens, IHttpClientFactory clients, IHttpContextAccessor accessor, TimeProvider time)
    : DelegatingHandler
{
    /// <summary>Who answers for a conversation, by its kind.</summary>
    static readonly FrozenDictionary<string, (string Service, string Path)> Keepers =
        new Dictionary<string, (string, string)>(StringComparer.Ordinal)
        {
            [Conversations.Referral] = ("referrals", "/referrals"),
            [Conversations.Return] = ("returns", "/returns"),
            [Conversations.Handoff] = ("handoffs", "/handoffs"),
            [Conversations.StatusReferral] = ("handoffs", "/status-referrals"),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    static readonly TimeSpan[] Pauses = [.. new[] { 50, 100, 200, 400, 500, 750 }.Select(ms => TimeSpan.FromMilliseconds(ms))];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request is not { Method.Method: "POST", RequestUri.AbsolutePath: "/notes", Content: { } note })
            return await base.SendAsync(request, cancellationToken);

        await note.LoadIntoBufferAsync(cancellationToken); // what comes through the proxy can be read once
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode is not HttpStatusCode.NotFound
            || !await IsTheCallers(await ConversationOf(note, cancellationToken), cancellationToken))
            return response;
        foreach (var pause in Pauses)
        {
            await Task.Delay(pause, time, cancellationToken);
            response.Dispose();
            response = await base.SendAsync(request, cancellationToken);
            if (response.StatusCode is not HttpStatusCode.NotFound)
                break;
        }
        return response;
    }

    async Task<bool> IsTheCallers((string Kind, Guid Id)? conversation, CancellationToken cancellationToken)
    {
        if (conversation is not var (kind, id) || !Keepers.TryGetValue(kind, out var keeper))
            return false;
        using var ask = new HttpRequestMessage(HttpMethod.Head, $"{keeper.Path}/{id}");
        ask.Headers.Authorization = new("Bearer", tokens.For(accessor.HttpContext!.SignedIn(), keeper.Service));
        using var answer = await clients.CreateClient(keeper.Service).SendAsync(ask, cancellationToken);
        return answer.IsSuccessStatusCode;
    }

    /// <returns>Null: the note names none.</returns>
    static async Task<(string Kind, Guid Id)?> ConversationOf(HttpContent note, CancellationToken cancellationToken)
    {
        try
        {
            using var body = JsonDocument.Parse(await note.ReadAsByteArrayAsync(cancellationToken));
            return body.RootElement.ValueKind is JsonValueKind.Object
                && body.RootElement.TryGetProperty("conversation", out var kind) && kind.ValueKind is JsonValueKind.String
                && body.RootElement.TryGetProperty("conversationId", out var said) && said.ValueKind is JsonValueKind.String
                && said.TryGetGuid(out var id) ? (kind.GetString()!, id) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The proxy's way to Cases, with the same patience as the pages'.</summary>
sealed class ForwarderClients(IServiceProvider services) : ForwarderHttpClientFactory
{
    protected override HttpMessageHandler WrapHandler(ForwarderHttpClientContext context, HttpMessageHandler handler)
    {
        if (context.ClusterId != "cases")
            return handler;
        var patient = services.GetRequiredService<NoteAwaitsOffer>();
        patient.InnerHandler = handler;
        return patient;
    }
}
