using System.Threading.RateLimiting;
using Npgsql;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Inquiries.Phrases;

namespace ReferralNetwork.Inquiries.Rooms;

/// <summary>
/// The words that a visitor comes back with. One phrase a room; a new one takes the place of the old when it is typed back.
/// </summary>
/// <remarks>
/// Guesses are slowed without knowing who guesses: every miss takes the same time at least and then waits its turn among all
/// misses. A phrase that is right never waits, so that no flood of guesses keeps its holder out. What makes guessing
/// hopeless is the phrase's 80 bits; the turns are for the machine's sake.
/// </remarks>
sealed class ReturnPhrases(LookupKey key, NpgsqlDataSource database, TimeProvider clock) : IDisposable
{
    static readonly TimeSpan EveryMiss = TimeSpan.FromMilliseconds(100);

    readonly TokenBucketRateLimiter turns = new(new()
    {
        TokenLimit = 50,
        TokensPerPeriod = 50,
        ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Each return makes a token; the brake is the room's own, so that it keeps nobody else out.</summary>
    readonly PartitionedRateLimiter<Guid> returns = PartitionedRateLimiter.Create<Guid, Guid>(
        room => RateLimitPartition.GetTokenBucketLimiter(room, _ => new Budget(10, 6).Bucket));

    /// <summary>Derived, so that the request repeated shows the same words, though they are stored nowhere.</summary>
    public string For(Visit visit, string language, string idempotencyKey) =>
        WordList.For(language).Phrase(key.Hash("new-phrase", visit.RoomId.ToString(), idempotencyKey));

    /// <summary>Shown: it opens nothing before it is typed back.</summary>
    public void Show(UnitOfWork work, Visit visit, string phrase)
    {
        work.Write("delete from return_phrases where room_id = @roomId and kept_at is null", new { visit.RoomId });
        work.Write("insert into return_phrases (lookup, room_id, shown_at) values (@lookup, @roomId, @now)",
            new { lookup = Lookup(phrase), visit.RoomId, work.Now });
    }

    /// <summary>Typed back: from now on it opens the room, and an older one no more.</summary>
    public async Task<bool> Keep(UnitOfWork work, Visit visit, string typed, CancellationToken cancellationToken)
    {
        var lookup = Lookup(typed);
        var kept = await work.ReadOne<bool>(
            "update return_phrases set kept_at = @now where lookup = @lookup and room_id = @roomId returning true",
            new { lookup, visit.RoomId, work.Now }, cancellationToken);
        if (kept)
            work.Write("delete from return_phrases where room_id = @roomId and lookup <> @lookup", new { visit.RoomId, lookup });
        return kept;
    }

    /// <returns>none, shown or kept.</returns>
    public static async Task<string> Standing(UnitOfWork work, Visit visit, CancellationToken cancellationToken) =>
        await work.ReadOne<string>(
            "select case when bool_or(kept_at is not null) then 'kept' when count(*) > 0 then 'shown' else 'none' end from return_phrases where room_id = @roomId",
            new { visit.RoomId }, cancellationToken) ?? "none";

    /// <returns>The room that it opens; null after the wait of a miss, whatever was wrong.</returns>
    public async Task<Guid?> Find(string typed, CancellationToken cancellationToken)
    {
        var least = Task.Delay(EveryMiss, clock, cancellationToken);
        if (await Look(typed, cancellationToken) is { } roomId)
            return roomId;
        await least;
        using var turn = await turns.AcquireAsync(1, cancellationToken);
        return null;
    }

    /// <returns>When to try again, if this room was returned to too often.</returns>
    public TimeSpan? TooOften(Guid roomId)
    {
        using var turn = returns.AttemptAcquire(roomId);
        return turn.IsAcquired ? null : Brakes.RetryAfter(turn);
    }

    Task<Guid?> Look(string typed, CancellationToken cancellationToken) => database.ReadOne<Guid?>(
        """
        select p.room_id from return_phrases p join rooms r on r.correlation_id = p.room_id
        where p.lookup = @lookup and p.kept_at is not null and r.state <> 'Shredded'
        """,
        new { lookup = Lookup(typed) }, cancellationToken);

    byte[] Lookup(string phrase) => key.Hash("return-phrase", WordList.Fold(phrase));

    public void Dispose()
    {
        turns.Dispose();
        returns.Dispose();
    }
}
