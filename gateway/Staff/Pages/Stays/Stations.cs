namespace ReferralNetwork.Staff.Pages.Stays;

/// <summary>The way of a stay in a few stations, and which of them is being worked on.</summary>
public static class Stations
{
    public static readonly IReadOnlyList<string> Names = ["promised", "living", "left"];

    /// <summary>Index into <see cref="Names"/>; their count once all is behind it.</summary>
    public static int? Present(string state) => state switch
    {
        "Held" or "Confirmed" or "EnRoute" or "CheckInOverdue" => 0,
        "CheckedIn" or "Away" or "Missing" => 1,
        _ => Names.Count,
    };
}
