using System.Text.Json;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Inquiries.Rooms;

namespace ReferralNetwork.Inquiries.LocalCopies;

/// <summary>What Inquiries must know of an organisation that runs a hotline.</summary>
sealed record KnownHotline(
    PartnerId Id, string Jurisdiction, IReadOnlyList<string> Languages, OpeningHours Hours, IReadOnlyList<DateOnly> Holidays)
{
    const string Columns = $"partner_id as id, jurisdiction, languages, hours, {KnownHolidays.Of} as holidays";
    const string IsHotline = "kind = 'x:Hotline' and not suspended";

    /// <returns>Null where the network knows no such hotline, or it is suspended.</returns>
    public static async Task<KnownHotline?> Find(UnitOfWork work, PartnerId partner, CancellationToken cancellationToken) =>
        (await work.ReadOne<Row>($"select {Columns}, 0::bigint as waiting from known_partners where partner_id = @partner and {IsHotline}",
            new { partner, today = Today(work) }, cancellationToken))?.Hotline;

    /// <summary>
    /// Who takes a new room. One that serves the language comes before one that does not, then one that is on duty before
    /// one that is closed, then the one with the shortest queue: a room is seen by one organisation, not by all.
    /// </summary>
    /// <returns>With how many rooms hold a place in its queue; null where the network knows no hotline at all.</returns>
    public static async Task<(KnownHotline Hotline, long Waiting)?> Choose(
        UnitOfWork work, string language, bool urgent, CancellationToken cancellationToken)
    {
        var hotlines = await work.Read<Row>(
            $"""
            select {Columns}, (
                select count(*) from rooms r where r.hotline = h.partner_id and r.state = 'Waiting'
                    and (r.data -> 'data' ->> 'topic' = any(@topics)) = @urgent
                    and (r.came_back_at > @there or (r.data -> 'data' ->> 'openedAt')::timestamptz > @firstMoments)) as waiting
            from known_partners h where {IsHotline}
            """,
            new
            {
                topics = Codes.UrgentTopics.ToArray(), urgent, there = work.Now - RoomQueries.There,
                firstMoments = work.Now - OpeningSettings.FirstMoments, today = Today(work),
            },
            cancellationToken);
        return hotlines
            .OrderByDescending(h => h.Hotline.Languages.Contains(language))
            .ThenByDescending(h => Duty.IsOpenAt(h.Hotline.Hours, work.Now))
            .ThenBy(h => h.Waiting)
            .ThenBy(h => h.Hotline.Id.Value)
            .Select(h => ((KnownHotline, long)?)(h.Hotline, h.Waiting))
            .FirstOrDefault();
    }

    static DateOnly Today(UnitOfWork work) => DateOnly.FromDateTime(work.Now.UtcDateTime);

    sealed record Row(PartnerId Id, string Jurisdiction, string[] Languages, string Hours, IReadOnlyList<DateOnly> Holidays, long Waiting)
    {
        public KnownHotline Hotline { get; } =
            new(Id, Jurisdiction, Languages, JsonSerializer.Deserialize<OpeningHours>(Hours, NetworkJson.Stored)!, Holidays);
    }
}

/// <summary>Whether somebody answers now, where the organisation is.</summary>
public static class Duty
{
    public static bool IsOpenAt(OpeningHours hours, DateTimeOffset now)
    {
        var there = TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(hours.TimeZone));
        var time = TimeOnly.FromDateTime(there.DateTime);
        return hours.AlwaysOnDuty || hours.Week.Any(d => d.Day == there.DayOfWeek && time.IsBetween(d.Opens, d.Closes));
    }
}
