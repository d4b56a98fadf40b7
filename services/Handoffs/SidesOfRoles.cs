using System.Collections.Frozen;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Handoffs;

/// <summary>
/// Who sends to the competent authority, and who of it receives: those who work with cases, but never who receives for the police, an embassy or
/// an authority. Of an organisation that does both each person sees the side that their role is for.
/// </summary>
static class SidesOfRoles
{
    public static readonly FrozenSet<string> Authority = new[] { Roles.AuthorityOfficer }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The lists that somebody sees.</summary>
    public static IReadOnlyList<string> For(Caller caller, string sent, string received) =>
    [
        .. caller.Roles.Overlaps(Roles.HelperRoles) ? [sent] : Array.Empty<string>(),
        .. caller.Roles.Overlaps(Authority) ? [received] : Array.Empty<string>(),
    ];

    /// <param name="from">Who sent what the caller's organisation is a side of.</param>
    public static bool Sees(Caller caller, PartnerId from) => caller.Roles.Overlaps(caller.Partner == from ? Roles.HelperRoles : Authority);
}
