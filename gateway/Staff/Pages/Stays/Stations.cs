namespace ReferralNetwork.Staff.Pages.Stays;

/// <summary>The way of a stay in a few stations, and which of them is being worked on.</summary>
public static class Stations
{
    public static readonly IReadOnlyList<string> Names = ["arrived", "living", "left"];

    /// <summary>Index into <see cref="Names"/>; their count once all is behind it.</summary>
    public static int Present(string state) => state == "Ended" ? Names.Count : 1;
}
