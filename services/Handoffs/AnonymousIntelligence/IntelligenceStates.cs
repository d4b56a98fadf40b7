namespace ReferralNetwork.Handoffs.AnonymousIntelligence;

public static class IntelligenceStates
{
    public const string Drafted = "Drafted";

    /// <summary>A second person is to say whether the report gives away who told.</summary>
    public const string SecondLook = "SecondLook";

    /// <summary>The second look is done; the person whom it comes from wants it to wait.</summary>
    public const string Held = "Held";
    public const string Dropped = "Dropped";
    public const string Sent = "Sent";
    public const string Acknowledged = "Acknowledged";

    /// <summary>Nothing has left.</summary>
    public static readonly IReadOnlyList<string> Inside = [Drafted, SecondLook, Held];

    public static readonly IReadOnlyList<string> Left = [Sent, Acknowledged];
    public static readonly IReadOnlyList<string> All = [.. Inside, Dropped, .. Left];
}
