using System.Collections.Concurrent;
using Npgsql;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Inquiries.Rooms;

/// <summary>
/// Tells those who wait when their room has changed. One query for all of them at every tick, whichever instance made the
/// change; nobody who waits holds a connection.
/// </summary>
sealed partial class RoomWatch(NpgsqlDataSource database, TimeProvider clock, ILogger<RoomWatch> log) : BackgroundService
{
    /// <summary>Shorter than any proxy's patience.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(25);

    static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);

    readonly ConcurrentDictionary<Waiter, bool> waiting = [];

    /// <returns>False if nothing newer than this version came in time.</returns>
    public async Task<bool> Changed(Guid roomId, long after, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(roomId, after);
        waiting.TryAdd(waiter, true);
        try
        {
            await waiter.Changed.Task.WaitAsync(Longest, clock, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        finally
        {
            waiting.TryRemove(waiter, out _);
        }
    }

    /// <summary>Whether the room is this hotline's. Asked before waiting: how long that takes must not tell a stranger of a room.</summary>
    public Task<bool> IsOf(Guid roomId, PartnerId hotline, CancellationToken cancellationToken) =>
        database.ReadOne<bool>("select true from rooms where correlation_id = @roomId and hotline = @hotline",
            new { roomId, hotline }, cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Look(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                CouldNotLook(e.SqlState ?? "no connection");
            }
        }
    }

    async Task Look(CancellationToken cancellationToken)
    {
        var waiters = waiting.Keys.ToLookup(w => w.RoomId);
        if (waiters.Count == 0)
            return;
        var rooms = await database.Read<Seen>(
            "select correlation_id as room_id, version from rooms where correlation_id = any(@ids)",
            new { ids = waiters.Select(w => w.Key).ToArray() }, cancellationToken);
        foreach (var waiter in rooms.SelectMany(room => waiters[room.RoomId].Where(w => w.After < room.Version)))
            waiter.Changed.TrySetResult();
    }

    sealed record Seen(Guid RoomId, long Version);

    [LoggerMessage(LogLevel.Warning, "Could not look for news in rooms ({SqlState}); trying again at the next tick")]
    partial void CouldNotLook(string sqlState);

    sealed class Waiter(Guid roomId, long after)
    {
        public Guid RoomId => roomId;
        public long After => after;
        public TaskCompletionSource Changed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
