using System.Text.Json;
using Npgsql;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;

namespace ReferralNetwork.Inquiries.Rooms;

/// <summary>Rooms as a hotline sees them. Whose it is stands in the query: not yours is not found.</summary>
static class RoomQueries
{
    const int MostListed = 200;

    /// <summary>The hotline's queue, the caller's own rooms, or all that are open. No word of what is written in them.</summary>
    public static async Task<IResult> List(string state, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        var (states, attendedBy) = state switch
        {
            "waiting" => ([RoomStates.Waiting], ""),
            "mine" => ([RoomStates.Attended, RoomStates.Closed], caller.ActorId.ToString()),
            "open" => ([RoomStates.Waiting, RoomStates.Attended], ""),
            _ => (Array.Empty<string>(), ""),
        };
        if (states.Length == 0)
            return Problems.Invalid(new Fault("/state", "Unknown; known are mine, open, waiting."));
        var rows = await work.Read(
            $"""
            select data, version from rooms
            where hotline = $1 and state = any($2) and ($3 = '' or data -> 'now' -> 'attending' ? $3)
            order by correlation_id limit {MostListed}
            """,
            Map, cancellationToken, caller.Partner.Value, states, attendedBy);
        return Answers.Found(new { items = rows.Select(Line) });
    }

    /// <summary>The transcript, for those who are in the room or were when it was closed.</summary>
    public static async Task<IResult> Detail(Guid id, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        var room = await Find(work, id, cancellationToken);
        if (room is null || room.Now.Hotline != caller.Partner)
            return Problems.NotFound("room");
        var messages = room.Now.Attending.Contains(caller.ActorId) ? await Transcript.Read(work, keys, id, cancellationToken) : null;
        return Answers.Found(new { room = Line(room), room.Now.KeepAsked, room.Now.ClosedAt, room.Now.DeletesAt, messages }, room.Version);
    }

    public static async Task<IResult> Changes(
        Guid id, long after, Caller caller, RoomWatch watch, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken) =>
        !await watch.IsOf(id, caller.Partner, cancellationToken) ? Problems.NotFound("room")
        : await watch.Changed(id, after, cancellationToken) ? await Detail(id, caller, work, keys, cancellationToken) : Results.NoContent();

    public static Task<RoomState?> Find(UnitOfWork work, Guid id, CancellationToken cancellationToken) =>
        work.ReadOne("select data, version from rooms where correlation_id = $1 and state <> 'Shredded'", Map, cancellationToken, id)!;

    static RoomState Map(NpgsqlDataReader r)
    {
        var state = JsonSerializer.Deserialize<RoomState>(r.GetFieldValue<byte[]>(0), NetworkJson.Stored)!;
        state.Version = r.GetInt64(1);
        return state;
    }

    static object Line(RoomState state) => new
    {
        id = state.CorrelationId,
        state = state.CurrentState,
        state.Version,
        state.Now.Language,
        state.Now.Topic,
        state.Now.Country,
        state.Now.OpenedAt,
        state.Now.LastWordAt,
        state.Now.LastWordBy,
        state.Now.Attending,
    };
}
