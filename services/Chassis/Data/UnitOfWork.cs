using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Chassis.Data;

/// <summary>
/// Everything that one request or one message changes: one connection, one transaction (READ COMMITTED), one commit,
/// together with the messages and timers it causes. Writes are buffered and travel with the next read or the commit, so
/// that a step costs as few round trips as possible. Scoped; not thread-safe.
/// </summary>
/// <remarks>Not sealed, so that tests can crash the process around <see cref="Commit"/>.</remarks>
public class UnitOfWork(
    NpgsqlDataSource database, TimeProvider clock, OutboxForwarder forwarder, ServiceIdentity service, RouteTable routes, LookupKey key)
    : IAsyncDisposable
{
    /// <summary>How long the committing process has to publish a message itself before the sweep does.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    readonly List<NpgsqlBatchCommand> pending = [];
    readonly Queue<Func<NpgsqlDataReader, Action>> asked = [];
    readonly List<OutboxRow> outgoing = [];
    NpgsqlConnection? connection;
    bool begun;
    bool broken;
    bool committed;

    /// <summary>The one clock, in UTC.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Buffers a statement; it runs with the next read or the commit, in order.</summary>
    /// <param name="values">
    /// An object whose members are the statement's values, as in <c>values (@id, @state)</c> with <c>new { id, state }</c>; see <see cref="Sql"/>.
    /// </param>
    /// <exception cref="ArgumentException">The statement returns rows, which the next read would take for its own.</exception>
    public void Write(string sql, object? values = null)
    {
        if (sql.Contains("returning ", StringComparison.OrdinalIgnoreCase)
            || sql.AsSpan().TrimStart().StartsWith("select", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException("A buffered statement returns no rows: use Read.", nameof(sql));
        pending.Add(Sql.Statement(sql, values));
    }

    /// <summary>Runs what is buffered and the query, in one round trip.</summary>
    /// <typeparam name="T">A record whose constructor names the columns, in their order, or a plain value; see <see cref="Sql"/>.</typeparam>
    /// <returns>The first row, or the type's default.</returns>
    public async Task<T?> ReadOne<T>(string sql, object? values, CancellationToken cancellationToken)
    {
        var rows = await Read<T>(sql, values, cancellationToken);
        return rows.Count == 0 ? default : rows[0];
    }

    /// <inheritdoc cref="ReadOne"/>
    /// <returns>All rows.</returns>
    public async Task<List<T>> Read<T>(string sql, object? values, CancellationToken cancellationToken)
    {
        var rows = Ask<T>(sql, values);
        await Run(cancellationToken);
        return rows;
    }

    /// <summary>Buffers a query too, so that several travel together: the list is filled when the next read has run.</summary>
    public List<T> Ask<T>(string sql, object? values)
    {
        var rows = new List<T>();
        pending.Add(Sql.Statement(sql, values));
        asked.Enqueue(reader =>
        {
            var row = Sql.Row<T>(reader);
            return () => rows.Add(row(reader));
        });
        return rows;
    }

    /// <summary>
    /// Runs what is buffered now, uncommitted: for what is written piece by piece and too large to be held until the commit.
    /// </summary>
    public Task Flush(CancellationToken cancellationToken) => Run(cancellationToken);

    /// <summary>A value for a jsonb column, in the network's JSON; null is SQL's.</summary>
    public static NpgsqlParameter Json<T>(T value) => new()
    {
        Value = value is null ? DBNull.Value : JsonSerializer.SerializeToUtf8Bytes(value, NetworkJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb,
    };

    /// <summary>Publishes an event, after the commit, to every queue that <see cref="Routes"/> lists for it.</summary>
    /// <exception cref="InvalidOperationException">The message is not in the contract, or is meant for one queue.</exception>
    public void Publish<T>(T message) where T : class => Enqueue(routes.Published<T>(), message, Now + Grace, timerKey: null);

    /// <summary>Sends a message, after the commit, to one queue.</summary>
    /// <param name="queue">Which, of a message that may go to several.</param>
    /// <exception cref="InvalidOperationException">The message is not in the contract, or not for this queue.</exception>
    public void Send<T>(T message, string? queue = null) where T : class => Enqueue(routes.Sent<T>(queue), message, Now + Grace, timerKey: null);

    /// <summary>
    /// A durable timer: the message comes to its queue at <paramref name="due"/> or a little later, also after a restart.
    /// It asks, it does not order: whoever receives it looks at the state again.
    /// </summary>
    /// <param name="key">Names the timer; scheduling under the same key moves it.</param>
    public void Schedule<T>(string key, DateTimeOffset due, T message) where T : class
    {
        outgoing.RemoveAll(row => row.TimerKey == key);
        Enqueue(routes.Sent<T>(), message, due, key);
    }

    /// <summary>Takes a timer back. One that is already on its way still comes: the receiver looks at the state.</summary>
    public void Cancel(string key)
    {
        outgoing.RemoveAll(row => row.TimerKey == key);
        Write("delete from outbox where timer_key = @key", new { key });
    }

    /// <summary>
    /// Records who did what to which reference, in the same commit: what cannot be recorded does not happen.
    /// </summary>
    /// <param name="caller">Null where the network itself acts (a timer, another service's message).</param>
    /// <param name="content">
    /// Committed to with a fresh salt, never sent. What is stored of the salt is worth nothing without this service's key, so
    /// that copies of its tables and of the ledger's together still tell no content that could be guessed.
    /// </param>
    /// <param name="recordId">Of version 7, made before because the content names its record; null: a new one.</param>
    public void Audit(
        Caller? caller, string verb, Guid reference, Guid? related = null, ReadOnlyMemory<byte>? content = null, Guid? recordId = null)
    {
        var id = recordId ?? Guid.CreateVersion7();
        string? commitment = null;
        if (content is { } bytes)
        {
            var salt = RandomNumberGenerator.GetBytes(32);
            Write("insert into audit_salts (record_id, reference, salt) values (@id, @reference, @salt)", new { id, reference, salt });
            commitment = Convert.ToBase64String(SHA256.HashData([.. Derived(salt), .. bytes.Span]));
        }
        Send(new AuditRecorded(id, caller?.ActorId ?? Guid.Empty, caller?.Partner, service.Name, verb, reference, related, Now, commitment));
    }

    /// <summary>
    /// What stands before the content in the commitments of these records: with it whoever has the content can prove that the ledger
    /// commits to it. It is for them alone.
    /// </summary>
    /// <returns>By record; one whose salt was erased is left out, and so is one that commits to nothing.</returns>
    public async Task<IReadOnlyDictionary<Guid, byte[]>> CommitmentSalts(Guid[] records, CancellationToken cancellationToken) =>
        (await Read<Salted>("select record_id, salt from audit_salts where record_id = any(@records)", new { records }, cancellationToken))
        .ToDictionary(row => row.RecordId, row => Derived(row.Salt));

    sealed record Salted(Guid RecordId, byte[] Salt);

    byte[] Derived(byte[] salt) => key.Hash("commitment", [], salt);

    /// <summary>Notes the message as consumed; a repeat fails on the key before anything of it is kept.</summary>
    internal void Receive(Guid messageId, string consumer) =>
        Write("insert into inbox (message_id, consumer, received_at) values (@messageId, @consumer, @now)", new { messageId, consumer, Now });

    /// <summary>Takes wire bytes that are already made: what MassTransit's own Publish and Send produce.</summary>
    internal void Enqueue(OutboxRow row) => outgoing.Add(row);

    /// <summary>
    /// Commits everything in one round trip, then hands the messages to the forwarder. Does nothing where nothing was read or written.
    /// </summary>
    /// <exception cref="InvalidOperationException">An earlier statement failed, so there is nothing whole to commit.</exception>
    public virtual async Task Commit(CancellationToken cancellationToken)
    {
        if (broken)
            throw new InvalidOperationException("A statement of this unit of work failed; it cannot be committed. Start a new one.");
        if (!begun && pending.Count == 0 && outgoing.Count == 0)
            return;

        if (outgoing.Count > 0)
            Store(outgoing);
        if (begun)
            pending.Add(new NpgsqlBatchCommand("commit"));
        await Run(cancellationToken, last: true);
        committed = true;
        Committed();
    }

    /// <summary>After the commit: the messages leave.</summary>
    protected virtual void Committed()
    {
        forwarder.Forward(outgoing.Where(row => row.TimerKey is null));
        outgoing.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        // The pool rolls back a transaction that was left open.
        if (connection is not null)
            await connection.DisposeAsync();
    }

    void Enqueue<T>(Destination to, T message, DateTimeOffset due, string? timerKey) where T : class
    {
        var id = Guid.CreateVersion7();
        Enqueue(new OutboxRow(id, timerKey, to.Exchange, to.Mandatory, Activity.Current?.Id, Envelope.Write(id, message, Now), due));
    }

    /// <summary>One statement for all of them: a further one costs more than a further row. A timer that stands is moved.</summary>
    void Store(IReadOnlyList<OutboxRow> rows) => Write(
        """
        insert into outbox (message_id, timer_key, exchange, mandatory, trace_parent, body, due_at)
        select * from unnest(@ids, @keys, @exchanges, @mandatory, @traces, @bodies, @due)
        on conflict (timer_key) do update
            set message_id = excluded.message_id, body = excluded.body, due_at = excluded.due_at, attempts = 0, parked_at = null, first_due_at = null
        """,
        new
        {
            ids = rows.Select(row => row.MessageId).ToArray(),
            keys = rows.Select(row => row.TimerKey).ToArray(),
            exchanges = rows.Select(row => row.Exchange).ToArray(),
            mandatory = rows.Select(row => row.Mandatory).ToArray(),
            traces = rows.Select(row => row.TraceParent).ToArray(),
            bodies = rows.Select(row => row.Body).ToArray(),
            due = rows.Select(row => row.DueAt).ToArray(),
        });

    /// <summary>One round trip: everything buffered, and the rows of what was asked.</summary>
    /// <param name="last">What is buffered is all there is: one batch is a transaction of its own.</param>
    async Task Run(CancellationToken cancellationToken, bool last = false)
    {
        if (committed)
            throw new InvalidOperationException("This unit of work is committed; a further step needs a scope of its own.");
        try
        {
            connection ??= await database.OpenConnectionAsync(cancellationToken);
            await using var batch = new NpgsqlBatch(connection);
            if (!begun && !last)
                batch.BatchCommands.Add(new NpgsqlBatchCommand("begin"));
            foreach (var command in pending)
                batch.BatchCommands.Add(command);
            begun = !last;
            pending.Clear();
            // Statements without rows are passed over; their errors come when the reader reaches them.
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            while (asked.TryDequeue(out var take))
            {
                var row = take(reader);
                while (await reader.ReadAsync(cancellationToken))
                    row();
                await reader.NextResultAsync(cancellationToken);
            }
            while (await reader.NextResultAsync(cancellationToken)) { }
        }
        catch
        {
            broken = true;
            throw;
        }
    }
}
