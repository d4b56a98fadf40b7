using Microsoft.AspNetCore.Authentication.JwtBearer;
using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Inquiries.Rooms;

namespace ReferralNetwork.Inquiries;

/// <summary>
/// Who may speak for visitors: the visitors' gateway, by a token of its own issuer and key, which no other route takes.
/// It names nobody; a visitor is whoever holds a room's token.
/// </summary>
static class VisitorAuthentication
{
    const string Scheme = "Visitors";
    const string Policy = "visitors";

    public static void AddVisitorAuthentication(this WebApplicationBuilder builder, string service)
    {
        ServiceHost.RequireSettings(builder.Configuration, "Trust:VisitorsKeys");
        var keys = PemKeys.ReadPublic(builder.Configuration["Trust:VisitorsKeys"]!);
        builder.Services.AddAuthentication().AddJwtBearer(Scheme, options =>
        {
            options.MapInboundClaims = false;
            options.TokenValidationParameters = InwardToken.Validation(service, keys, InwardToken.VisitorsIssuer);
        });
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Policy, policy => policy.AddAuthenticationSchemes(Scheme).RequireAuthenticatedUser());
        builder.Services.AddSingleton<RoomTokens>();
        builder.Services.AddHostedService<TokenSweep>();
        builder.Services.AddSingleton<ReturnPhrases>();
    }

    /// <summary>Routes of visitors that work outside a unit of work.</summary>
    public static RouteGroupBuilder MapVisitorGroup(this IEndpointRouteBuilder app, string prefix) =>
        app.MapGroup(prefix).RequireAuthorization(Policy);

    /// <summary>
    /// Actions of visitors. Whose an Idempotency-Key is, the room's token says; before there is one, the key says it itself,
    /// being random.
    /// </summary>
    public static RouteGroupBuilder MapVisitorActions(this IEndpointRouteBuilder app, string prefix) =>
        app.MapGroup(prefix).AddEndpointFilter(WithoutId).MapActions("", Policy, context =>
            context.Request.Headers[RoomTokens.Header].ToString() is { Length: > 0 } token
                ? new Guid(context.RequestServices.GetRequiredService<RoomTokens>().Hash(token).AsSpan(0, 16))
                : Guid.Empty);

    /// <summary>The room's id stays with the stored answer, which goes when the room goes; outside, a room is known by its token alone.</summary>
    static async ValueTask<object?> WithoutId(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next) =>
        await next(invocation) switch
        {
            Answer { Id: not null } answer => answer with { Body = new { } },
            var result => result,
        };
}
