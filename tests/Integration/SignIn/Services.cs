using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Tests.Integration.SignIn;

/// <summary>
/// Stands for the services behind the gateway: the directory of Partners as the test wants it, and for everything else an
/// echo of what came in, the token checked as a service checks it.
/// </summary>
public sealed class Services : IAsyncDisposable
{
    readonly ConcurrentDictionary<Guid, ListingShown> partners = new();
    readonly ConcurrentDictionary<Guid, KnownProvider> providers = new();
    readonly IReadOnlyList<SecurityKey> keys = PemKeys.ReadPublic(Certificates.Path("gateway.pub.pem"));
    readonly WebApplication app;
    long version = 1;

    /// <summary>What services answer instead of an echo, by method and path: <c>GET /situations/…</c>.</summary>
    public ConcurrentDictionary<string, Func<HttpRequest, string, IResult>> Answers { get; } = new(StringComparer.Ordinal)
    {
        // What pages are not shown without, wherever a sign-in leads.
        ["GET /referrals"] = (_, _) => Results.Json(new { items = Array.Empty<object>() }),
        ["GET /outside-questions/received"] = (_, _) => Results.Json(new { items = Array.Empty<object>() }),
        ["GET /cases/ages"] = (_, _) => Results.Json(new { items = Array.Empty<object>() }),
        ["GET /cases"] = (_, _) => Results.Json(new { items = Array.Empty<object>() }),
    };

    Services(WebApplication app) => this.app = app;

    public Uri Address { get; private set; } = null!;

    /// <summary>As if Partners were away.</summary>
    public bool Silent { get; set; }

    /// <summary>Referrals of the caller that Cases has not heard of yet, and how often it will say so.</summary>
    public ConcurrentDictionary<Guid, int> UnheardOf { get; } = new();

    /// <summary>What notes were about, each time that one was sent.</summary>
    public ConcurrentQueue<Guid> Notes { get; } = new();

    /// <summary>How often the directory was asked for since it last changed; two full answers later the gateway has it.</summary>
    public int AskedSinceChange { get; private set; }

