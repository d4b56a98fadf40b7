using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace ReferralNetwork.Tests.Integration.SignIn;

/// <summary>How a provider behaves: as it should but for what a mode changes.</summary>
public sealed class Behaviour
{
    public Action<JsonObject, Ports>? Metadata { get; init; }
    public Action<JsonObject>? Header { get; init; }
    public Action<JsonObject>? Claims { get; init; }

    /// <summary>What becomes of the signed token on its way.</summary>
    public Func<string, string>? Token { get; init; }

    public ProviderKey SignsWith { get; set; } = ProviderKey.Usual;
    public IReadOnlyList<ProviderKey> Publishes { get; set; } = [ProviderKey.Usual];

    /// <summary>The parameters of the answer at the front.</summary>
    public Action<List<KeyValuePair<string, string>>>? Answer { get; init; }

    /// <summary>Something else than an answer: endpoint name (metadata, jwks, par, authorize, token) and what happens there.</summary>
    public (string Endpoint, Func<HttpContext, Provider, Task> Instead)? Instead { get; init; }
}

/// <summary>Where the provider listens: its own port, another one that the gateway may call, and one that is refused as a private address.</summary>
public sealed record Ports(int Own, int Other, int Private);

/// <summary>A request as it reached the provider.</summary>
public sealed record Seen(string Endpoint, IReadOnlyDictionary<string, string> Form, string Authorization);

/// <summary>
/// An OpenID Provider for each mode, at https://localhost:port/{mode}, that signs everybody in without asking. It checks
/// nothing itself; what the gateway sent is kept for the tests to look at.
/// </summary>
public sealed class Provider : IAsyncDisposable
{
    readonly ConcurrentDictionary<string, Behaviour> modes = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> pending = new(StringComparer.Ordinal);
    readonly ConcurrentQueue<(string Mode, Seen Seen)> seen = new();
    readonly WebApplication app;

    Provider(WebApplication app, Ports ports) => (this.app, Ports) = (app, ports);

    public Ports Ports { get; }

    public string Issuer(string mode) => $"https://localhost:{Ports.Own}/{mode}";
    public void Play(string mode, Behaviour behaviour) => modes[mode] = behaviour;
    public IReadOnlyList<Seen> SeenBy(string mode) => [.. seen.Where(s => s.Mode == mode).Select(s => s.Seen)];

