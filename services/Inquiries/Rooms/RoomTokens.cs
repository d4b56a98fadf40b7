using System.Buffers.Text;
using System.Security.Cryptography;
using Npgsql;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Inquiries.Sealing;

namespace ReferralNetwork.Inquiries.Rooms;

/// <summary>The secrets that open rooms. Kept as a keyed hash: who reads the tables can open none.</summary>
sealed class RoomTokens(LookupKey key, NpgsqlDataSource database)
{
    public const string Header = "Room-Token";

    /// <summary>For a room that is opened by this request. The request repeated gets the same token, though it is stored nowhere.</summary>
    /// <param name="idempotencyKey">Random, so the token is.</param>
    public string Of(string idempotencyKey) => Base64Url.EncodeToString(key.Hash("new-room", idempotencyKey));

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public byte[] Hash(string token) => key.Hash("room-token", token);

    public void Keep(UnitOfWork work, string token, Guid roomId) =>
        work.Write("insert into room_tokens (hash, room_id, made_at) values ($1, $2, $3)", Hash(token), roomId, work.Now);

    /// <summary>Outside any unit of work: who then waits for news holds no connection.</summary>
    public async Task<Visit?> Find(string token, CancellationToken cancellationToken)
    {
        var hash = Hash(token);
        await using var find = database.CreateCommand(
            "select t.room_id from room_tokens t join rooms r on r.correlation_id = t.room_id where t.hash = $1 and r.state <> 'Shredded'");
        find.Parameters.Add(new() { Value = hash });
        return await find.ExecuteScalarAsync(cancellationToken) is Guid roomId ? new Visit(roomId, hash) : null;
    }
}

/// <summary>A visitor in her room, by the token she holds. As a handler's parameter it demands one that opens a room: else 404.</summary>
sealed record Visit(Guid RoomId, byte[] TokenHash)
{
    public static async ValueTask<Visit> BindAsync(HttpContext context) =>
        await context.RequestServices.GetRequiredService<RoomTokens>().Find(context.Request.Headers[RoomTokens.Header].ToString(), context.RequestAborted)
        ?? throw new ProblemException(Problems.NotFound("room"));
}
