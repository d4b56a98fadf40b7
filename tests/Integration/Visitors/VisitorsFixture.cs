using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using ReferralNetwork.Tests.Integration.SignIn;

namespace ReferralNetwork.Tests.Integration.Visitors;

/// <summary>The visitors' gateway as a process of its own, before a stand-in for Inquiries; and visitors whom one would recognise anywhere.</summary>
public sealed class VisitorsFixture : IAsyncLifetime
{
    /// <summary>Where a visitor comes from: an address of this machine that nobody else uses.</summary>
    public const string Source = "127.83.61.47";

    readonly string folder = Directory.CreateTempSubdirectory("visitors").FullName;

    public StandIn Inquiries { get; private set; } = null!;
    public HttpsProcess Gateway { get; private set; } = null!;
    public HttpClient Client { get; private set; } = null!;
    public string TraceFile => Path.Combine(folder, "trace.jsonl");

    public async Task InitializeAsync()
    {
        Inquiries = await StandIn.Start();
        Gateway = HttpsProcess.OfProject(
            "gateway/Visitors", "/health/ready", ServiceProcess.FreePort(), new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Services__Inquiries"] = Inquiries.Address.ToString(),
                ["Signing__Key"] = Certificates.Path("visitors.pem"),
                ["Telemetry__File"] = TraceFile,
            });
        await Gateway.Ready;
        var handler = Certificates.Trusting();
        handler.ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(Source), 0));
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        };
        Client = new HttpClient(handler) { BaseAddress = Gateway.Address };
    }

    public Task<HttpResponseMessage> Get(string path, string? room = null, params (string Name, string Value)[] headers) =>
        Send(new HttpRequestMessage(HttpMethod.Get, path), room, headers);

    /// <summary>A form as a page of ours sends it, unless the headers say otherwise.</summary>
    public Task<HttpResponseMessage> Post(
        string path, string? room, (string Name, string Value)[] fields, params (string Name, string Value)[] headers) =>
        Send(
            new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)))
            },
            room,
            headers.Length > 0 ? headers : [("Sec-Fetch-Site", "same-origin")]);

    public Task<HttpResponseMessage> Send(HttpRequestMessage request, string? room, (string Name, string Value)[] headers)
    {
        if (room is not null)
            request.Headers.Add("Cookie", $"__Host-room={room}");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return Client.SendAsync(request);
    }

    /// <summary>What a browser asks for next: where the answer leads, with the cookie that it set, if it set one.</summary>
    public Task<HttpResponseMessage> Follow(HttpResponseMessage answer, string? room) =>
        Get(answer.Headers.Location!.OriginalString, answer.Headers.TryGetValues("Set-Cookie", out var set) ? Cookie(set.Single()) : room);

    /// <summary>The tokens that an answer leaves in the browser.</summary>
    public static string Cookie(string set) => set.Split(';')[0].Split('=')[1];

    /// <summary>As the pages tell one conversation from another.</summary>
    public static string IdOf(string token) =>
        System.Buffers.Text.Base64Url.EncodeToString(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token)).AsSpan(0, 6));

    public static string Key(string page) =>
        Regex.Match(page, "name=\"Key\" value=\"(?<key>[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            .Groups["key"].Value;

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Gateway.DisposeAsync();
        await Inquiries.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
