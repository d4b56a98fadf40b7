using System.Collections.Frozen;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Handoffs.ConsentedHandoffs;

/// <summary>Who may do what with handoffs by consent.</summary>
static class HandoffRoles
{
    public const string SendersAlone = "Only those who work with the person may do this.";
    public const string LiaisonAlone = "Only a liaison officer may do this.";
    public const string Neither = "Handoffs are for those who work with the person, and for liaison officers.";

    /// <summary>Whoever works with cases, but nobody of an authority.</summary>
    public static readonly FrozenSet<string> Senders = Roles.CaseRoles
        .Except([Roles.LiaisonOfficer, Roles.AuthorityOfficer, Roles.ConsularOfficer]).ToFrozenSet(StringComparer.Ordinal);

    public static readonly FrozenSet<string> Liaison = new[] { Roles.LiaisonOfficer }.ToFrozenSet(StringComparer.Ordinal);

    public static readonly FrozenSet<string> All = Senders.Union(Liaison).ToFrozenSet(StringComparer.Ordinal);
}
