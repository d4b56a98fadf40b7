using System.Buffers.Text;
using System.Security.Cryptography;
using Npgsql;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sealing;

namespace ReferralNetwork.Inquiries.Rooms;

/// <summary>
/// The secrets that open rooms. Kept as a keyed hash: who reads the tables can open none. A token ends by itself, so that
/// who opens the same browser later finds no conversation in it.
/// </summary>
sealed class RoomTokens(LookupKey key, NpgsqlDataSource database, TimeProvider clock)
{
    public const string Header = "Room-Token";

    /// <summary>After the last request with it a token opens nothing.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(20);

    /// <summary>For a room that is opened by this request. The request repeated gets the same token, though it is stored nowhere.</summary>
    /// <param name="idempotencyKey">Random, so the token is.</param>
    public string For(string idempotencyKey) => Base64Url.EncodeToString(key.Hash("new-room", idempotencyKey));

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public byte[] Hash(string token) => key.Hash("room-token", token);

    /// <param name="roomId">Null for a conversation of which nothing was sent yet.</param>
    public void Keep(UnitOfWork work, string token, Guid? roomId) =>
        work.Write("insert into room_tokens (hash, room_id, made_at, used_at) values (@hash, @roomId, @now, @now)",
            new { hash = Hash(token), roomId, work.Now });

    /// <summary>
    /// Finds the room, and notes that its visitor is there, or at least a page of theirs, unless those are its first moments: then it may
    /// be the browser that follows a redirect. Outside any unit of work: who then waits for news holds no connection.
    /// </summary>
    /// <param name="used">Whether this is a request of the visitor, from which the token lives on.</param>
    /// <returns>Null where the token opens nothing.</returns>
    public async Task<Holder?> Find(string token, bool used, CancellationToken cancellationToken)
    {
        var (hash, now) = (Hash(token), clock.GetUtcNow());
        var found = await database.Read<Guid?>(
            $"""
            with visit as (
                {(used ? "update room_tokens t set used_at = @now" : "select t.room_id from room_tokens t")}
                where t.hash = @hash and t.used_at > @since and not exists (select from rooms r where r.correlation_id = t.room_id
                    and r.state = 'Shredded')
                {(used ? "returning t.room_id" : "")}
            ), back as (
                update rooms set came_back_at = @now from visit
                where correlation_id = room_id
                    and coalesce(came_back_at < @now - interval '30 seconds', (data -> 'data' ->> 'openedAt')::timestamptz < @firstMoments)
            )
            select room_id from visit
            """,
            new { hash, since = now - Lifetime, now, firstMoments = now - OpeningSettings.FirstMoments }, cancellationToken);
        return found is [var roomId] ? new Holder(token, hash, roomId) : null;
    }

    /// <summary>Those that have ended, with what was kept under them.</summary>
    public Task<int> Sweep(CancellationToken cancellationToken) =>
        database.Run("delete from room_tokens where used_at <= @before", new { before = clock.GetUtcNow() - Lifetime }, cancellationToken);
}

/// <summary>Whoever holds a token, in a room or before there is one. As a handler's parameter it demands one that has not ended: else 404.</summary>
sealed record Holder(string Token, byte[] Hash, Guid? RoomId)
{
    public static async ValueTask<Holder> BindAsync(HttpContext context) => await Find(context, used: true);

    /// <exception cref="ProblemException">The token opens nothing.</exception>
    public static async Task<Holder> Find(HttpContext context, bool used) =>
        await context.RequestServices.GetRequiredService<RoomTokens>()
            .Find(context.Request.Headers[RoomTokens.Header].ToString(), used, context.RequestAborted)
        ?? throw new ProblemException(Problems.NotFound("room"));
}

/// <summary>
/// A visitor in their room, by the token they hold. As a handler's parameter it demands one that opens a room: else 404, or 409 before there is one.
/// </summary>
sealed record Visit(Guid RoomId, byte[] TokenHash)
{
    static readonly Refusal NothingSent = new("NOTHING_SENT", "Nothing was sent in this conversation yet.");

    public static async ValueTask<Visit> BindAsync(HttpContext context) => await Find(context, used: true);

    public static async Task<Visit> Find(HttpContext context, bool used)
    {
        var holder = await Holder.Find(context, used);
        return new(holder.RoomId ?? throw new ProblemException(Problems.Refused(NothingSent)), holder.Hash);
    }
}

/// <summary>A visit by a page that waits for news. It waits by itself, also when nobody looks at it, so the token does not live on from it.</summary>
sealed record Watch(Visit Visit)
{
    public static async ValueTask<Watch> BindAsync(HttpContext context) => new(await Visit.Find(context, used: false));
}

/// <summary>Ended tokens go soon after.</summary>
sealed partial class TokenSweep(RoomTokens tokens, TimeProvider clock, ILogger<TokenSweep> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await tokens.Sweep(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                Postponed(e.SqlState ?? "no connection");
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Could not forget ended tokens ({SqlState}); trying again soon")]
    partial void Postponed(string sqlState);
}
