using ReferralNetwork.Staff.Tokens;

namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>Who is in danger now: situations that wait for the coordinator and rooms. They stand above every list, and in no other.</summary>
public sealed record Emergencies(Several<SituationLine> Situations, Several<RoomLine> Rooms, TimeZoneInfo Zone)
{
    public long Total => (Situations.Total ?? 0) + (Rooms.Total ?? 0);

    /// <param name="query">Of the page that shows them: where each list goes on, see <see cref="More"/>.</param>
    public static async Task<Emergencies> Read(NetworkClient network, IQueryCollection query, TimeZoneInfo zone, CancellationToken ct) =>
        new(
            (await network.Get<Several<SituationLine>>(
                "inquiries", Addresses.With("/situations", ("escalated", "true"), ("cursor", query["escalatedFrom"])), ct)).Require(),
            (await network.Get<Several<RoomLine>>(
                "inquiries", Addresses.With("/rooms", ("state", "urgent"), ("cursor", query["urgentFrom"])), ct)).Require(),
            zone);

    /// <summary>Address of the page that goes on where this list stops.</summary>
    public static string? More(string list, string? next) =>
        next is null ? null : $"{Addresses.With("/desk", ($"{list}From", next))}#emergencies";
}
