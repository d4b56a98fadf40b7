using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using ReferralNetwork.Staff.Sessions;
using ReferralNetwork.Staff.Tokens;

namespace ReferralNetwork.Staff.Services;

/// <summary>What a service answered: a body, or the problem that says why not. Neither is an exception.</summary>
/// <param name="ETag">As the service wrote it, quotes and all; hand it back as ifMatch.</param>
public sealed record Answer<T>(int Status, T? Body, string? ETag, Problem? Problem)
{
    /// <summary>The body, for a page that cannot do without: what could not be read is never shown as if there were nothing.</summary>
    /// <exception cref="UnansweredException">There is a problem instead; the request ends with the page that says so.</exception>
    public T Require() => Problem is null ? Body! : throw new UnansweredException(Problem.Status);
}

public static class Answers
{
    /// <inheritdoc cref="Answer{T}.Require"/>
    public static async Task<T> Require<T>(this Task<Answer<T>> answer) => (await answer).Require();
}

/// <summary>A service did not answer what a page needs.</summary>
public sealed class UnansweredException(int status) : Exception($"A service answered {status}.")
{
    public int Status => status;

    /// <summary>It is away, or broken: whoever can do without it goes on.</summary>
    public bool IsAway => status >= StatusCodes.Status500InternalServerError;
}

/// <summary>RFC 9457; <paramref name="Type"/> is stable and what pages choose their words by.</summary>
/// <param name="Found">What an attachment is by its content.</param>
public sealed record Problem(
    string Type, string Title, string? Detail, int Status, IReadOnlyList<ProblemError>? Errors, string? Found = null);

/// <param name="Field">JSON pointer to it, such as #/urgency.</param>
public sealed record ProblemError([property: JsonPropertyName("pointer")] string Field, string Detail);

/// <summary>
/// What the clients of the services have in common: a call in the name of whoever has signed in, with a token minted for that
/// one call, as long as their request goes on. A service that does not answer is a problem of type <see cref="Unavailable"/>.
/// </summary>
public sealed class NetworkClient(IHttpClientFactory clients, InwardTokens tokens, IHttpContextAccessor accessor)
{
    public const string Unavailable = "urn:referral-network:problem:unavailable";

    public Task<Answer<T>> Get<T>(string service, string path, params IEnumerable<(string Name, string? Value)> query) =>
        Send<T>(HttpMethod.Get, service, Addresses.With(path, query), null, null, null);

    /// <param name="key">Idempotency-Key, the same for every attempt at one act: put it into the form as a hidden field. Null: it changes
    /// nothing.</param>
    public Task<Answer<T>> Post<T>(string service, string path, object? body, string? key, string? ifMatch = null) =>
        Send<T>(HttpMethod.Post, service, path, body, key, ifMatch);

    public Task<Answer<T>> Put<T>(string service, string path, object body, string? ifMatch = null) =>
        Send<T>(HttpMethod.Put, service, path, body, null, ifMatch);

    public Task<Answer<T>> Delete<T>(string service, string path) => Send<T>(HttpMethod.Delete, service, path, null, null, null);

    /// <summary>Sends a body as it comes, for as long as it comes.</summary>
    public async Task<Answer<T>> PutStream<T>(string service, string path, HttpContent content)
    {
        using var request = Request(HttpMethod.Put, service, path);
        request.Content = content;
        return await Send<T>(service, request, Timeout.InfiniteTimeSpan);
    }