    public static async Task<Services> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var services = new Services(builder.Build());
        services.app.MapGet("/gateway/directory", (Delegate)services.Directory);
        services.app.MapPost("/notes", (Delegate)services.Note);
        services.app.MapMethods(
            "/{conversations}/{id:guid}", [HttpMethods.Head],
            (Guid id) => services.UnheardOf.ContainsKey(id) ? Results.NoContent() : Results.NotFound());
        services.app.MapPost("/made", () => Results.Created("/made/1", value: null));
        services.app.Map("/{**path}", (Delegate)services.Echo);
        await services.app.StartAsync();
        services.Address = new Uri(services.app.Urls.Single());
        return services;
    }

    /// <summary>Lists an organisation with its provider; the gateway knows it within seconds.</summary>
    public KnownProvider List(string issuer, Func<KnownProvider, KnownProvider>? otherwise = null, string? name = null, string kind = "NGO")
    {
        var partner = List(name ?? "Fictional organisation", kind);
        var provider = new KnownProvider(
            Guid.CreateVersion7(), partner.Id, partner.Name, issuer, "referral-network", KnownProvider.PrivateKeyJwt, null,
            [new Uri(issuer).Authority], "groups", [new("caseworkers", Roles.Caseworker), new("coordinators", Roles.Coordinator)], Suspended: false);
        provider = otherwise?.Invoke(provider) ?? provider;
        Change(provider);
        return provider;
    }

    /// <summary>Lists an organisation that nobody signs in for.</summary>
    public ListingShown List(
        string name, string kind, string transferGround = "EEA", AuthorityDetails? authority = null, string? dutyTelephone = null,
        string service = "x:LegalAid")
    {
        var partner = new ListingShown(
            new PartnerId(Guid.CreateVersion7()), 1, name, kind, "LT", [service], ["lt"], ["LT"], "UTC", new("UTC", AlwaysOnDuty: true, []),
            PublicKey: null, Suspended: false, DateTimeOffset.UtcNow, Guid.NewGuid().ToString("N")[..8].ToUpperInvariant(), dutyTelephone,
            TransferGround: transferGround, Authority: authority);
        partners[partner.Id.Value] = partner;
        Changed();
        return partner;
    }

    /// <summary>What the people of a partner type to find their sign-in.</summary>
    public string CodeOf(PartnerId partner) => partners[partner.Value].SignInCode!;

    public void Change(KnownProvider provider)
    {
        providers[provider.Id] = provider;
        Changed();
    }

    public void Suspend(PartnerId partner)
    {
        partners[partner.Value] = partners[partner.Value] with { Suspended = true };
        Changed();
    }

    /// <summary>Waits until the gateway has taken over the newest directory.</summary>
    public Task GatewayKnows() => Eventually.Get(() => Task.FromResult(AskedSinceChange), asked => asked >= 2, "the gateway asks for the directory");

    void Changed()
    {
        Interlocked.Increment(ref version);
        AskedSinceChange = 0;
    }

    async Task<IResult> Directory(HttpContext context)
    {
        if (Silent)
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        if (await Token(context, "partners") is not { } token
            || !token.GetPayloadValue<string[]>(InwardToken.Roles).SequenceEqual([InwardToken.GatewayRole]))
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        AskedSinceChange++;
        var tag = $"\"{version}\"";
        context.Response.Headers.ETag = tag;
        return context.Request.Headers.IfNoneMatch == tag
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Json(new DirectoryAnswer(version, [.. partners.Values], [.. providers.Values]));
    }

    async Task<IResult> Echo(HttpContext context)
    {
        var presented = context.Request.Headers.Authorization.ToString();
        var audience = presented.StartsWith("Bearer ", StringComparison.Ordinal) ? new JsonWebToken(presented[7..]).Audiences.Single() : "";
        if (await Token(context, audience) is not { } token)
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        using var body = new StreamReader(context.Request.Body);
        if (Answers.TryGetValue($"{context.Request.Method} {context.Request.Path}", out var answer))
            return answer(context.Request, await body.ReadToEndAsync());
        context.Response.Headers.SetCookie = "from=service";
        return Results.Json(new JsonObject
        {
            ["audience"] = audience,
            ["method"] = context.Request.Method,
            ["path"] = context.Request.Path.Value,
            ["cookie"] = context.Request.Headers.Cookie.ToString(),
            ["body"] = await body.ReadToEndAsync(),
            ["sub"] = token.Subject,
            ["partner"] = token.GetPayloadValue<string>(InwardToken.Partner),
            ["roles"] = new JsonArray([.. token.GetPayloadValue<string[]>(InwardToken.Roles).Select(r => JsonValue.Create(r))]),
            ["headers"] = new JsonArray([.. context.Request.Headers.Keys.Select(k => JsonValue.Create(k))]),
        });
    }

    async Task<IResult> Note(HttpContext context)
    {
        using var body = new StreamReader(context.Request.Body);
        var note = JsonNode.Parse(await body.ReadToEndAsync())!;
        var referral = (Guid)note["conversationId"]!;
        Notes.Enqueue(referral);
        if (!UnheardOf.TryGetValue(referral, out var still) || still > 0)
        {
            if (still > 0)
                UnheardOf[referral] = still - 1;
            return Results.NotFound();
        }
        return Results.Json(new JsonObject
        {
            ["text"] = (string?)note["text"], ["token"] = $"sealed {(string?)note["text"]}",
            ["key"] = context.Request.Headers["Idempotency-Key"].ToString(),
        });
    }

    async Task<JsonWebToken?> Token(HttpContext context, string audience)
    {
        var presented = context.Request.Headers.Authorization.ToString();
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(
            presented[(presented.IndexOf(' ', StringComparison.Ordinal) + 1)..],
            InwardToken.Validation(audience, keys));
        return result.IsValid ? (JsonWebToken)result.SecurityToken : null;
    }

    /// <summary>The organisation in whose name a call came.</summary>
    public static Guid CallerOf(HttpRequest request) => Guid.Parse(
        new JsonWebToken(request.Headers.Authorization.ToString()["Bearer ".Length..]).GetPayloadValue<string>(InwardToken.Partner));

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
