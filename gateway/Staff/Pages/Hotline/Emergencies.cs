namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>Who is in danger now: situations that wait for the coordinator and rooms. They stand above every list, and in no other.</summary>
public sealed record Emergencies(ListResponse<SituationLine> Situations, ListResponse<RoomLine> Rooms, TimeZoneInfo Zone)
{
    public long Total => (Situations.Total ?? 0) + (Rooms.Total ?? 0);

    /// <param name="query">Of the page that shows them: where each list goes on, see <see cref="More"/>.</param>
    public static async Task<Emergencies> Read(InquiriesClient inquiries, IQueryCollection query, TimeZoneInfo zone) =>
        new(
            await inquiries.Situations(open: true, escalated: true, query["escalatedFrom"]).Require(),
            await inquiries.Rooms("urgent", query["urgentFrom"]).Require(),
            zone);

    /// <summary>Address of the page that goes on where this list stops.</summary>
    public static string? More(string list, string? next) =>
        next is null ? null : $"{Addresses.With("/desk", ($"{list}From", next))}#emergencies";
}
