using System.Reflection;
using Npgsql;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Hosting;

namespace ReferralNetwork.Chassis.Sealing;

/// <summary>What a key opens, and where the service's own database keeps it.</summary>
/// <param name="Name">Permanent: it is part of what a wrapped key is bound to.</param>
/// <param name="Table">Where <see cref="KeySweep"/> looks whether what the key opens was committed.</param>
/// <param name="Id">The column of its id.</param>
public sealed record KeyKind(string Name, string Table, string Id);

/// <summary>
/// The keys, in a database of their own with a role of its own: the master key wraps a key for each organisation, that one
/// wraps the keys of what can be erased. Destroying a row here erases, everywhere and in every backup of the other database,
/// what it opened.
/// </summary>
/// <remarks>
/// A key is written here before what it opens is committed there; should that not happen, <see cref="KeySweep"/> removes
/// the key. The other order could leave something that nobody can open.
/// </remarks>
public sealed class KeyRing(KeyDatabase database, MasterKey master, TimeProvider clock)
{
    /// <summary>Makes and keeps a key. The caller disposes of it.</summary>
    /// <param name="owner">The organisation whose key wraps it; the empty UUID for what belongs to none.</param>
    public async Task<DataKey> Make(KeyKind kind, Guid id, Guid owner, CancellationToken cancellationToken)
    {
        using var organisation = await Organisation(owner, cancellationToken);
        var key = DataKey.New();
        await database.Source.Run(
            "insert into keys (kind, id, owner, wrapped, made_at) values (@name, @id, @owner, @wrapped, @now)",
            new { kind.Name, id, owner, wrapped = organisation.Wrap(key, Binding.Key(kind.Name, id, owner)), now = clock.GetUtcNow() },
            cancellationToken);
        return key;
    }

    /// <summary>Null where the key was destroyed: what it opened is erased. The caller disposes of it.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The row was tampered with, or the master key is another.</exception>
    public async Task<DataKey?> Open(KeyKind kind, Guid id, CancellationToken cancellationToken)
    {
        var kept = await database.Source.ReadOne<Kept>(
            """
            select k.owner, k.wrapped, o.wrapped as organisation from keys k join organisation_keys o on o.partner_id = k.owner
            where k.kind = @name and k.id = @id
            """,
            new { kind.Name, id }, cancellationToken);
        if (kept is null)
            return null;
        using var organisation = master.Unwrap(kept.Organisation, OfOrganisation(kept.Owner));
        return organisation.Unwrap(kept.Wrapped, Binding.Key(kind.Name, id, kept.Owner));
    }

    /// <summary>For what is saved again and again under one id. The caller disposes of it.</summary>
    public async Task<DataKey> OpenOrMake(KeyKind kind, Guid id, Guid owner, CancellationToken cancellationToken)
    {
        if (await Open(kind, id, cancellationToken) is { } known)
            return known;
        try
        {
            return await Make(kind, id, owner, cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // Two at once, as when a page saves itself: the other one made it.
            return (await Open(kind, id, cancellationToken))!;
        }
    }

    /// <summary>For good. Destroying what is not there does nothing.</summary>
    public Task Destroy(KeyKind kind, Guid id, CancellationToken cancellationToken) =>
        database.Source.Run("delete from keys where kind = @name and id = @id", new { kind.Name, id }, cancellationToken);

    /// <summary>The key of an organisation, made when it is first asked for. The caller disposes of it.</summary>
    public async Task<DataKey> Organisation(Guid partner, CancellationToken cancellationToken)
    {
        if (await Find() is { } known)
            return known;
        using var made = DataKey.New();
        // Two at once: one wins, and both read the winner's.
        await database.Source.Run(
            "insert into organisation_keys (partner_id, wrapped, made_at) values (@partner, @wrapped, @now) on conflict do nothing",
            new { partner, wrapped = master.Wrap(made, OfOrganisation(partner)), now = clock.GetUtcNow() }, cancellationToken);
        return (await Find())!;

        async Task<DataKey?> Find() =>
            await database.Source.ReadOne<byte[]>("select wrapped from organisation_keys where partner_id = @partner",
                new { partner }, cancellationToken)
                is { } wrapped ? master.Unwrap(wrapped, OfOrganisation(partner)) : null;
    }

    static Binding OfOrganisation(Guid partner) => Binding.Key("Organisation", partner, partner);

    sealed record Kept(Guid Owner, byte[] Wrapped, byte[] Organisation);
}

/// <summary>The separate database of the keys.</summary>
public sealed class KeyDatabase(string connectionString) : IAsyncDisposable
{
    public NpgsqlDataSource Source { get; } = ServiceHost.DataSource(connectionString);

    /// <summary>The chassis's tables, then what the service has beside them.</summary>
    public void Migrate()
    {
        foreach (var assembly in new[] { typeof(KeyDatabase).Assembly, Assembly.GetEntryAssembly()! })
            Migrator.Migrate(connectionString, assembly, name => name.Contains(".KeyMigrations.", StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
