using System.Collections.Frozen;
using System.Text.Json;
using Npgsql;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Inquiries.Rooms;

/// <summary>Rooms as a hotline sees them. Whose it is stands in the query: not yours is not found.</summary>
static class RoomQueries
{
    /// <summary>A visitor who looked in so lately is there now: a page that is open asks every five minutes.</summary>
    public static readonly TimeSpan There = TimeSpan.FromMinutes(6);

    /// <summary>Somebody has been here again since the first message: written, looked in, or taken words to come back with.</summary>
    const string CameBack =
        """
        (r.came_back_at is not null or r.data -> 'data' ->> 'lastWordAt' <> r.data -> 'data' ->> 'openedAt'
            or exists (select from return_phrases p where p.room_id = r.correlation_id))
        """;

    /// <summary>What each list holds; <c>@actor</c> is the caller. A room stands in one of urgent, waiting, mine and others.</summary>
    static readonly FrozenDictionary<string, string> Lists = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["urgent"] = "state = 'Waiting' and data -> 'data' ->> 'topic' = any(@urgent)",
        ["waiting"] = "state = 'Waiting' and data -> 'data' ->> 'topic' <> all(@urgent)",
        ["unread"] = $"state = 'Waiting' and not {CameBack}",
        ["mine"] = "state in ('Attended', 'Closed') and data -> 'data' -> 'attending' ? @actor",
        ["others"] = "state = 'Attended' and not data -> 'data' -> 'attending' ? @actor",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// The hotline's queue in two lists, the caller's own rooms, and those of colleagues. No word of what is written in them.
    /// What is unanswered comes first, before it where the visitor is there now; of each the newest.
    /// </summary>
    public static async Task<IResult> List(string state, Cursor? cursor, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (!Lists.TryGetValue(state, out var listed))
            return Problems.Invalid(new Fault("/state", $"Unknown; known are {string.Join(", ", Lists.Keys.Order())}."));
        var values = new
        {
            caller.Partner, actor = caller.ActorId.ToString(), urgent = Codes.UrgentTopics.ToArray(),
            there = work.Now - There, place = cursor?.Order ?? 0, id = cursor?.Id ?? Guid.AllBitsSet,
        };
        var total = work.Ask<long>($"select count(*) from rooms r where hotline = @partner and {listed}", values);
        var rows = (await work.Read<Placed>(
            $"""
            select data, version, came_back_at, place from (
                select r.*, case when state = 'Closed' then 3 when data -> 'data' ->> 'lastWordBy' <> 'visitor' then 2
                    when came_back_at > @there then 0 else 1 end as place
                from rooms r where hotline = @partner and {listed}
            ) placed
            where place > @place or (place = @place and correlation_id < @id)
            order by place, correlation_id desc limit {Page.Size + 1}
            """,
            values, cancellationToken)).ConvertAll(row => (Room: row.As<RoomState>(), row.CameBackAt, row.Place));
        return Page.Of(
            rows, total[0], row => Line(row.Room, row.CameBackAt > work.Now - There),
            row => new Cursor(row.Place, row.Room.CorrelationId).ToString());
    }

    /// <summary>Which of these wait in this hotline's queue; until the commit nobody else changes them.</summary>
    public static async Task<List<(RoomState Room, bool CameBack)>> HoldWaiting(
        UnitOfWork work, PartnerId hotline, IReadOnlyList<Guid> rooms, CancellationToken cancellationToken) =>
        (await work.Read<Waiting>(
            $"""
            select data, version, {CameBack} as came_back from rooms r
            where hotline = @hotline and state = 'Waiting' and correlation_id = any(@ids) order by correlation_id for no key update
            """,
            new { hotline, ids = rooms.ToArray() }, cancellationToken)).ConvertAll(row => (row.As<RoomState>(), row.CameBack));

    sealed record Waiting(string Data, long Version, bool CameBack) : StoredSaga(Data, Version);

    sealed record Placed(string Data, long Version, DateTimeOffset? CameBackAt, int Place) : StoredSaga(Data, Version);

    /// <summary>The transcript, for those who are in the room or were when it was closed.</summary>
    public static async Task<IResult> Detail(Guid id, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        var room = await Find(work, id, cancellationToken);
        if (room is null || room.Data.Hotline != caller.Partner)
            return Problems.NotFound("room");
        var messages = room.Data.Attending.Contains(caller.ActorId) ? await Transcript.Read(work, keys, id, cancellationToken) : null;
        return Answers.Found(new RoomShown(Line(room), room.Data.KeepAsked, room.Data.ClosedAt, room.Data.DeletesAt, messages), room.Version);
    }

    public static async Task<IResult> Changes(
        Guid id, long after, Caller caller, RoomWatch watch, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken) =>
        !await watch.IsOf(id, caller.Partner, cancellationToken) ? Problems.NotFound("room")
        : await watch.Changed(id, after, cancellationToken) ? await Detail(id, caller, work, keys, cancellationToken) : Results.NoContent();

    public static async Task<RoomState?> Find(UnitOfWork work, Guid id, CancellationToken cancellationToken) =>
        (await work.ReadOne<StoredSaga>("select data, version from rooms where correlation_id = @id and state <> 'Shredded'",
            new { id }, cancellationToken))?.As<RoomState>();

    /// <param name="there">Whether its visitor looks in now; null where nobody has asked.</param>
    public static RoomLine Line(RoomState state, bool? there = null) => new(
        state.CorrelationId, state.CurrentState, state.Version, state.Data.Language, state.Data.Topic, state.Data.Country, state.Data.OpenedAt,
        state.Data.LastWordAt, state.Data.LastWordBy, state.Data.Attending, there);
}
