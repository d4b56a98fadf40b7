namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>Rooms under a heading, the longest silent first.</summary>
/// <param name="Name">Which: <c>waiting</c>, <c>mine</c> or <c>others</c>.</param>
/// <param name="Here">The room that the page shows.</param>
public sealed record RoomRows(string Name, IReadOnlyList<RoomLine> List, TimeZoneInfo Zone, Guid? Here = null)
{
    public static RoomRows Of(string name, IEnumerable<RoomLine> rooms, TimeZoneInfo zone, Guid? here = null) =>
        new(name, [.. rooms.OrderBy(room => room.Closed).ThenBy(room => !room.Unanswered).ThenBy(room => room.LastWordAt)], zone, here);
}
