using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;

namespace ReferralNetwork.Tests.PartnerIdp;

/// <summary>
/// OpenID Connect as far as the gateway speaks it: code with PKCE (S256), pushed or plain authorization requests, the issuer
/// in the answer (RFC 9207), sign-out started by the gateway.
/// </summary>
public sealed class Protocol(IReadOnlyDictionary<string, Organisation> organisations, Gateway gateway, TimeProvider time)
{
    const string RequestUri = "urn:ietf:params:oauth:request_uri:";

    readonly Pending<AuthorizationRequest> pushed = new(time, TimeSpan.FromSeconds(90));
    readonly Pending<AuthorizationRequest> shown = new(time, TimeSpan.FromMinutes(15));
    readonly Pending<Grant> codes = new(time, TimeSpan.FromSeconds(60));

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/", () => SignInPage.Index(organisations.Values));
        var group = app.MapGroup("/{organisation}").AddEndpointFilter(async (context, next) =>
            Known(context.HttpContext) is null ? Results.NotFound() : await next(context));
        group.MapGet("/.well-known/openid-configuration", (HttpContext context) => Results.Json(Discovery(Known(context)!)));
        group.MapGet("/jwks", (HttpContext context) => Results.Json(Known(context)!.Keys()));
        group.MapPost("/par", (Delegate)Push);
        group.MapGet("/authorize", Show);
        group.MapPost("/authorize", (Delegate)SignIn);
        group.MapPost("/token", (Delegate)Redeem);
        group.MapGet("/end-session", EndSession);
    }

    Organisation? Known(HttpContext context) => organisations.GetValueOrDefault((string)context.Request.RouteValues["organisation"]!);

    static object Discovery(Organisation organisation) => new
    {
        issuer = organisation.Issuer,
        authorization_endpoint = organisation.Issuer + "/authorize",
        token_endpoint = organisation.Issuer + "/token",
        pushed_authorization_request_endpoint = organisation.Issuer + "/par",
        jwks_uri = organisation.Issuer + "/jwks",
        end_session_endpoint = organisation.Issuer + "/end-session",
        scopes_supported = new[] { "openid", "profile" },
        response_types_supported = new[] { "code" },
        response_modes_supported = new[] { "query" },
        grant_types_supported = new[] { "authorization_code" },
        subject_types_supported = new[] { "public" },
        id_token_signing_alg_values_supported = new[] { "ES256" },
        code_challenge_methods_supported = new[] { "S256" },
        token_endpoint_auth_methods_supported = new[] { organisation.ClientSecret is null ? "private_key_jwt" : "client_secret_basic" },
        token_endpoint_auth_signing_alg_values_supported = new[] { "ES256" },
        authorization_response_iss_parameter_supported = true,
    };

    async Task<IResult> Push(HttpContext context)
    {
        var organisation = Known(context)!;
        var form = await context.Request.ReadFormAsync();
        if (!await gateway.IsAuthentic(organisation, context.Request, form))
            return Error("invalid_client", StatusCodes.Status401Unauthorized);
        return Read(organisation, name => form[name]) is { } request
            ? Results.Json(
                new { request_uri = RequestUri + pushed.Add(request), expires_in = pushed.Seconds },
                statusCode: StatusCodes.Status201Created)
            : Error("invalid_request");
    }

    IResult Show(HttpContext context)
    {
        var organisation = Known(context)!;
        var query = context.Request.Query;
        if (query["client_id"] != Gateway.ClientId)
            return SignInPage.Refusal("The client is not known.");
        var request = query["request_uri"] is [{ } uri]
            ? uri.StartsWith(RequestUri, StringComparison.Ordinal) ? pushed.Take(uri[RequestUri.Length..]) : null
            : Read(organisation, name => query[name]);
        return request is not null && request.Organisation == organisation.Slug
            ? SignInPage.Form(organisation, shown.Add(request))
            : SignInPage.Refusal("The request is malformed, or too old, or was used before. Start again at the referral network.");
    }

    async Task<IResult> SignIn(HttpContext context)
    {
        var organisation = Known(context)!;
        var form = await context.Request.ReadFormAsync();
        if (shown.Find(form["request"]) is not { } request || request.Organisation != organisation.Slug)
            return SignInPage.Refusal("This page has stood open for too long. Start again at the referral network.");
        var person = organisation.People.FirstOrDefault(p => p.UserName == form["username"] || p.Email == form["username"]);
        if (person?.Knows(form["password"]) is not true)
            return SignInPage.Form(organisation, form["request"]!, "User name or password is wrong.");
        if (shown.Take(form["request"]) is null)
            return SignInPage.Refusal("This form was sent already.");

        var answer = new QueryBuilder
        {
            { "code", codes.Add(new(request, person, time.GetUtcNow())) },
            { "state", request.State },
            { "iss", organisation.Issuer },
        };
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Location = request.RedirectUri + answer;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    async Task<IResult> Redeem(HttpContext context)
    {
        var organisation = Known(context)!;
        var form = await context.Request.ReadFormAsync();
        context.Response.Headers.CacheControl = "no-store";
        if (!await gateway.IsAuthentic(organisation, context.Request, form))
            return Error("invalid_client", StatusCodes.Status401Unauthorized);
        if (form["grant_type"] != "authorization_code")
            return Error("unsupported_grant_type");
        if (codes.Take(form["code"]) is not { } grant || grant.Request.Organisation != organisation.Slug
            || form["redirect_uri"] != grant.Request.RedirectUri || Challenge(form["code_verifier"]) != grant.Request.Challenge)
            return Error("invalid_grant");
        return Results.Json(new
        {
            access_token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32)),
            token_type = "Bearer",
            expires_in = 300,
            id_token = IdToken(organisation, grant),
        });
    }

    string IdToken(Organisation organisation, Grant grant)
    {
        var now = time.GetUtcNow();
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["sub"] = grant.Person.Subject,
            ["name"] = grant.Person.Name,
            ["email"] = grant.Person.Email,
            ["groups"] = grant.Person.Groups.ToArray(),
            ["sid"] = Guid.NewGuid().ToString("N"),
            ["auth_time"] = grant.SignedInAt.ToUnixTimeSeconds(),
        };
        if (grant.Request.Nonce is { } nonce)
            claims["nonce"] = nonce;
        return new JsonWebTokenHandler().CreateToken(new Microsoft.IdentityModel.Tokens.SecurityTokenDescriptor
        {
            Issuer = organisation.Issuer,
            Audience = Gateway.ClientId,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = now.UtcDateTime.AddMinutes(5),
            Claims = claims,
            SigningCredentials = organisation.Signing,
        });
    }

    IResult EndSession(HttpContext context)
    {
        var query = context.Request.Query;
        var back = query["post_logout_redirect_uri"] is [{ } uri] && query["client_id"] == Gateway.ClientId && gateway.Owns(uri, "signout")
            ? uri + new QueryBuilder { { "state", query["state"].ToString() } }
            : null;
        return SignInPage.SignOut(Known(context)!, back);
    }

    /// <summary>Null if anything is missing that this provider demands: PKCE always.</summary>
    AuthorizationRequest? Read(Organisation organisation, Func<string, string?> parameter) =>
        parameter("client_id") == Gateway.ClientId && parameter("response_type") == "code" && parameter("code_challenge_method") == "S256"
        && parameter("scope")?.Split(' ').Contains("openid") is true
        && parameter("redirect_uri") is { } redirect && gateway.Owns(redirect, "signin")
        && parameter("state") is { } state && parameter("code_challenge") is { Length: 43 } challenge
            ? new(organisation.Slug, redirect, state, parameter("nonce"), challenge)
            : null;

    static string Challenge(string? verifier) => WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier ?? "")));

    static IResult Error(string code, int status = StatusCodes.Status400BadRequest) => Results.Json(new { error = code }, statusCode: status);
}
