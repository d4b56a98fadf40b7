using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ReferralNetwork.Tests.Integration.Chassis;

/// <summary>What a service makes of requests that are wrong, of those that come twice, and what is kept of either.</summary>
public sealed partial class RequestTests(RequestTests.Host host) : IClassFixture<RequestTests.Host>
{
    const string Good =
        """{"urgency":"High","size":"Small","needs":["a"],"inside":{"name":"b","count":1},"others":[],"due":"2026-12-01T09:00:00+02:00"}""";

    /// <summary>Somebody's name, and what would forge a line of a log or colour a terminal.</summary>
    const string Name = "Ona Vardenytė";

    readonly ChassisFixture fixture = host.Probe;

    public sealed class Host : IAsyncLifetime
    {
        public ChassisFixture Probe { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Probe = await ChassisFixture.Create();
            // Nowhere to write a file to: a body that is put into one is an error.
            await Probe.Start(more: ("ASPNETCORE_TEMP", "/nowhere"));
        }

        public async Task DisposeAsync() => await Probe.DisposeAsync();
    }

    [Fact]
    public async Task Neither_key_nor_request_can_be_read_or_guessed_from_the_table()
    {
        const string body = """{"remindAfterMilliseconds":0}""";
        var before = await fixture.Count("idempotency");
        await Sent("/parcels", body, "a-secret-key");
        await Sent("/parcels", body, "another-key");

        var plain = SHA256.HashData(Encoding.UTF8.GetBytes($"POST /parcels\n{body}"));
        Assert.Equal(before + 2, await fixture.Count("idempotency"));
        Assert.Equal(0, await fixture.Query<long>(
            "select count(*) from idempotency i where position($1 in i::text) > 0 or position($2 in i::text) > 0",
            "a-secret-key", Convert.ToHexStringLower(Encoding.UTF8.GetBytes("a-secret-key"))));
        Assert.Equal(0, await fixture.Query<long>(
            "select count(*) from idempotency where key = $1 or request_hash = $2", SHA256.HashData("a-secret-key"u8), plain));
        Assert.Equal(before + 2, await fixture.Query<long>("select count(distinct request_hash) from idempotency"));
    }

    [Fact]
    public async Task A_large_body_is_written_to_no_file()
    {
        var body = $$"""{"remindAfterMilliseconds":0{{new string(' ', 200_000)}}}""";

        Assert.Equal(HttpStatusCode.Created, (await Sent("/parcels", body)).Status);
    }

