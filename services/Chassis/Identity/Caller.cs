using System.Collections.Frozen;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Chassis.Identity;

/// <summary>Who asks: the person's pseudonym, their organisation, what they may do. A parameter of any handler behind sign-in.</summary>
/// <param name="Partner">The empty UUID for the gateway's own reads.</param>
public sealed record Caller(Guid ActorId, PartnerId Partner, FrozenSet<string> Roles)
{
    public bool Has(string role) => Roles.Contains(role);

    /// <summary>May work with cases at all.</summary>
    public bool WorksWithCases => Roles.Overlaps(Contracts.Roles.CaseRoles);

    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(From(context.User));

    /// <summary>Null if the principal was not made from an inward token.</summary>
    public static Caller? From(ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirstValue(InwardToken.Subject), out var actor)
            ? new Caller(
                actor,
                new PartnerId(Guid.TryParse(user.FindFirstValue(InwardToken.Partner), out var partner) ? partner : Guid.Empty),
                user.FindAll(InwardToken.Roles).Select(c => c.Value).ToFrozenSet(StringComparer.Ordinal))
            : null;
}
