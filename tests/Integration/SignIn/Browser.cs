using System.Net;
using System.Text.RegularExpressions;

namespace ReferralNetwork.Tests.Integration.SignIn;

/// <summary>Where a walk by redirects ended.</summary>
public sealed record Landed(Uri At, HttpStatusCode Status, string Body, IReadOnlyList<Uri> Way)
{
    public bool IsAt(string path) => At.AbsolutePath == path;
    public string? Query(string name) =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(At.Query).TryGetValue(name, out var value)
            ? value : (string?)null;

    /// <summary>A hidden field of the page's first form.</summary>
    public string Field(string name) =>
        WebUtility.HtmlDecode(
            Regex.Match(Body, $"name=\"{name}\"[^>]*value=\"([^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value);
}

/// <summary>As much of a browser as redirects and forms need: cookies, and Sec-Fetch-Site on what a page of a site sends to that site.</summary>
public sealed class Browser(Uri gateway) : IDisposable
{
    public const string SessionCookie = "__Host-session";

    readonly HttpClient client = new(Certificates.Trusting());

    public CookieContainer Cookies { get; } = new();

    public bool HasSession => Cookies.GetCookies(gateway)[SessionCookie] is { Value.Length: > 0 };

    public Task<Landed> Open(string address) => Walk(new HttpRequestMessage(HttpMethod.Get, new Uri(gateway, address)), sameOrigin: false);

    public Task<Landed> Submit(Uri to, params (string Name, string Value)[] fields) => Walk(
        new HttpRequestMessage(HttpMethod.Post, to)
        {
            Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)))
        }, sameOrigin: true);

    /// <summary>One request, no redirect followed.</summary>
    public async Task<HttpResponseMessage> Send(HttpRequestMessage request)
    {
        request.RequestUri = new Uri(gateway, request.RequestUri!);
        if (Cookies.GetCookieHeader(request.RequestUri) is { Length: > 0 } cookies)
            request.Headers.TryAddWithoutValidation("Cookie", cookies);
        var response = await client.SendAsync(request);
        if (response.Headers.TryGetValues("Set-Cookie", out var set))
        {
            foreach (var cookie in set)
                Cookies.SetCookies(
                    request.RequestUri, Regex.Replace(cookie, "samesite=[a-z]+", "", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1)));
        }
        return response;
    }

    public Task<HttpResponseMessage> Get(string address) => Send(new(HttpMethod.Get, address));

    async Task<Landed> Walk(HttpRequestMessage request, bool sameOrigin)
    {
        var way = new List<Uri>();
        if (sameOrigin)
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
        for (var steps = 0; steps < 20; steps++)
        {
            using var response = await Send(request);
            way.Add(request.RequestUri!);
            if ((int)response.StatusCode is not (301 or 302 or 303)
                || response.Headers.Location is not { } location
                || way[^1].AbsolutePath is "/signin/problem" or "/signin")
                return new(request.RequestUri!, response.StatusCode, await response.Content.ReadAsStringAsync(), way);
            request = new(HttpMethod.Get, new Uri(request.RequestUri!, location));
        }
        throw new InvalidOperationException($"Redirected for ever: {string.Join(" > ", way)}");
    }

    public void Dispose() => client.Dispose();
}