    [Theory]
    [InlineData("{}", "/due", "/inside", "/needs", "/others", "/size", "/urgency")]
    [InlineData("""{"size":"Small","needs":["a"],"inside":{"name":"b","count":1},"others":[],"due":"2026-12-01T09:00:00+02:00"}""", "/urgency")]
    [InlineData("""{"urgency":"High","size":"Huge","needs":["a"],"inside":{"name":"b","count":1},"others":[],"due":"2026-12-01T09:00:00+02:00"}""",
        "/size")]
    [InlineData("""{"urgency":7,"size":"Small","needs":"a","inside":[],"others":{},"due":"2026-12-01T09:00:00+02:00"}""",
        "/inside", "/needs", "/others", "/urgency")]
    [InlineData(
        """{"urgency":"High","size":"Small","needs":["a",null,3],"inside":{"name":null},"others":[{"name":"c","count":"1"},{}],"due":"2026-12-01T09:00:00+02:00"}""",
        "/inside/count", "/inside/name", "/needs/1", "/needs/2", "/others/0/count", "/others/1/count", "/others/1/name")]
    [InlineData(
        """{"urgency":"High","size":"Small","needs":["a"],"inside":{"name":"b","count":1},"others":[],"due":"2026-12-01T09:00:00+02:00","a/b~c":1,"more":{}}""",
        "/a~1b~0c", "/more")]
    [InlineData(
        """{"urgency":"High","urgency":"High","size":"Small","needs":["a"],"inside":{"name":"b","count":99999999999},"others":[],"due":"soon","by":"me"}""",
        "/by", "/due", "/inside/count", "/urgency")]
    [InlineData(
        """{"urgency":"a\u0000b","size":"Small","needs":["\ud800"],"inside":{"name":"b","count":1},"others":[],"due":"2026-12-01T09:00:00+02:00"}""",
        "/needs/0", "/urgency")]
    [InlineData("null", "")]
    [InlineData("[]", "")]
    [InlineData("", "")]
    [InlineData("{\"urgency\":", "")]
    public async Task Every_member_that_is_wrong_is_pointed_at(string body, params string[] pointers)
    {
        var (status, problem, _) = await Sent("/parcels/packing", body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(
            pointers,
            problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_missing_is_said_so()
    {
        var (_, problem, _) = await Sent("/parcels/packing", "{}");

        Assert.All(problem.GetProperty("errors").EnumerateArray(), error => Assert.Equal("is missing.", error.GetProperty("detail").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await Sent("/parcels/packing", Good)).Status);
    }

    [Theory]
    [InlineData("GET", "/parcels?limit=many", null, null, 400)]
    [InlineData("GET", "/parcels", null, null, 400)]
    [InlineData("GET", "/parcels?limit=99999999999999999999", null, null, 400)]
    [InlineData("GET", "/parcels?limit=-1", null, null, 400)]
    [InlineData("GET", "/parcels?limit=1&x=%00", null, null, 400)]
    [InlineData("GET", "/parcels?limit=%ff%fe", null, null, 400)]
    [InlineData("POST", "/parcels/packing", Good, "application/json; charset=utf-7", 400)]
    [InlineData("POST", "/parcels/packing", Good, "application/json; charset=nonsense", 400)]
    [InlineData("POST", "/parcels/packing", Good, "text/plain", 415)]
    [InlineData("POST", "/parcels/packing", Good, "application/x-www-form-urlencoded", 415)]
    [InlineData("POST", "/parcels/packing", Good, "multipart/form-data", 415)]
    [InlineData("POST", "/parcels/packing", Good, ";;;", 415)]
    [InlineData("DELETE", "/parcels", null, null, 405)]
    [InlineData("GET", "/parcels/%2e%2e/%00", null, null, 400)]
    public async Task A_request_that_cannot_be_read_is_the_senders_mistake_not_ours(
        string method, string path, string? body, string? type, int status)
    {
        using var client = fixture.Client();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        if (body is not null)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (type is not null)
            request.Content!.Headers.TryAddWithoutValidation("Content-Type", type);
        using var answer = await client.SendAsync(request);

        Assert.True(
            status == (int)answer.StatusCode,
            $"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}\n{fixture.Process.Output}");
    }

    [Theory]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: localhost\r\n", 400)]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: evil.example\r\n", 400)]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: localhost.evil.example\r\n", 400)]
    [InlineData("GET /health/live HTTP/1.1\r\nHost:\r\n", 400)]
    [InlineData("GET /health/live HTTP/1.0\r\n", 400)]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n", 400)]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: localhost\r\nX: a\0b\r\n", 400)]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: localhost\r\nCookie: ;=;\x7f\r\nAccept-Language: ;q=9,\u0001\r\n", 200)]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: localhost\r\nAccept-Language: ;q=9,-,xx-YY-zz\r\n", 200)]
    [InlineData("GET /a\u007f HTTP/1.1\r\nHost: localhost\r\n", 404)]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n", 200)]
    public async Task Bytes_that_are_no_good_request_are_refused(string head, int status)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(fixture.Process.Address.Host, fixture.Process.Address.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(head + "Connection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        var line = await reader.ReadLineAsync();

        Assert.StartsWith($"HTTP/1.1 {status}", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_holds_a_line_with_a_time_for_each_refusal_and_no_word_of_what_was_sent()
    {
        var secret = Guid.NewGuid().ToString("N");
        var id = Guid.CreateVersion7();
        var before = Lines().Count(IsRefusal);
        await Sent(
            "/parcels/packing",
            JsonSerializer.Serialize(new Dictionary<string, object>(StringComparer.Ordinal)
            {
                [$"{Name}\u001b[31m\n2026-01-01T00:00:00.000Z forged {secret}"] = 1
            }));
        await Sent($"/parcels/{secret}?{secret}", "{}");
        await Sent($"/parcels/{id}/hold", "{}");
        using (var client = fixture.Client())
        using (var request = new HttpRequestMessage(new HttpMethod(secret), new Uri($"/{secret}", UriKind.Relative)))
            (await client.SendAsync(request)).Dispose();

        var told = await Eventually.Get(() => Task.FromResult(Lines()), lines => lines.Count(IsRefusal) >= before + 4, "refusals in the log");

        Assert.All(told, line => Assert.Matches(Timed(), line));
        Assert.DoesNotContain(
            told,
            line => line.Contains(Name, StringComparison.Ordinal)
                || line.Contains(secret, StringComparison.Ordinal) || line.Contains('\u001b', StringComparison.Ordinal));
        Assert.DoesNotContain(
            told,
            line => line.Contains(" at ReferralNetwork.", StringComparison.Ordinal)
                || IsRefusal(line) && line.Contains("Exception", StringComparison.Ordinal));
        Assert.Contains(told, line => line.EndsWith($"400 to POST /parcels/packing of {fixture.Actor}", StringComparison.Ordinal));
        Assert.Contains(told, line => line.EndsWith($"428 to POST /parcels/{{id:guid}}/hold {id} of {fixture.Actor}", StringComparison.Ordinal));
        Assert.Contains(
            told,
            line => line.EndsWith($"404 to (no method) (no route) of {fixture.Actor}", StringComparison.Ordinal)
                || line.EndsWith("404 to (no method) (no route) of nobody known", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_ends_the_process_is_a_line_with_a_time_and_says_what_to_do()
    {
        await using var process = await ServiceProcess.Start(
            "tests/ChassisHost", new Dictionary<string, string>(StringComparer.Ordinal), untilReady: false);
        await process.Ended();

        var lines = process.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(lines, line => line.Contains("Keys__Lookup", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.Matches(Timed(), line));
    }

    static bool IsRefusal(string line) => line.Contains("RequestGuard", StringComparison.Ordinal);

    List<string> Lines() => [.. fixture.Process.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    async Task<(HttpStatusCode Status, JsonElement Problem, string Text)> Sent(string path, string body, string? key = null)
    {
        using var client = fixture.Client();
        using var answer = await client.SendAsync(ChassisFixture.Json(HttpMethod.Post, path, body, key ?? Guid.NewGuid().ToString()));
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text), text);
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z ", RegexOptions.NonBacktracking)]
    private static partial Regex Timed();
}
