namespace ReferralNetwork.Handoffs.ConsentedHandoffs;

/// <summary>Where a handoff can stand, and the groups that rules speak of.</summary>
public static class States
{
    public const string Prepared = "Prepared";
    public const string ConsentVerified = "ConsentVerified";
    public const string Offered = "Offered";
    public const string Accepted = "Accepted";
    public const string Released = "Released";
    public const string Receipted = "Receipted";
    public const string InUse = "InUse";
    public const string Closed = "Closed";

    public const string Declined = "Declined";
    public const string Expired = "Expired";
    public const string Withdrawn = "Withdrawn";
    public const string Returned = "Returned";

    /// <summary>Nothing has left yet.</summary>
    public static readonly IReadOnlyList<string> BeforeRelease = [Prepared, ConsentVerified, Offered, Accepted];

    /// <summary>With law enforcement, which works on it.</summary>
    public static readonly IReadOnlyList<string> Held = [Released, Receipted, InUse];

    /// <summary>Accepted, and not over.</summary>
    public static readonly IReadOnlyList<string> Running = [Accepted, .. Held];

    public static readonly IReadOnlyList<string> Open = [.. BeforeRelease, .. Held];

    /// <summary>In which something may have been released.</summary>
    public static readonly IReadOnlyList<string> AfterRelease = [.. Held, Closed, Withdrawn, Returned];

    public static readonly IReadOnlyList<string> All = [.. Open, Closed, Declined, Expired, Withdrawn, Returned];
}
