using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.CompelledDisclosures;

/// <summary>The way of a disclosure in a few stations, and which of them is being worked on.</summary>
public static class Stations
{
    public static readonly IReadOnlyList<string> Names = ["check", "tell", "approve", "disclose", "review"];

    /// <summary>Index into <see cref="Names"/>; their count once all is done; null: it goes no such way.</summary>
    public static int? Present(CompelledDetail seen) => seen switch
    {
        { Danger: not null } or { Line.State: "Refused" or "Overturned" } => null,
        { Line.State: "Reviewed" } => Names.Count,
        { Line.State: "Disclosed" } => 4,
        { Line.State: "Demanded" or "Challenged" } => 0,
        { Line.State: "Checked", Finding: not Codes.InOrder } => 0,
        { Told: null } => 1,
        { Line.State: "Approved2" } => 3,
        _ => 2,
    };
}
