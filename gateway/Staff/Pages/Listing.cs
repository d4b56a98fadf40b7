using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages;

/// <summary>A partner as the directory of Partners tells it to this reader; one that the reader may not find is not in it.</summary>
public sealed record Listing(
    PartnerId Id,
    string Name,
    string Kind,
    IReadOnlyList<string> Services,
    IReadOnlyList<string> Languages,
    IReadOnlyList<string> Regions,
    string? TimeZone,
    OpeningHours? Hours,
    bool Suspended,
    DateTimeOffset ConfirmedAt,
    string? DutyTelephone = null)
{
    /// <summary>No authority is asked by a referral, and nobody who is suspended.</summary>
    public bool CanBeAsked => !Suspended && Codes.ReferralRecipients.Contains(Kind);

    /// <summary>An entry that nobody has confirmed for 90 days may be out of date, and says so.</summary>
    public bool OutOfDate(DateTimeOffset now) => now - ConfirmedAt > TimeSpan.FromDays(90);
}
