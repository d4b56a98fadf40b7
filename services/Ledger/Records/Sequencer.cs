using Npgsql;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Ledger.Proofs;
using ReferralNetwork.Proofs;

namespace ReferralNetwork.Ledger.Records;

/// <summary>
/// Gives each kept audit record the next place in the tree and writes a head for each batch. One at a time in the whole network
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
        if (await connection.Read<bool>($"select pg_try_advisory_xact_lock({Lock})", values: null, cancellationToken) is not [true])
            return 0;
        var acts = await Arrived(connection, cancellationToken);
        if (acts.Count == 0)
            return 0;

        var tree = await Newest(connection, cancellationToken);
        var first = tree.Size;
        var hashes = acts.ConvertAll(audit => MerkleTree.LeafHash(audit.Entry()));
        hashes.ForEach(tree.Append);

        await using var add = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Sql.Statement(
                    "insert into leaves (index, record_id, hash) select @first + n - 1, id, hash from unnest(@ids, @hashes) with ordinality as l (id, hash, n)",
                    new { first, ids = acts.ConvertAll(audit => audit.Id), hashes }),
                Sql.Statement(
                    "insert into heads (size, root, peaks, at) values (@size, @root, @peaks, @now)",
                    new { tree.Size, root = tree.Root(), peaks = tree.Peaks(), now = clock.GetUtcNow() }),
            },
        };
        await add.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return acts.Count;
    }

    static Task<List<AuditRecord>> Arrived(NpgsqlConnection connection, CancellationToken cancellationToken) => connection.Read<AuditRecord>(
        $"""
        with taken as (
            delete from pending where arrival in (select arrival from pending order by arrival limit {BatchSize})
            returning arrival, record_id)
        select {AuditRecord.Columns} from taken join audit_records a using (record_id) order by taken.arrival
        """,
        values: null, cancellationToken);

    static async Task<Frontier> Newest(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await connection.Read<Head>("select size, peaks from heads order by size desc limit 1", values: null, cancellationToken) is [var head]
            ? Frontier.From(head.Size, head.Peaks) : new Frontier();

    sealed record Head(long Size, byte[] Peaks);

    [LoggerMessage(Level = LogLevel.Error, Message = "Acts could not be given their places ({Reason}); they wait and are tried again")]
    static partial void Failed(ILogger logger, string reason);
}
