using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ReferralNetwork.Tests.Demo.Network;

/// <summary>
/// Somebody in front of the gateway: a cookie jar that follows redirects. She signs in as a person does, over her
/// organisation's page, and then acts over the API behind the same session.
/// </summary>
public sealed partial class Worker : IDisposable
{
    public const string Password = "demonstration"; // everybody's at tests/PartnerIdp, which says so on its page

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

    /// <summary>The redirects that a browser follows: the choice of organisation, her provider's form, and back.</summary>
    /// <exception cref="NotObservedException">She did not get in.</exception>
    public static async Task<Worker> SignIn(Settings settings, Person person, bool prints = true)
    {
        var worker = new Worker(settings, person.Name, person.OrganisationName) { Prints = prints };
        var choice = await worker.Walk(new(HttpMethod.Get, new Uri(settings.Gateway, "/signin")));
        var start = LinksOf(choice).GetValueOrDefault(person.OrganisationName)
            ?? throw new NotObservedException($"{person.OrganisationName} is not among the organisations to sign in with.");

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
        if (inside.At.AbsolutePath != "/" || inside.Status is not HttpStatusCode.OK)
            throw new NotObservedException($"{person.Name} did not get in: the way ended at {inside.At.PathAndQuery} ({(int)inside.Status}).");
        return worker;
    }

    /// <summary>The organisations that somebody who has not signed in yet may choose from.</summary>
    public static async Task<IReadOnlyCollection<string>> Choices(Settings settings)
    {
        using var worker = new Worker(settings, "", "") { Prints = false };
        return LinksOf(await worker.Walk(new(HttpMethod.Get, new Uri(settings.Gateway, "/signin")))).Keys;
    }

    static Dictionary<string, string> LinksOf(Page page) => Links().Matches(page.Html)
        .DistinctBy(link => link.Groups["text"].Value)
        .ToDictionary(link => WebUtility.HtmlDecode(link.Groups["text"].Value).Trim(), link => WebUtility.HtmlDecode(link.Groups["href"].Value), StringComparer.Ordinal);

    public async Task<Exchange> Get(string path) => Shown(await Send(HttpMethod.Get, path, null, null));

    /// <summary>Looks again until it is as wanted, or patience ends; shows the last look.</summary>
    public async Task<Exchange> GetOnce(string path, Func<Exchange, bool> wanted, TimeSpan patience) =>
        Shown(await Eventually.See(() => Send(HttpMethod.Get, path, null, null), wanted, patience));

    /// <summary>Each POST is a new intention: a new Idempotency-Key, unless one is given to repeat an old one.</summary>
    public async Task<Exchange> Post(string path, object body, string? ifMatch = null, string? idempotencyKey = null) =>
        Shown(await Send(HttpMethod.Post, path, body, ifMatch, idempotencyKey ?? Guid.NewGuid().ToString()));

    Exchange Shown(Exchange exchange)
    {
        if (Prints)
            Console.WriteLine($"      {exchange.Method} {exchange.Path} -> {(int)exchange.Status}");
        return exchange;
    }

    async Task<Exchange> Send(HttpMethod method, string path, object? body, string? ifMatch, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(settings.Gateway, path));
        if (body is not null)
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
        return new Exchange(Name, method.Method, path, response.StatusCode, json, response.Headers.ETag?.ToString());
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

    string Place(Uri address) => (address.Authority == settings.Gateway.Authority ? "" : "her provider ") + address.AbsolutePath;

    public void Dispose() => client.Dispose();

    [GeneratedRegex("""<a[^>]*href="(?<href>/signin/[0-9a-f-]{36}/start[^"]*)"[^>]*>(?<text>[^<]*)</a>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Links();

    [GeneratedRegex("""name="request" value="(?<request>[^"]*)">""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RequestField();
}
