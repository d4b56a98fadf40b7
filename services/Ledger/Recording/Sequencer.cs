using Npgsql;
using ReferralNetwork.Ledger.Proving;

namespace ReferralNetwork.Ledger.Recording;

/// <summary>
/// Gives each kept act the next place in the tree and writes a head for each batch. One at a time in the whole network
/// (an advisory lock of the transaction), so that consumers need not queue up behind one another.
/// </summary>
public sealed partial class Sequencer(NpgsqlDataSource database, TimeProvider clock, ILogger<Sequencer> log) : BackgroundService
{
    const int BatchSize = 2000;
    const long Lock = 7036510;

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var pauses = new PeriodicTimer(Pause, clock);
        do
        {
            try
            {
                while (await Extend(stoppingToken) == BatchSize) { }
            }
            catch (Exception e) when (e is NpgsqlException or InvalidDataException)
            {
                Failed(log, (e as NpgsqlException)?.SqlState ?? e.GetType().Name);
            }
        }
        while (await pauses.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Adds the acts that have come in, in order of arrival; 0 if there are none or another instance is at it.</summary>
    public async Task<int> Extend(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await Take(connection, cancellationToken))
            return 0;
        var acts = await Arrived(connection, cancellationToken);
        if (acts.Count == 0)
            return 0;

        var tree = await Newest(connection, cancellationToken);
        var first = tree.Size;
        var hashes = acts.ConvertAll(act => MerkleTree.LeafHash(act.Entry()));
        hashes.ForEach(tree.Append);

        await using var add = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("insert into leaves (index, act_id, hash) select $1 + n - 1, id, hash from unnest($2::uuid[], $3::bytea[]) with ordinality as l (id, hash, n)")
                {
                    Parameters = { new() { Value = first }, new() { Value = acts.Select(act => act.Id).ToArray() }, new() { Value = hashes.ToArray() } },
                },
                new("insert into heads (size, root, peaks, at) values ($1, $2, $3, $4)")
                {
                    Parameters = { new() { Value = tree.Size }, new() { Value = tree.Root() }, new() { Value = tree.Peaks() }, new() { Value = clock.GetUtcNow() } },
                },
            },
        };
        await add.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return acts.Count;
    }

    static async Task<bool> Take(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var take = new NpgsqlCommand("select pg_try_advisory_xact_lock($1)", connection) { Parameters = { new() { Value = Lock } } };
        return (bool)(await take.ExecuteScalarAsync(cancellationToken))!;
    }

    static async Task<List<Act>> Arrived(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var arrived = new NpgsqlCommand(
            $"""
            with taken as (
                delete from pending where arrival in (select arrival from pending order by arrival limit {BatchSize})
                returning arrival, act_id)
            select {ActRow.Columns} from taken join acts a using (act_id) order by taken.arrival
            """, connection);
        var acts = new List<Act>();
        await using var rows = await arrived.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            acts.Add(ActRow.Read(rows));
        return acts;
    }

    static async Task<Frontier> Newest(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var newest = new NpgsqlCommand("select size, peaks from heads order by size desc limit 1", connection);
        await using var row = await newest.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? Frontier.Of(row.GetInt64(0), row.GetFieldValue<byte[]>(1)) : new Frontier();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Acts could not be given their places ({Reason}); they wait and are tried again")]
    static partial void Failed(ILogger logger, string reason);
}
