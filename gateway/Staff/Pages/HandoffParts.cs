using System.Collections.Frozen;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Sessions;

namespace ReferralNetwork.Staff.Pages;

/// <summary>What goes to the police and to authorities, a list a type: who finds which in the menu.</summary>
public static class HandoffParts
{
    static readonly FrozenSet<string> StatusRoles = Set([.. Roles.HelperRoles, Roles.AuthorityOfficer]);

    /// <summary>Who has an order, approves, reviews or gave it; a consular officer does none of these.</summary>
    static readonly FrozenSet<string> OrderRoles =
        Set([.. Roles.CaseRoles.Except([Roles.ConsularOfficer]), Roles.Director, Roles.DataProtectionOfficer]);

    /// <summary>Those who find everything that is theirs here.</summary>
    static readonly FrozenSet<string> Here = Set([Roles.LiaisonOfficer, Roles.AuthorityOfficer, Roles.Director]);

    static readonly (string Address, FrozenSet<string> Roles)[] All =
    [
        ("/handoffs", Roles.HandoffRoles), ("/status-referrals", StatusRoles), ("/notices", StatusRoles),
        ("/compelled-disclosures", OrderRoles), ("/intelligence", Roles.HandoffRoles),
    ];

    /// <summary>Addresses of the lists that somebody's roles open.</summary>
    public static IReadOnlyList<string> For(SignedIn me) => [.. All.Where(part => me.Roles.Overlaps(part.Roles)).Select(part => part.Address)];

    /// <summary>The first page of whoever works with nothing else; null for everybody else.</summary>
    public static string? HomeOf(SignedIn me) => me.Roles.Count > 0 && me.Roles.All(Here.Contains) ? For(me)[0] : null;

    static FrozenSet<string> Set(IEnumerable<string> roles) => roles.ToFrozenSet(StringComparer.Ordinal);
}