    public static async Task<Provider> Start()
    {
        var ports = new Ports(ServiceProcess.FreePort(), ServiceProcess.FreePort(), ServiceProcess.FreePort());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            foreach (var port in new[] { ports.Own, ports.Other, ports.Private })
                kestrel.ListenLocalhost(port, listen => listen.UseHttps(Certificates.ForLocalhost()));
        });
        var provider = new Provider(builder.Build(), ports);
        provider.Map();
        await provider.app.StartAsync();
        return provider;
    }

    void Map()
    {
        app.Map("/{mode}/.well-known/openid-configuration", (HttpContext c, string mode) => At("metadata", mode, c, Metadata));
        app.Map("/{mode}/jwks", (HttpContext c, string mode) => At("jwks", mode, c, Jwks));
        app.Map("/{mode}/par", (HttpContext c, string mode) => At("par", mode, c, Push));
        app.Map("/{mode}/authorize", (HttpContext c, string mode) => At("authorize", mode, c, Authorize));
        app.Map("/{mode}/token", (HttpContext c, string mode) => At("token", mode, c, Token));
    }

    async Task At(string endpoint, string mode, HttpContext context, Func<HttpContext, string, Behaviour, Task> usual)
    {
        var form = context.Request.HasFormContentType
            ? (await context.Request.ReadFormAsync()).ToDictionary(f => f.Key, f => f.Value.ToString(), StringComparer.Ordinal)
            : context.Request.Query.ToDictionary(f => f.Key, f => f.Value.ToString(), StringComparer.Ordinal);
        seen.Enqueue((mode, new(endpoint, form, context.Request.Headers.Authorization.ToString())));
        var behaviour = modes.GetValueOrDefault(mode) ?? new Behaviour();
        if (behaviour.Instead is { } other && other.Endpoint == endpoint && !context.Request.Query.ContainsKey("past"))
            await other.Instead(context, this);
        else
            await usual(context, mode, behaviour);
    }

    Task Metadata(HttpContext context, string mode, Behaviour behaviour)
    {
        var issuer = Issuer(mode);
        var metadata = new JsonObject
        {
            ["issuer"] = issuer,
            ["authorization_endpoint"] = issuer + "/authorize",
            ["token_endpoint"] = issuer + "/token",
            ["jwks_uri"] = issuer + "/jwks",
            ["pushed_authorization_request_endpoint"] = issuer + "/par",
            ["authorization_response_iss_parameter_supported"] = true,
            ["response_types_supported"] = new JsonArray("code"),
            ["subject_types_supported"] = new JsonArray("public"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        };
        behaviour.Metadata?.Invoke(metadata, Ports);
        return Results.Json(metadata).ExecuteAsync(context);
    }

    static Task Jwks(HttpContext context, string mode, Behaviour behaviour) =>
        Results.Json(new JsonObject { ["keys"] = new JsonArray([.. behaviour.Publishes.Select(k => k.Public())]) }).ExecuteAsync(context);

    async Task Push(HttpContext context, string mode, Behaviour behaviour)
    {
        var form = await context.Request.ReadFormAsync();
        var uri = "urn:ietf:params:oauth:request_uri:" + Guid.NewGuid();
        pending[uri] = form.ToDictionary(f => f.Key, f => f.Value.ToString(), StringComparer.Ordinal);
        await Results.Json(new { request_uri = uri, expires_in = 60 }, statusCode: StatusCodes.Status201Created).ExecuteAsync(context);
    }

    Task Authorize(HttpContext context, string mode, Behaviour behaviour)
    {
        var query = context.Request.Query;
        var request = pending.GetValueOrDefault(query["request_uri"].ToString())
            ?? query.ToDictionary(q => q.Key, q => q.Value.ToString(), StringComparer.Ordinal);
        var code = Guid.NewGuid().ToString("N");
        pending[code] = request;
        List<KeyValuePair<string, string>> answer = [new("code", code), new("state", request["state"]), new("iss", Issuer(mode))];
        behaviour.Answer?.Invoke(answer);
        context.Response.Redirect(request["redirect_uri"] + new QueryBuilder(answer));
        return Task.CompletedTask;
    }

    async Task Token(HttpContext context, string mode, Behaviour behaviour)
    {
        var form = await context.Request.ReadFormAsync();
        if (!pending.TryRemove(form["code"].ToString(), out var request)
            || WebEncoders.Base64UrlEncode(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(form["code_verifier"].ToString())))
                != request["code_challenge"])
        {
            await Results.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(context);
            return;
        }
        var token = IdToken(mode, behaviour, request["nonce"]);
        await Results.Json(new { access_token = "opaque", token_type = "Bearer", expires_in = 60, id_token = token }).ExecuteAsync(context);
    }

    string IdToken(string mode, Behaviour behaviour, string nonce)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var header = new JsonObject { ["alg"] = behaviour.SignsWith.Algorithm, ["kid"] = behaviour.SignsWith.Id, ["typ"] = "JWT" };
        var claims = new JsonObject
        {
            ["iss"] = Issuer(mode),
            ["sub"] = "1001",
            ["aud"] = "referral-network",
            ["iat"] = now,
            ["exp"] = now + 300,
            ["nonce"] = nonce,
            ["name"] = "Rasa Vėjūnaitė",
            ["email"] = "rasa@mail.example",
            ["groups"] = new JsonArray("caseworkers"),
        };
        behaviour.Header?.Invoke(header);
        behaviour.Claims?.Invoke(claims);
        var token = behaviour.SignsWith.Sign(header, claims);
        return behaviour.Token?.Invoke(token) ?? token;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
