using System.Text.Json;
using MassTransit;
using Npgsql;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Inquiries.Rooms;

namespace ReferralNetwork.Inquiries.Knowing;

/// <summary>What Inquiries must know of an organisation that runs a hotline.</summary>
sealed record KnownHotline(PartnerId Id, string Jurisdiction, IReadOnlyList<string> Languages, OpeningHours Hours)
{
    const string Columns = "partner_id, jurisdiction, languages, hours";

    /// <returns>Null where the network knows no such hotline, or it is suspended.</returns>
    public static Task<KnownHotline?> Find(UnitOfWork work, PartnerId partner, CancellationToken cancellationToken) =>
        work.ReadOne($"select {Columns} from known_hotlines where partner_id = $1 and not suspended", Map, cancellationToken, partner.Value)!;

    /// <summary>
    /// Who takes a new room. One that serves the language comes before one that does not, then one that is on duty before
    /// one that is closed, then the one with the shortest queue: a room is seen by one organisation, not by all.
    /// </summary>
    /// <returns>With how many rooms hold a place in its queue; null where the network knows no hotline at all.</returns>
    public static async Task<(KnownHotline Hotline, long Waiting)?> Choose(UnitOfWork work, string language, bool urgent, CancellationToken cancellationToken)
    {
        var hotlines = await work.Read(
            $"""
            select {Columns}, (
                select count(*) from rooms r where r.hotline = h.partner_id and r.state = 'Waiting' and (r.data -> 'data' ->> 'topic' = any($1)) = $2
                    and (r.came_back_at > $3 or (r.data -> 'data' ->> 'openedAt')::timestamptz > $4))
            from known_hotlines h where not suspended
            """,
            r => (Hotline: Map(r), Waiting: r.GetInt64(4)), cancellationToken,
            Codes.UrgentTopics.ToArray(), urgent, work.Now - RoomQueries.There, work.Now - OpeningSettings.FirstMoments);
        return hotlines
            .OrderByDescending(h => h.Hotline.Languages.Contains(language))
            .ThenByDescending(h => Duty.On(h.Hotline.Hours, work.Now))
            .ThenBy(h => h.Waiting)
            .ThenBy(h => h.Hotline.Id.Value)
            .Select(h => ((KnownHotline, long)?)h)
            .FirstOrDefault();
    }

    static KnownHotline Map(NpgsqlDataReader r) => new(
        new(r.GetGuid(0)), r.GetString(1), r.GetFieldValue<string[]>(2),
        JsonSerializer.Deserialize<OpeningHours>(r.GetFieldValue<byte[]>(3), NetworkJson.Stored)!);
}

/// <summary>Keeps the newest listing of each hotline; older ones that come late change nothing.</summary>
sealed class KnownHotlinesConsumer(UnitOfWork work) : IConsumer<PartnerListed>
{
    public Task Consume(ConsumeContext<PartnerListed> context)
    {
        var listed = context.Message;
        // Others are kept as suspended ones: an organisation may stop being a hotline.
        work.Write(
            """
            insert into known_hotlines (partner_id, version, jurisdiction, languages, hours, suspended) values ($1, $2, $3, $4, $5, $6)
            on conflict (partner_id) do update set version = excluded.version, jurisdiction = excluded.jurisdiction,
                languages = excluded.languages, hours = excluded.hours, suspended = excluded.suspended
            where known_hotlines.version < excluded.version
            """,
            listed.PartnerId.Value, listed.Version, listed.Jurisdiction, listed.Languages.ToArray(), UnitOfWork.Json(listed.Hours),
            listed.Suspended || listed.Kind != "x:Hotline");
        return Task.CompletedTask;
    }
}

/// <summary>Whether somebody answers now, where the organisation is.</summary>
public static class Duty
{
    public static bool On(OpeningHours hours, DateTimeOffset now)
    {
        var there = TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(hours.TimeZone));
        var time = TimeOnly.FromDateTime(there.DateTime);
        return hours.AlwaysOnDuty || hours.Week.Any(d => d.Day == there.DayOfWeek && time.IsBetween(d.Opens, d.Closes));
    }
}
