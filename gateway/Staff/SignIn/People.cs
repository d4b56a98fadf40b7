using Npgsql;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.SignIn;

/// <summary>The people who have ever signed in, each under a pseudonym that the other services know them by.</summary>
public sealed class People(NpgsqlDataSource database, TimeProvider time)
{
    public sealed record Met(Guid ActorId, bool Suspended);

    /// <summary>Finds the person by issuer and subject, or gives them a pseudonym.</summary>
    /// <exception cref="SignInRefusedException">Issuer and subject are known as a person of another organisation.</exception>
    public async Task<Met> FindOrCreate(
        string issuer, string subject, PartnerId partner, string name, IReadOnlyCollection<string> roles, CancellationToken cancellationToken)
    {
        const string sql = """
            insert into people (actor_id, issuer, subject, partner_id, display_name, first_seen_at, last_seen_at, roles)
            values (@actorId, @issuer, @subject, @partner, @name, @now, @now, @roles)
            on conflict (issuer, subject) do update
              set display_name = excluded.display_name, last_seen_at = excluded.last_seen_at, roles = excluded.roles
              where people.partner_id = excluded.partner_id
            returning actor_id, suspended_at is not null as suspended
            """;
        var now = time.GetUtcNow();
        // Partners keeps an issuer with one partner for ever; if it ever did not, nobody takes a pseudonym to another organisation.
        return await database.ReadOne<Met>(
                sql, new { actorId = Guid.CreateVersion7(now), issuer, subject, partner, name, now, roles = roles.ToArray() }, cancellationToken)
            ?? throw new SignInRefusedException(SignInProblem.Refused, "The person is known as another organisation's.");
    }

    /// <summary>Who had this role in this organisation when they last signed in, for a colleague's eyes.</summary>
    public async Task<IReadOnlyList<string>> WithRole(PartnerId of, string role, CancellationToken cancellationToken) => await database.Read<string>(
        "select display_name from people where partner_id = @of and @role = any(roles) and suspended_at is null order by last_seen_at desc",
        new { of, role }, cancellationToken);

    /// <summary>Whoever has signed in for this organisation and did not have this role when they last did, for a colleague's eyes.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> WithoutRole(PartnerId of, string role, CancellationToken cancellationToken) =>
        (await database.Read<Person>(
            $"select {Columns} from people where partner_id = @of and not @role = any(roles) and suspended_at is null",
            new { of, role }, cancellationToken))
            .ToDictionary(person => person.ActorId, person => person.DisplayName);

    /// <summary>Names for a colleague's eyes: those of their own organisation, nobody else's.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> Colleagues(
        PartnerId of, IReadOnlyCollection<Guid> actors, CancellationToken cancellationToken) =>
        (await database.Read<Person>($"select {Columns} from people where partner_id = @of and actor_id = any(@actors)",
            new { of, actors = actors.ToArray() }, cancellationToken))
            .ToDictionary(person => person.ActorId, person => person.DisplayName);

    /// <summary>
    /// Names of those who proposed or agreed to how an organisation signs in: administrators, who answer for it by name, and
    /// its own people. Ask only for actors of one's own organisation's proposals.
    /// </summary>
    public async Task<IReadOnlyDictionary<Guid, (string Name, PartnerId Partner)>> Deciders(
        IReadOnlyCollection<Guid> actors, CancellationToken cancellationToken) =>
        (await database.Read<Person>(
            $"select {Columns} from people where actor_id = any(@actors)",
            new { actors = actors.ToArray() }, cancellationToken))
            .ToDictionary(person => person.ActorId, person => (person.DisplayName, person.PartnerId));

    const string Columns = "actor_id, display_name, partner_id";

    sealed record Person(Guid ActorId, string DisplayName, PartnerId PartnerId);
}
