using System.Collections.Frozen;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Sessions;

/// <summary>Who has signed in, as of this very request. Pages take it from <see cref="SignedInExtensions.SignedIn"/>.</summary>
/// <param name="Name">For their own page and their colleagues; never sent to a service.</param>
/// <param name="Roles">By the rules as they stand now, not as they stood when they signed in.</param>
/// <param name="EndsAt">When the session ends, however busy they are.</param>
public sealed record SignedIn(
    Guid ActorId, string Name, PartnerId Partner, string PartnerName, string PartnerKind, Guid Provider,
    FrozenSet<string> Roles, DateTimeOffset EndsAt)
{
    public bool Has(string role) => Roles.Contains(role);

    /// <summary>Answers a hotline's calls and rooms.</summary>
    public bool WorksAtDesk => PartnerKind == "x:Hotline" && Roles.Overlaps(Contracts.Roles.HotlineRoles);
}

public static class SignedInExtensions
{
    /// <exception cref="InvalidOperationException">The request is not behind sign-in.</exception>
    public static SignedIn SignedIn(this HttpContext context) =>
        context.Features.Get<SignedIn>() ?? throw new InvalidOperationException("Nobody has signed in; the page must not allow anonymous visitors.");

    /// <summary>For pages that are open to all, such as the header of a sign-in page.</summary>
    public static SignedIn? SignedInOrNull(this HttpContext context) => context.Features.Get<SignedIn>();
}
