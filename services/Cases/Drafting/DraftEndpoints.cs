using System.Security.Cryptography;
using System.Text.Json;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;

namespace ReferralNetwork.Cases.Drafting;

/// <summary>
/// What somebody has typed and not yet sent: hers alone, sealed under a key of its own that goes when the draft goes.
/// </summary>
static class DraftEndpoints
{
    /// <summary>Bytes of JSON.</summary>
    const int Largest = 64 * 1024;

    const int MostListed = 100;

    sealed record SaveDraft(JsonElement Content);

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
        var draft = await work.ReadOne(
            "select sealed, version, changed_at from drafts where draft_id = $1 and actor = $2",
            r => new { Sealed = r.GetFieldValue<byte[]>(0), Version = r.GetInt64(1), ChangedAt = r.GetFieldValue<DateTimeOffset>(2) },
            cancellationToken, id, caller.ActorId);
        using var key = draft is null ? null : await keys.Open(KeyKind.Draft, id, cancellationToken);
        if (draft is null || key is null)
            return Problems.NotFound("draft");
        var plain = key.Open(draft.Sealed, Binding.Draft(id, caller.ActorId));
        var content = JsonSerializer.Deserialize<JsonElement>(plain);
        CryptographicOperations.ZeroMemory(plain);
        work.Act(caller, "draft-read", id);
        return Answers.Found(new { id, draft.ChangedAt, content }, draft.Version);
    }

    static async Task<IResult> List(Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        var rows = await work.Read(
            $"select draft_id, changed_at from drafts where actor = $1 order by changed_at desc limit {MostListed}",
            r => new { Id = r.GetGuid(0), ChangedAt = r.GetFieldValue<DateTimeOffset>(1) }, cancellationToken, caller.ActorId);
        return Answers.Found(new { items = rows });
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
