namespace ReferralNetwork.Staff.Pages.Handoffs;

/// <summary>The way of a handoff by consent in a few stations, and which of them is being worked on.</summary>
public static class Stations
{
    public static readonly IReadOnlyList<string> Names = ["prepare", "consent", "offer", "acceptance", "release", "receipt", "use"];

    /// <summary>Index into <see cref="Names"/>; their count once all is behind it; null: it has ended before that.</summary>
    public static int? Present(string state) => state switch
    {
        "Prepared" => 1,
        "ConsentVerified" => 2,
        "Offered" => 3,
        "Accepted" => 4,
        "Released" => 5,
        "Receipted" or "InUse" => 6,
        "Closed" => Names.Count,
        _ => null,
    };
}
