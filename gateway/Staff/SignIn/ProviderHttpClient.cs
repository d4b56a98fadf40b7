using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace ReferralNetwork.Staff.SignIn;

/// <summary>
/// The only way from the gateway to an identity provider: to its own hosts, over HTTPS, straight, without following
/// redirects, in ten seconds and one mebibyte, and to a private address only where configuration names the host.
/// </summary>
public sealed class ProviderHttpClient : IDisposable
{
    readonly SocketsHttpHandler sockets;
    readonly HashSet<string> allowedAnywhere;

    public ProviderHttpClient(StaffSettings settings)
    {
        allowedAnywhere = settings.AllowedHosts.Select(Host.Normal).ToHashSet(StringComparer.Ordinal);
        sockets = new()
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            MaxResponseHeadersLength = 32,
            ConnectCallback = Connect,
        };
    }

    public HttpClient For(KnownProvider provider) => new(new OnlyItsHosts(provider, sockets), disposeHandler: false)
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = 1 << 20,
    };

    public void Dispose() => sockets.Dispose();

    /// <summary>Connects to the address that was judged: a second look-up could answer another one.</summary>
    async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
        var permitted = allowedAnywhere.Contains(Host.Of(host, port)) ? addresses : Array.FindAll(addresses, PublicAddress.IsPublic);
        if (permitted.Length == 0)
            throw new HttpRequestException("The provider's address is not a public one, and Federation:AllowedHosts does not name its host.");

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(permitted, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Also authenticates the gateway where the provider wants client_secret_basic: only token and PAR endpoint are posted to.</summary>
    sealed class OnlyItsHosts(KnownProvider provider, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!Host.IsOneOf(provider, request.RequestUri))
                throw new HttpRequestException("The provider points to a host that is not in its listing.");
            if (request.Method == HttpMethod.Post && provider is { ClientAuthentication: KnownProvider.ClientSecretBasic, ClientSecret: { } secret })
                request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Basic(provider.ClientId, secret));
            return base.SendAsync(request, cancellationToken);
        }

        // RFC 6749, 2.3.1: both are form-encoded before they are joined.
        static string Basic(string id, string secret) =>
            Convert.ToBase64String(Encoding.UTF8.GetBytes(WebUtility.UrlEncode(id) + ":" + WebUtility.UrlEncode(secret)));
    }
}

/// <summary>Hosts as host:port in lower case.</summary>
public static class Host
{
    public static string Of(string host, int port) => string.Create(CultureInfo.InvariantCulture, $"{host.ToLowerInvariant()}:{port}");

    /// <summary>A listing may leave out the port of HTTPS.</summary>
    public static string Normal(string listed) =>
        Uri.TryCreate("https://" + listed, UriKind.Absolute, out var uri) ? Of(uri.IdnHost, uri.Port) : listed;

    public static bool IsOneOf(KnownProvider provider, Uri? uri) =>
        uri is { IsAbsoluteUri: true, Scheme: "https", UserInfo: "" }
            && provider.Hosts.Select(Normal).Contains(Of(uri.IdnHost, uri.Port), StringComparer.Ordinal);
}
