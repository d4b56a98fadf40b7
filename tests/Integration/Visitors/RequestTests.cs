using ReferralNetwork.Tests.Integration.SignIn;

namespace ReferralNetwork.Tests.Integration.Visitors;

public sealed class RequestTests(VisitorsFixture fixture) : IClassFixture<VisitorsFixture>
{
    const string Form = "application/x-www-form-urlencoded";

    [Theory]
    [InlineData("GET /en/room/live?after=text")]
    [InlineData("GET /en/room/live?after=99999999999999999999")]
    [InlineData("GET /en/room/live")]
    [InlineData("GET /en?x=%00")]
    [InlineData("POST /en/write", Form, "{deep}=1")]
    [InlineData("POST /en/write", Form, "Text=a%00b&Topic=other")]
    [InlineData("POST /en/write", Form + "; charset=utf-7", "Text=a&Topic=other")]
    [InlineData("POST /en/write", "multipart/form-data", "x")]
    [InlineData("POST /en/write", "multipart/form-data; boundary=x", "x")]
    [InlineData("OPTIONS *")]
    [InlineData("GET /", null, null, 400, "evil.example")]
    [InlineData("GET /en/%ff%fe", null, null, 404)]
    [InlineData("GET /en/room", null, null, 302)]
    public async Task What_no_page_sends_is_refused_and_is_no_failure(
        string line, string? type = null, string? body = null, int status = 400, string host = "localhost")
    {
        var answer = await Requests.Raw(
            fixture.Gateway.Address, line, type,
            body?.Replace("{deep}", string.Concat(Enumerable.Repeat("a.", 40)) + "a", StringComparison.Ordinal),
            host);

        Assert.True(answer == status, $"{answer} to {line}\n{fixture.Gateway.Output}");
        Assert.DoesNotContain("unhandled exception", fixture.Gateway.Output, StringComparison.Ordinal);
    }
}
