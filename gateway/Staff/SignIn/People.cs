using Npgsql;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.SignIn;

/// <summary>The people who have ever signed in, each under a pseudonym that the other services know her by.</summary>
public sealed class People(NpgsqlDataSource database, TimeProvider time)
{
    public sealed record Met(Guid ActorId, bool Suspended);

    /// <summary>Finds the person by issuer and subject, or gives them a pseudonym.</summary>
    /// <exception cref="SignInRefusedException">Issuer and subject are known as a person of another organisation.</exception>
    public async Task<Met> Meet(string issuer, string subject, PartnerId partner, string name, IReadOnlyCollection<string> roles, CancellationToken ct)
    {
        const string sql = """
            insert into people (actor_id, issuer, subject, partner_id, display_name, first_seen_at, last_seen_at, roles)
            values ($1, $2, $3, $4, $5, $6, $6, $7)
            on conflict (issuer, subject) do update
              set display_name = excluded.display_name, last_seen_at = excluded.last_seen_at, roles = excluded.roles
              where people.partner_id = excluded.partner_id
            returning actor_id, suspended_at is not null
            """;
        await using var command = database.CreateCommand(sql);
        var now = time.GetUtcNow();
        foreach (var value in new object[] { Guid.CreateVersion7(now), issuer, subject, partner.Value, name, now, roles.ToArray() })
            command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(ct);
        // Partners keeps an issuer with one partner for ever; if it ever did not, nobody takes a pseudonym to another organisation.
        if (!await reader.ReadAsync(ct))
            throw new SignInRefusedException(SignInProblem.Refused, "The person is known as another organisation's.");
        return new(reader.GetGuid(0), reader.GetBoolean(1));
    }

    /// <summary>Who had this role in this organisation when they last signed in, for a colleague's eyes.</summary>
    public async Task<IReadOnlyList<string>> WithRole(PartnerId of, string role, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            "select display_name from people where partner_id = $1 and $2 = any(roles) and suspended_at is null order by last_seen_at desc");
        command.Parameters.Add(new() { Value = of.Value });
        command.Parameters.Add(new() { Value = role });
        var names = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            names.Add(reader.GetString(0));
        return names;
    }

    /// <summary>Names for a colleague's eyes: those of her own organisation, nobody else's.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> Colleagues(PartnerId of, IReadOnlyCollection<Guid> actors, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select actor_id, display_name from people where partner_id = $1 and actor_id = any($2)");
        command.Parameters.Add(new() { Value = of.Value });
        command.Parameters.Add(new() { Value = actors.ToArray() });
        var names = new Dictionary<Guid, string>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            names[reader.GetGuid(0)] = reader.GetString(1);
        return names;
    }

    /// <summary>
    /// Names of those who proposed or agreed to how an organisation signs in: administrators, who answer for it by name, and
    /// its own people. Ask only for actors of one's own organisation's proposals.
    /// </summary>
    public async Task<IReadOnlyDictionary<Guid, (string Name, PartnerId Partner)>> Deciders(IReadOnlyCollection<Guid> actors, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select actor_id, display_name, partner_id from people where actor_id = any($1)");
        command.Parameters.Add(new() { Value = actors.ToArray() });
        var found = new Dictionary<Guid, (string, PartnerId)>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            found[reader.GetGuid(0)] = (reader.GetString(1), new(reader.GetGuid(2)));
        return found;
    }
}
