namespace ReferralNetwork.Handoffs.CompelledDisclosures;

/// <summary>Where a compelled disclosure can stand.</summary>
public static class States
{
    public const string Demanded = "Demanded";
    public const string Checked = "Checked";
    public const string Narrowed = "Narrowed";
    public const string Challenged = "Challenged";
    public const string Approved1 = "Approved1";
    public const string Approved2 = "Approved2";
    public const string Refused = "Refused";
    public const string Disclosed = "Disclosed";
    public const string Reviewed = "Reviewed";
    public const string Overturned = "Overturned";

    /// <summary>Checked, and nothing has left: it can be challenged, or end.</summary>
    public static readonly IReadOnlyList<string> Decided = [Checked, Narrowed, Approved1, Approved2];

    /// <summary>Nothing has left, and something may.</summary>
    public static readonly IReadOnlyList<string> Before = [Demanded, .. Decided, Challenged];

    /// <summary>Something has left.</summary>
    public static readonly IReadOnlyList<string> After = [Disclosed, Reviewed, Overturned];

    public static readonly IReadOnlyList<string> All = [.. Before, Refused, .. After];
}
