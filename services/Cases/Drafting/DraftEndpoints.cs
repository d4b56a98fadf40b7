using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;

namespace ReferralNetwork.Cases.Drafting;

/// <summary>
/// What somebody has typed and not yet sent: hers alone, sealed under a key of its own that goes when the draft goes.
/// </summary>
static class DraftEndpoints
{
    /// <summary>Bytes of JSON.</summary>
    const int Largest = 64 * 1024;

    const int MostListed = 20;

    sealed record SaveDraft(JsonElement Content);

    sealed record Stored(Guid Id, byte[] Sealed, long Version, DateTimeOffset ChangedAt);

    sealed record Draft(Guid Id, long Version, DateTimeOffset UpdatedAt, JsonElement Content);

    public static void MapDrafts(this WebApplication app)
    {
        var drafts = app.MapCaseWork("/drafts");
        drafts.MapGet("", List);
        drafts.MapGet("{id:guid}", Read);
        drafts.MapPut("{id:guid}", Save);
        drafts.MapDelete("{id:guid}", Delete);
    }

    static async Task<IResult> Save(Guid id, SaveDraft body, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(body.Content, NetworkJson.Options);
        if (plain.Length > Largest)
            return Problems.Invalid(new Fault("/content", $"is larger than {Largest / 1024} kB"));
        var owner = await work.ReadOne(
            "select actor from drafts where draft_id = $1 for no key update", r => (Guid?)r.GetGuid(0), cancellationToken, id);
        if (owner is not null && owner != caller.ActorId)
            return Problems.NotFound("draft");
        using var key = await keys.OpenOrMake(KeyKind.Draft, id, caller.Partner.Value, cancellationToken);
        var version = await work.ReadOne(
            """
            insert into drafts (draft_id, actor, partner, sealed, version, changed_at) values ($1, $2, $3, $4, 1, $5)
            on conflict (draft_id) do update set sealed = excluded.sealed, version = drafts.version + 1, changed_at = excluded.changed_at
            where drafts.actor = excluded.actor returning version
            """,
            r => (long?)r.GetInt64(0), cancellationToken, id, caller.ActorId, caller.Partner.Value, key.Seal(plain, Binding.Draft(id, caller.ActorId)), work.Now);
        CryptographicOperations.ZeroMemory(plain);
        return version is null ? Problems.NotFound("draft") : Answers.Done(id, version);
    }

    static async Task<IResult> Read(Guid id, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        var stored = await work.ReadOne($"select {Columns} from drafts where draft_id = $1 and actor = $2", Map, cancellationToken, id, caller.ActorId);
        if (stored is null || await Open(stored, caller, keys, cancellationToken) is not { } draft)
            return Problems.NotFound("draft");
        work.Act(caller, "draft-read", id);
        return Answers.Found(draft, stored.Version);
    }

    static async Task<IResult> List(Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        var rows = await work.Read(
            $"select {Columns} from drafts where actor = $1 order by changed_at desc limit {MostListed}", Map, cancellationToken, caller.ActorId);
        var items = new List<Draft>();
        foreach (var stored in rows)
        {
            if (await Open(stored, caller, keys, cancellationToken) is not { } draft)
                continue;
            work.Act(caller, "draft-read", stored.Id);
            items.Add(draft);
        }
        return Answers.Found(new { items });
    }

    const string Columns = "draft_id, sealed, version, changed_at";

    static Stored Map(NpgsqlDataReader r) => new(r.GetGuid(0), r.GetFieldValue<byte[]>(1), r.GetInt64(2), r.GetFieldValue<DateTimeOffset>(3));

    /// <returns>Null where its key is gone, and so the draft.</returns>
    static async Task<Draft?> Open(Stored stored, Caller caller, KeyRing keys, CancellationToken cancellationToken)
    {
        using var key = await keys.Open(KeyKind.Draft, stored.Id, cancellationToken);
        if (key is null)
            return null;
        var plain = key.Open(stored.Sealed, Binding.Draft(stored.Id, caller.ActorId));
        var content = JsonSerializer.Deserialize<JsonElement>(plain);
        CryptographicOperations.ZeroMemory(plain);
        return new Draft(stored.Id, stored.Version, stored.ChangedAt, content);
    }

    static async Task<IResult> Delete(Guid id, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        var deleted = await work.ReadOne(
            "delete from drafts where draft_id = $1 and actor = $2 returning true", r => r.GetBoolean(0), cancellationToken, id, caller.ActorId);
        if (!deleted)
            return Problems.NotFound("draft");
        // The key first: should the commit fail, the draft is gone all the same, as was asked.
        await keys.Destroy(KeyKind.Draft, id, cancellationToken);
        return Results.NoContent();
    }
}
