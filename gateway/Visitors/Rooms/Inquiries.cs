using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;

namespace ReferralNetwork.Visitors.Rooms;

/// <summary>What the service answered. No answer at all counts as 503.</summary>
/// <param name="RetryAfter">When to ask again, where it said so.</param>
public readonly record struct Answer<T>(HttpStatusCode Status, T? Body, TimeSpan? RetryAfter = null)
{
    public bool Ok => (int)Status is >= 200 and < 300;
}

/// <summary>What services/Inquiries answers to visitors. A room is named by its token, and who asks by nothing.</summary>
public sealed class Inquiries(HttpClient client)
{
    /// <summary>Members unknown here are passed over: the service may be newer.</summary>
    static readonly JsonSerializerOptions Json = JsonSerializerOptions.Web;

    /// <param name="ticket">From the answer that said to wait.</param>
    public Task<Answer<Opened>> Open(
        string language, string topic, string? country, string text, string? ticket, string key, CancellationToken cancellationToken) =>
        Post<Opened>("rooms", token: null, new { language, topic, country, text, ticket }, key, cancellationToken);

    public Task<Answer<Room>> Read(string token, CancellationToken cancellationToken) =>
        Send<Room>(HttpMethod.Get, "room", token, body: null, key: null, cancellationToken);

    /// <summary>Waits for something newer than that version: 204 if nothing came for a while.</summary>
    public Task<Answer<Room>> Changes(string token, long after, CancellationToken cancellationToken) =>
        Send<Room>(HttpMethod.Get, $"room/changes?after={after}", token, body: null, key: null, cancellationToken);

    public Task<Answer<object>> Write(string token, string text, string key, CancellationToken cancellationToken) =>
        Post<object>("room/messages", token, new { text }, key, cancellationToken);

    public Task<Answer<Given>> Phrase(string token, string language, string key, CancellationToken cancellationToken) =>
        Post<Given>("room/phrase", token, new { language }, key, cancellationToken);

    public Task<Answer<object>> PhraseKept(string token, string phrase, string key, CancellationToken cancellationToken) =>
        Post<object>("room/phrase/kept", token, new { phrase }, key, cancellationToken);

    public Task<Answer<Opened>> Return(string phrase, CancellationToken cancellationToken) =>
        Post<Opened>("return", token: null, new { phrase }, key: null, cancellationToken);

    public Task<Answer<object>> Keep(string token, bool keep, string key, CancellationToken cancellationToken) =>
        Post<object>("room/keep", token, new { keep }, key, cancellationToken);

    public Task<Answer<object>> Delete(string token, string key, CancellationToken cancellationToken) =>
        Post<object>("room/delete", token, new { }, key, cancellationToken);

    public Task<Answer<object>> Leave(string token, CancellationToken cancellationToken) =>
        Post<object>("room/leave", token, new { }, NewKey(), cancellationToken);

    /// <summary>The visitor still looks at the conversation.</summary>
    public Task<Answer<object>> Still(string token, CancellationToken cancellationToken) =>
        Send<object>(HttpMethod.Get, "room/still", token, body: null, key: null, cancellationToken);

    public Task<Answer<Opened>> KeepDraft(string? token, string form, string content, CancellationToken cancellationToken) =>
        Post<Opened>("drafts", token, new { form, content }, key: null, cancellationToken);

    public Task<Answer<Typed>> Draft(string token, string form, CancellationToken cancellationToken) =>
        Send<Typed>(HttpMethod.Get, $"drafts/{form}", token, body: null, key: null, cancellationToken);

    public Task<Answer<Typed>> TakeDraft(string token, string form, CancellationToken cancellationToken) =>
        Post<Typed>($"drafts/{form}/take", token, new { }, key: null, cancellationToken);

    public Task<Answer<object>> Visits(DateOnly day, string language, int count, string key, CancellationToken cancellationToken) =>
        Post<object>("visits", token: null, new { day, language, count }, key, cancellationToken);

    /// <summary>Not to be guessed: Inquiries derives the token of a new room from it, so that a form sent twice gets the same room.</summary>
    public static string NewKey() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    Task<Answer<T>> Post<T>(string path, string? token, object body, string? key, CancellationToken cancellationToken) =>
        Send<T>(HttpMethod.Post, path, token, body, key, cancellationToken);

    async Task<Answer<T>> Send<T>(HttpMethod method, string path, string? token, object? body, string? key, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, $"visitor/{path}");
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Room-Token", token); // from a browser: it may be anything
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (body is not null)
            request.Content = JsonContent.Create(body, body.GetType(), options: Json);
        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            // A ticket comes with the answer that says to wait.
            var said = response.IsSuccessStatusCode || (response.StatusCode == HttpStatusCode.TooManyRequests && typeof(T) == typeof(Opened));
            var read = said && response.Content.Headers.ContentType is not null;
            return new(
                response.StatusCode,
                read ? await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken) : default,
                response.Headers.RetryAfter?.Delta);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return new(HttpStatusCode.ServiceUnavailable, default);
        }
    }
}

static class InquiriesSetup
{
    /// <summary>Longer than the service waits for changes.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(35);

    public static void AddInquiries(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(provider => new VisitorsKey(configuration["Signing:Key"]!, provider.GetRequiredService<TimeProvider>()));
        services.AddTransient<Bearer>();
        services.AddHttpClient<Inquiries>(client => (client.BaseAddress, client.Timeout) = (new(configuration["Services:Inquiries"]!), Patience))
            .AddHttpMessageHandler<Bearer>()
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
    }

    sealed class Bearer(VisitorsKey key) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.Token());
            return base.SendAsync(request, cancellationToken);
        }
    }
}
