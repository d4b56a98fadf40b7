using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using ReferralNetwork.Tests.Demo.Scenarios;

namespace ReferralNetwork.Tests.Demo.Network;

/// <summary>Somebody whom nobody asks who they are, before the visitors' pages: links, forms and a cookie, as a browser without scripts has
/// them.</summary>
public sealed partial class Visitor : IDisposable
{
    readonly Uri gateway;
    readonly CookieContainer cookies = new();
    readonly HttpClient client;
    string html = "";

    public Visitor(Settings settings)
    {
        gateway = settings.Visitors;
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseProxy = false, CookieContainer = cookies,
            // From an address of this machine that nobody else has: found anywhere, it would be theirs.
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Parse(Canaries.VisitorsAddress), 0));
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
    }

    public bool HasCookie => cookies.Count > 0;

    /// <summary>What was said in the conversation, on the page they look at.</summary>
    public IReadOnlyList<string> Said => [.. Messages().Matches(html).Select(m => WebUtility.HtmlDecode(m.Groups["text"].Value))];

    public string Phrase => WebUtility.HtmlDecode(PhraseShown().Match(html).Groups["text"].Value);

    public Task Goes(string path) => Send(new(HttpMethod.Get, new Uri(gateway, path)));

    /// <summary>The page's form, with its key. Leads to where the answer redirects.</summary>
    /// <exception cref="NotObservedException">It led elsewhere.</exception>
    public async Task Sends(string path, string leadsTo, params (string Name, string Value)[] fields)
    {
        var key = WebUtility.HtmlDecode(FormKey().Match(html).Groups["key"].Value);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway, path))
        {
            Content = new FormUrlEncodedContent(fields.Prepend(("Key", key)).Select(f => KeyValuePair.Create(f.Item1, f.Item2))),
        };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        var at = await Send(request);
        if (at != leadsTo)
            throw new NotObservedException($"The form of {path} led to {at}, not to {leadsTo}.");
    }

    /// <summary>Until a page shows what is wanted: without scripts they look again themselves.</summary>
    public async Task Looks(string path, Func<Visitor, bool> wanted) => await Eventually.See(async () =>
    {
        await Send(new(HttpMethod.Get, new Uri(gateway, path)));
        return this;
    }, wanted, TimeSpan.FromSeconds(15));

    async Task<string> Send(HttpRequestMessage request)
    {
        for (var hops = 0; hops < 5; hops++)
        {
            var at = request.RequestUri!;
            using var response = await client.SendAsync(request);
            Console.WriteLine($"      {request.Method} {at.AbsolutePath} -> {(int)response.StatusCode}");
            html = await response.Content.ReadAsStringAsync();
            if (response.Headers.Location is not { } location)
                return at.AbsolutePath;
            request = new(HttpMethod.Get, new Uri(at, location));
        }
        throw new NotObservedException($"Redirected for ever, last to {request.RequestUri!.AbsolutePath}.");
    }

    public void Dispose() => client.Dispose();

    [GeneratedRegex("""name="Key" value="(?<key>[^"]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FormKey();

    [GeneratedRegex("""class="said"[^>]*>(?<text>[^<]*)</p>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Messages();

    [GeneratedRegex("""class="phrase"[^>]*>(?<text>[^<]*)</p>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PhraseShown();
}
