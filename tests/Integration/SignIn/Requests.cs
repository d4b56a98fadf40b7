using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace ReferralNetwork.Tests.Integration.SignIn;

/// <summary>Bytes that no page of ours sends: refused, and told in the log without a word of them.</summary>
[Collection(nameof(Network))]
public sealed partial class Requests(Network network)
{
    const string Form = "application/x-www-form-urlencoded";

    [Theory]
    [InlineData("GET /signin?returnUrl=/%C5%BE")]
    [InlineData("GET /signin?returnUrl=%2Fa%0d%0aSet-Cookie:x=y")]
    [InlineData("GET /signin/{provider}/start?returnUrl=/%C5%BE")]
    [InlineData("GET /signin?x=%00")]
    [InlineData("GET /signin?{deep}=1")]
    [InlineData("POST /language", Form, "language=lt&back=/%C5%BE")]
    [InlineData("POST /language", Form, "{deep}=1")]
    [InlineData("POST /language", Form, "a[0].b=1&language=%00")]
    [InlineData("POST /language", Form + "; charset=utf-7", "language=lt")]
    [InlineData("POST /language", "multipart/form-data", "language=lt")]
    [InlineData("POST /language", "multipart/form-data; boundary=x", "--y")]
    [InlineData("POST /language", "multipart/form-data; boundary=", "--y")]
    [InlineData("POST /signout/elsewhere", Form, "%zz=%zz", 401)]
    [InlineData("OPTIONS *")]
    [InlineData("GET /", null, null, 400, "evil.example")]
    [InlineData("GET /signin", null, null, 400, "localhost.evil.example")]
    [InlineData("GET /api/partners/x?a=%00")]
    [InlineData("GET /cases/99999999999999999999", null, null, 302)]
    [InlineData("GET /signin?Accept=1", null, null, 200)]
    [InlineData("BREW /signin", null, null, 200)]
    public async Task What_no_page_sends_is_refused_and_is_no_failure(
        string line, string? type = null, string? body = null, int status = 400, string host = "localhost")
    {
        var deep = string.Concat(Enumerable.Repeat("a.", 40)) + "a";
        line = line.Replace("{provider}", network["plain"].Id.ToString(), StringComparison.Ordinal).Replace("{deep}", deep, StringComparison.Ordinal);
        await network.Services.GatewayKnows();

        var answer = await Raw(network.Gateway.Address, line, type, body?.Replace("{deep}", deep, StringComparison.Ordinal), host);

        Assert.True(answer == status, $"{answer} to {line}\n{network.Gateway.Output}");
        Assert.True(
            !network.Gateway.Output.Contains("unhandled exception", StringComparison.Ordinal), $"a failure after {line}\n{network.Gateway.Output}");
    }

    [Fact]
    public async Task Who_signs_out_and_who_may_not_is_in_the_log_by_pseudonym()
    {
        var (browser, person) = await network.SignedIn(network["plain"]);
        using var forbidden = await browser.Send(new(HttpMethod.Post, "/api/cases/cases") { Headers = { { "Sec-Fetch-Site", "cross-site" } } });
        using var left = await browser.Send(new(HttpMethod.Post, "/signout") { Headers = { { "Sec-Fetch-Site", "same-origin" } } });
        browser.Dispose();

        var told = await Eventually.Get(
            () => Task.FromResult(network.Gateway.Output),
            log => log.Contains($"Person {(string?)person["sub"]} signed out", StringComparison.Ordinal),
            "signing out in the log");
        Assert.All(told.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches(Timed(), line));
    }

    /// <summary>The status of an answer to bytes that a client of .NET would not send.</summary>
    internal static async Task<int> Raw(Uri gateway, string line, string? type, string? body, string host = "localhost")
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, gateway.Port);
        await using var stream = new SslStream(socket.GetStream());
        using var trusting = Certificates.Trusting();
        trusting.SslOptions.TargetHost = "localhost";
        await stream.AuthenticateAsClientAsync(trusting.SslOptions);
        var content = Encoding.Latin1.GetBytes(body ?? "");
        var head =
            $"{line} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\nCookie: __Host-session=garbage; __Host-form=x; __Host-said=garbage; __Host-language=c=xx|uic=%00\r\n"
            + (type is null ? "" : $"Content-Type: {type}\r\nContent-Length: {content.Length}\r\n") + "\r\n";
        await stream.WriteAsync(Encoding.Latin1.GetBytes(head));
        await stream.WriteAsync(content);
        using var reader = new StreamReader(stream);
        return int.Parse((await reader.ReadLineAsync())!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z ", RegexOptions.NonBacktracking)]
    private static partial Regex Timed();
}
