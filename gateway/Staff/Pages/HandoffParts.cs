using System.Collections.Frozen;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Sessions;

namespace ReferralNetwork.Staff.Pages;

/// <param name="Words">Key of its title.</param>
public sealed record HandoffPart(string Address, string Words);

/// <summary>What goes to the police and to authorities, a list a type: who finds which in the menu.</summary>
public static class HandoffParts
{
    /// <summary>Who has an order, approves, reviews or gave it; a consular officer does none of these.</summary>
    static readonly FrozenSet<string> OrderRoles =
        Set([.. Roles.CaseRoles.Except([Roles.ConsularOfficer]), Roles.Director, Roles.DataProtectionOfficer]);

    /// <summary>Those who find everything that is theirs here.</summary>
    static readonly FrozenSet<string> Here = Set([Roles.LiaisonOfficer, Roles.AuthorityOfficer, Roles.Director]);

    static readonly (HandoffPart Part, FrozenSet<string> Roles)[] All =
    [
        (new("/handoffs", "handoff.list"), Roles.HandoffRoles), (new("/status-referrals", "status.list"), Roles.StatusRoles),
        (new("/notices", "notice.list"), Roles.StatusRoles), (new("/compelled-disclosures", "compelled.list"), OrderRoles),
        (new("/intelligence", "intelligence.list"), Roles.HandoffRoles),
    ];

    /// <summary>The lists that somebody's roles open.</summary>
    public static IReadOnlyList<HandoffPart> For(SignedIn me) => [.. All.Where(part => me.Roles.Overlaps(part.Roles)).Select(part => part.Part)];

    /// <summary>Who is offered to refer somebody: nobody of a court or of the police, who are turned to by other ways than a referral.</summary>
    public static bool Refers(SignedIn me) => me.Roles.Overlaps(Roles.CaseRoles) && !Codes.OrderRecipients.Contains(me.PartnerKind);

    /// <param name="side">As Handoffs names it.</param>
    public static HandoffPart Of(string side) => All[side switch
    {
        _ when side.StartsWith("handoffs-", StringComparison.Ordinal) => 0,
        _ when side.StartsWith("status-", StringComparison.Ordinal) => 1,
        _ when side.StartsWith("compelled", StringComparison.Ordinal) => 3,
        _ => 4,
    }].Part;

    /// <summary>The first page of whoever works with nothing else; null for everybody else.</summary>
    public static string? HomeOf(SignedIn me) => me.Roles.Count > 0 && me.Roles.All(Here.Contains) ? For(me)[0].Address : null;

    static FrozenSet<string> Set(IEnumerable<string> roles) => roles.ToFrozenSet(StringComparer.Ordinal);
}
