using System.Collections.Frozen;

namespace ReferralNetwork.Contracts;

// What a competent authority learns of a person who refused: a cell of a table, and no more. Closed: a member that could carry who it is, such
// as a permit, a note or a text, is refused at the door and stands in no record of this file; a test says so of them all.

/// <summary>
/// A cell of the table by which trafficking is counted (Directive 2011/36/EU Art. 19). What is null was dropped, so that the cell holds
/// eleven people at least, or is not known.
/// </summary>
/// <param name="Sex">Of <see cref="NoticeCodes.Sexes"/>.</param>
/// <param name="Nationality">ISO 3166-1.</param>
/// <param name="Exploitation">Of <see cref="NoticeCodes.Exploitations"/>.</param>
/// <param name="Region">ISO 3166-2, or the country.</param>
public sealed record NoticeCell(string? Sex, string? Nationality, string? Exploitation, string? Region, int Year);

/// <param name="Side">Of which list.</param>
/// <param name="State"><c>Sent</c> or <c>Acknowledged</c>.</param>
public sealed record NoticeLine(
    Guid Id, string Side, string State, PartnerId From, PartnerId To, NoticeCell Cell, DateTimeOffset SentAt, DateTimeOffset? AcknowledgedAt);

/// <summary>The codes of a notice, verbatim from HTCDS where it has them; a test compares them with the fields of a case.</summary>
public static class NoticeCodes
{
    /// <summary>HTCDS <c>prs_Gender</c>, as far as tables of trafficking have it.</summary>
    public static readonly FrozenSet<string> Sexes = new[] { "Feminine", "Masculine" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>HTCDS <c>vic_TypeOfExploitation</c>.</summary>
    public static readonly FrozenSet<string> Exploitations = new[]
    {
        "ForcedLabour", "SexualExploitation", "ChildLabour", "ForcedMarriage", "Servitude", "ForcedMilitaryByNonStateActors", "OrganRemoval",
        "ForcedBegging", "ForcedAdoption", "Surrogacy", "Other", "x:ForcedCriminality", "x:IllegalAdoption",
    }.ToFrozenSet(StringComparer.Ordinal);
}
