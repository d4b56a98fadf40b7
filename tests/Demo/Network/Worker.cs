using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ReferralNetwork.Tests.Demo.Network;

/// <summary>
/// Somebody in front of the gateway: a cookie jar that follows redirects. They sign in as a person does, over their
/// organisation's page, and then act over the API behind the same session.
/// </summary>
public sealed partial class Worker : IDisposable
{
    public const string Password = "demonstration"; // everybody's at tests/PartnerIdp, which says so on its page

    const int MostTries = 5;

    readonly Settings settings;
    readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

    Worker(Settings settings, string name, string organisation)
    {
        this.settings = settings;
        Name = name;
        Organisation = organisation;
    }

    public string Name { get; }
    public string Organisation { get; }

    /// <summary>Off while the partners are loaded, which nobody wants to read.</summary>
    public bool Prints { get; init; } = true;

    /// <summary>The redirects that a browser follows: the code of the organisation, its provider's form, and back.</summary>
    /// <exception cref="NotObservedException">They did not get in.</exception>
    public static async Task<Worker> SignIn(Settings settings, Person person, bool prints = true)
    {
        var worker = new Worker(settings, person.Name, person.OrganisationName) { Prints = prints };
        var start = await worker.Start(
            person.Organisation == settings.Operator ? settings.OperatorCode : SignInCodes.Read(settings)[person.OrganisationName])
            ?? throw new NotObservedException(
                $"The code of {person.OrganisationName} leads to no sign-in. ./dev reset forgets what an older version has left.");

        var form = await worker.Walk(new(HttpMethod.Get, new Uri(settings.Gateway, start)));
        if (form.At.GetLeftPart(UriPartial.Authority) != settings.Providers.GetLeftPart(UriPartial.Authority))
            throw new NotObservedException($"The way to {person.OrganisationName}'s sign-in ended at {form.At.AbsolutePath} ({(int)form.Status}).");

        var inside = await worker.Walk(new(HttpMethod.Post, form.At)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["request"] = WebUtility.HtmlDecode(RequestField().Match(form.Html).Groups["request"].Value),
                ["username"] = person.UserName,
                ["password"] = Password,
            }),
        });
        // At the first page of their role, whichever that is.
        if (inside.At.Authority != settings.Gateway.Authority || inside.At.AbsolutePath.StartsWith("/signin", StringComparison.Ordinal)
            || inside.Status is not HttpStatusCode.OK)
            throw new NotObservedException($"{person.Name} did not get in: the way ended at {inside.At.PathAndQuery} ({(int)inside.Status}).");
        return worker;
    }

    /// <summary>Whether somebody who has the code finds a sign-in.</summary>
    public static async Task<bool> Finds(Settings settings, string code)
    {
        using var somebody = new Worker(settings, "", "") { Prints = false };
        return await somebody.Start(code) is not null;
    }

    /// <summary>Opens the one-time link that an administrator has handed over, and agrees to what it shows.</summary>
    /// <exception cref="NotObservedException">The link is not good, or does not show what is agreed to.</exception>
    public static async Task Agrees(Settings settings, string secret, string organisation, string issuer)
    {
        using var somebody = new Worker(settings, "", "") { Prints = false };
        var link = new Uri(settings.Gateway, $"/confirm/{secret}");
        var shown = await somebody.Walk(new(HttpMethod.Get, link));
        var text = WebUtility.HtmlDecode(shown.Html);
        if (shown.Status is not HttpStatusCode.OK
            || !text.Contains(organisation, StringComparison.Ordinal)
            || !text.Contains(issuer, StringComparison.Ordinal))
            throw new NotObservedException($"The one-time link of {organisation} does not show its provider ({(int)shown.Status}).");
        var done = await somebody.Send(link, shown);
        if (done.Status is not HttpStatusCode.OK)
            throw new NotObservedException($"The one-time link of {organisation} could not be agreed to ({(int)done.Status}).");
    }

    /// <summary>Types the code on the sign-in page.</summary>
    /// <returns>Where the way to the organisation's provider begins; null if there is none.</returns>
    async Task<string?> Start(string code)
    {
        var address = new Uri(settings.Gateway, "/signin");
        var found = await Send(address, await Walk(new(HttpMethod.Get, address)), ("Code", code));
        return Links().Match(found.Html) is { Success: true } link ? WebUtility.HtmlDecode(link.Groups["href"].Value) : null;
    }

    /// <summary>Sends a form of a page of ours.</summary>
    Task<Page> Send(Uri address, Page page, params (string Name, string Value)[] fields) => Walk(new(HttpMethod.Post, address)
    {
        Headers = { { "Sec-Fetch-Site", "same-origin" } },
        Content = new FormUrlEncodedContent(
            [.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)),
                new("form", WebUtility.HtmlDecode(FormField().Match(page.Html).Groups["form"].Value))]),
    });

    public async Task<Exchange> Get(string path) => Shown(await Send(HttpMethod.Get, path, null, null));

    /// <summary>Looks again until it is as wanted, or patience ends; shows the last look.</summary>
    public async Task<Exchange> GetOnce(string path, Func<Exchange, bool> wanted, TimeSpan patience) =>
        Shown(await Eventually.See(() => Send(HttpMethod.Get, path, null, null), wanted, patience));

    /// <summary>Each POST is a new intention: a new Idempotency-Key, unless one is given to repeat an old one.</summary>
    public async Task<Exchange> Post(string path, object body, string? ifMatch = null, string? idempotencyKey = null) =>
        Shown(await Send(HttpMethod.Post, path, body, ifMatch, idempotencyKey ?? Guid.NewGuid().ToString()));

    /// <summary>Sends a file as it is.</summary>
    public async Task<Exchange> PutFile(string path, string name, string mediaType, byte[] content)
    {
        using var file = new ByteArrayContent(content) { Headers = { ContentType = new(mediaType) } };
        file.Headers.ContentDisposition = new("attachment") { FileNameStar = name };
        return Shown(await Send(HttpMethod.Put, path, file, null));
    }

    /// <summary>A page of ours as it comes, but for its form's key and its session's end, which are others each time.</summary>
    public async Task<string> ReadsPage(string path)
    {
        var page = await Walk(new(HttpMethod.Get, new Uri(settings.Gateway, path)));
        return page.Status is HttpStatusCode.OK
            ? SessionEnd().Replace(FormField().Replace(page.Html, ""), "")
            : throw new NotObservedException($"{Name}: the page {path} answered {(int)page.Status}.");
    }

    /// <summary>A file, hashed as it comes.</summary>
    public async Task<string> Sha256Of(string path)
    {
        using var content = await client.GetStreamAsync(new Uri(settings.Gateway, path));
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content));
    }

    Exchange Shown(Exchange exchange)
    {
        if (Prints)
            Console.WriteLine($"      {exchange.Method} {exchange.Path} -> {(int)exchange.Status}");
        return exchange;
    }

    /// <summary>Slows down when it is told to, as the answer says.</summary>
    async Task<Exchange> Send(HttpMethod method, string path, object? body, string? ifMatch, string? idempotencyKey = null)
    {
        for (var tries = 1; ; tries++)
        {
            var (exchange, wait) = await SendOnce(method, path, body, ifMatch, idempotencyKey);
            if (wait is not { } pause || tries == MostTries || body is HttpContent)
                return exchange;
            await Task.Delay(pause);
        }
    }

    async Task<(Exchange Exchange, TimeSpan? Wait)> SendOnce(HttpMethod method, string path, object? body, string? ifMatch, string? idempotencyKey)
    {
        using var request = new HttpRequestMessage(method, new Uri(settings.Gateway, path));
        if (body is HttpContent file)
            request.Content = file;
        else if (body is not null)
            request.Content = new StringContent(JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json");
        if (method != HttpMethod.Get)
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);

        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var json = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) is true && text.Length > 0
            ? JsonSerializer.Deserialize<JsonElement>(text)
            : default;
        return (new(Name, method.Method, path, response.StatusCode, json, response.Headers.ETag?.ToString()),
            response.StatusCode is HttpStatusCode.TooManyRequests ? response.Headers.RetryAfter?.Delta : null);
    }

    sealed record Page(Uri At, HttpStatusCode Status, string Html);

    /// <summary>Follows redirects as a browser does, and shows each hop without its query: that carries codes and states.</summary>
    async Task<Page> Walk(HttpRequestMessage request)
    {
        for (var hops = 0; hops < 20; hops++)
        {
            var at = request.RequestUri!;
            using var response = await client.SendAsync(request);
            if (Prints)
                Console.WriteLine($"      {request.Method} {Place(at)} -> {(int)response.StatusCode}");
            if ((int)response.StatusCode is not (301 or 302 or 303) || response.Headers.Location is not { } location)
                return new(at, response.StatusCode, await response.Content.ReadAsStringAsync());
            request = new(HttpMethod.Get, new Uri(at, location));
        }
        throw new NotObservedException($"Redirected for ever, last to {Place(request.RequestUri!)}.");
    }

    string Place(Uri address) => (address.Authority == settings.Gateway.Authority ? "" : "their provider ") + address.AbsolutePath;

    public void Dispose() => client.Dispose();

    [GeneratedRegex("""<a[^>]*href="(?<href>/signin/[0-9a-f-]{36}/start[^"]*)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Links();

    [GeneratedRegex("""name="form"[^>]*value="(?<form>[^"]*)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FormField();

    [GeneratedRegex("""data-ends="[0-9]+""", RegexOptions.None, 1000)]
    private static partial Regex SessionEnd();

    [GeneratedRegex("""name="request" value="(?<request>[^"]*)">""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RequestField();
}