    /// <summary>An answer that is not read yet; the caller disposes of it.</summary>
    public async Task<Answer<HttpResponseMessage>> Open(string service, string path)
    {
        using var request = Request(HttpMethod.Get, service, path);
        try
        {
            var response = await clients.CreateClient(service).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, RequestAborted);
            if (response.IsSuccessStatusCode)
                return new((int)response.StatusCode, response, null, null);
            using (response)
                return new((int)response.StatusCode, null, null, await ReadProblem(response, RequestAborted));
        }
        catch (Exception e) when (IsUnanswered(e))
        {
            return Unanswered<HttpResponseMessage>();
        }
    }

    /// <summary>Enums by name as the services write them; members unknown here are passed over: a service may be newer.</summary>
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    async Task<Answer<T>> Send<T>(HttpMethod method, string service, string path, object? body, string? key, string? ifMatch)
    {
        using var request = Request(method, service, path);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (ifMatch is not null)
            request.Headers.IfMatch.Add(
                EntityTagHeaderValue.TryParse(ifMatch, out var seen)
                    ? seen
                    : throw new BadHttpRequestException("The version of the form is none."));
        if (body is not null)
            request.Content = JsonContent.Create(body, body.GetType(), options: Json);
        else if (method == HttpMethod.Post)
            request.Content = JsonContent.Create(new { });
        return await Send<T>(service, request, timeout: null);
    }

    CancellationToken RequestAborted => accessor.HttpContext!.RequestAborted;

    HttpRequestMessage Request(HttpMethod method, string service, string path) => new(method, path)
    {
        Headers = { Authorization = new("Bearer", tokens.For(accessor.HttpContext!.SignedIn(), service)) },
    };

    /// <param name="timeout">Null: the client's own.</param>
    async Task<Answer<T>> Send<T>(string service, HttpRequestMessage request, TimeSpan? timeout)
    {
        var cancellationToken = RequestAborted;
        try
        {
            using var client = clients.CreateClient(service);
            client.Timeout = timeout ?? client.Timeout;
            using var response = await client.SendAsync(request, cancellationToken);
            var status = (int)response.StatusCode;
            if (!response.IsSuccessStatusCode)
                return new(status, default, null, await ReadProblem(response, cancellationToken));
            var empty = response.Content.Headers.ContentLength is 0 || response.Content.Headers.ContentType is null;
            var answer = empty ? default : await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken);
            return new(status, answer, response.Headers.ETag?.ToString(), null);
        }
        catch (Exception e) when (IsUnanswered(e))
        {
            return Unanswered<T>();
        }
    }

    bool IsUnanswered(Exception e) => e is HttpRequestException or TaskCanceledException && !RequestAborted.IsCancellationRequested;

    static Answer<T> Unanswered<T>() => new(StatusCodes.Status503ServiceUnavailable, default, null,
        new(Unavailable, "Not available at the moment", null, StatusCodes.Status503ServiceUnavailable, null));

    static async Task<Problem> ReadProblem(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        try
        {
            if (response.Content.Headers.ContentType?.MediaType is "application/problem+json"
                && await response.Content.ReadFromJsonAsync<Problem>(JsonSerializerOptions.Web, cancellationToken) is { Type: not null } problem)
                return problem with { Status = status };
        }
        catch (JsonException)
        {
            // As if it had said nothing.
        }
        return new("about:blank", response.ReasonPhrase ?? "", null, status, null);
    }
}

public static class ServiceClients
{
    /// <summary>One named client a service: no redirects, no cookies, no proxy between our own processes.</summary>
    public static void AddServiceClients(this IServiceCollection services, StaffSettings settings)
    {
        foreach (var (name, address) in settings.Services)
        {
            var service = services.AddHttpClient(name, client =>
                {
                    client.BaseAddress = address;
                    client.Timeout = TimeSpan.FromSeconds(15);
                    client.MaxResponseContentBufferSize = 8 << 20;
                })
                .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
            if (name == "cases")
                service.AddHttpMessageHandler<NoteAwaitsOffer>();
        }
        services.AddTransient<NoteAwaitsOffer>();
        services.AddScoped<NetworkClient>();
        services.AddScoped<CasesClient>();
        services.AddScoped<CompelledDisclosuresClient>();
        services.AddScoped<ConsentedHandoffsClient>();
        services.AddScoped<ExhibitsClient>();
        services.AddScoped<HandoffsClient>();
        services.AddScoped<InquiriesClient>();
        services.AddScoped<LedgerClient>();
        services.AddScoped<OperationsClient>();
        services.AddScoped<OrdersClient>();
        services.AddScoped<PartnersClient>();
        services.AddScoped<PlacementsClient>();
        services.AddScoped<ReferralsClient>();
        services.AddScoped<RendezvousClient>();
        services.AddScoped<ReturnsClient>();
        services.AddScoped<StatusReferralsClient>();
    }
}
