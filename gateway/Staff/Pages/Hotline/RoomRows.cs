namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>Rooms under a heading, in the order of Inquiries: unanswered first, of those where the visitor is there, the newest.</summary>
/// <param name="Name">Which: <c>urgent</c>, <c>waiting</c>, <c>mine</c> or <c>others</c>.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="More">Address of the page that goes on where this one stops.</param>
/// <param name="Here">The room that the page shows.</param>
public sealed record RoomRows(string Name, IReadOnlyList<RoomLine> List, long Total, string? More, TimeZoneInfo Zone, Guid? Here = null);
