using System.Security.Cryptography;
using System.Text.Json;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Drafts;

/// <summary>
/// What somebody has typed and not yet sent: theirs alone, sealed under a key of its own that goes when the draft goes.
/// </summary>
static class DraftEndpoints
{
    /// <summary>Bytes of JSON.</summary>
    const int Largest = 64 * 1024;

    /// <summary>Drafts on one page of the list.</summary>
    const int Page = 20;

    /// <param name="Finished">Sent, for good: it can still be read, and is listed no more.</param>
    sealed record SaveDraft(JsonElement Content, bool Finished = false);

    sealed record Stored(Guid Id, byte[] Sealed, long Version, DateTimeOffset ChangedAt);

    sealed record Draft(Guid Id, long Version, DateTimeOffset UpdatedAt, JsonElement Content);

    public static void MapDrafts(this WebApplication app)
    {
        var drafts = app.MapCaseWork("/drafts");
        drafts.MapGet("", List);
        drafts.MapPost("", Start);
        drafts.MapGet("{id:guid}", Read);
        drafts.MapPut("{id:guid}", Save);
        drafts.MapDelete("{id:guid}", Delete);
    }

    /// <summary>A new draft, under an id that nobody chose: what is recorded of it is recorded of nothing else.</summary>
    static async Task<IResult> Start(SaveDraft body, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        if (Plain(body) is not { } plain)
            return TooLarge();
        var id = Guid.CreateVersion7();
        using var key = await keys.Make(KeyKind.Draft, id, caller.Partner.Value, cancellationToken);
        work.Write(
            "insert into drafts (draft_id, actor, partner, sealed, version, changed_at) values (@id, @actorId, @partner, @content, 1, @now)",
            new { id, caller.ActorId, caller.Partner, content = key.Seal(plain, Binding.Draft(id, caller.ActorId)), work.Now });
        CryptographicOperations.ZeroMemory(plain);
        return Answers.Created($"/drafts/{id}", id, new { id }, version: 1);
    }

    static async Task<IResult> Save(Guid id, SaveDraft body, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        if (Plain(body) is not { } plain)
            return TooLarge();
        var version = await work.ReadOne<long?>(
            $"select version from drafts where {Own} for no key update", new { id, caller.ActorId, caller.Partner }, cancellationToken);
        using var key = version is null ? null : await keys.Open(KeyKind.Draft, id, cancellationToken);
        if (key is null)
            return Problems.NotFound("draft");
        work.Write(
            "update drafts set sealed = @content, version = version + 1, changed_at = @now, finished = finished or @finished where draft_id = @id",
            new { id, content = key.Seal(plain, Binding.Draft(id, caller.ActorId)), work.Now, body.Finished });
        CryptographicOperations.ZeroMemory(plain);
        return Answers.Done(id, version + 1);
    }

    /// <returns>Null where it is too large.</returns>
    static byte[]? Plain(SaveDraft body) =>
        JsonSerializer.SerializeToUtf8Bytes(body.Content, NetworkJson.Options) is { Length: <= Largest } plain ? plain : null;

    static IResult TooLarge() => Problems.Invalid(new Fault("/content", $"is larger than {Largest / 1024} kB"));

    static async Task<IResult> Read(Guid id, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        var stored = await work.ReadOne<Stored>($"select {Columns} from drafts where {Own}",
            new { id, caller.ActorId, caller.Partner }, cancellationToken);
        if (stored is null || await Open(stored, caller, keys, cancellationToken) is not { } draft)
            return Problems.NotFound("draft");
        work.Audit(caller, Verbs.DraftRead, id);
        return Answers.Found(draft, stored.Version);
    }

    static async Task<IResult> List(Guid? cursor, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        const string unfinished = "actor = @actorId and partner = @partner and not finished";
        // Version 7 ids: the one begun last comes first, and the last one shown is the cursor.
        var rows = await work.Read<Stored>(
            $"""
            select {Columns} from drafts where {unfinished} and (@cursor is null or draft_id < @cursor)
            order by draft_id desc limit {Page + 1}
            """,
            new { caller.ActorId, caller.Partner, cursor }, cancellationToken);
        var total = await work.ReadOne<long>($"select count(*) from drafts where {unfinished}",
            new { caller.ActorId, caller.Partner }, cancellationToken);
        var items = new List<Draft>();
        foreach (var stored in rows.Take(Page))
        {
            if (await Open(stored, caller, keys, cancellationToken) is not { } draft)
                continue;
            work.Audit(caller, Verbs.DraftRead, stored.Id);
            items.Add(draft);
        }
        return Answers.Found(new { items, next = rows.Count > Page ? rows[Page - 1].Id : (Guid?)null, total });
    }

    /// <summary>The writer's own, for the organisation that it was written in.</summary>
    const string Own = "draft_id = @id and actor = @actorId and partner = @partner";

    const string Columns = "draft_id as id, sealed, version, changed_at";

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
        var deleted = await work.ReadOne<bool>($"delete from drafts where {Own} returning true",
            new { id, caller.ActorId, caller.Partner }, cancellationToken);
        if (!deleted)
            return Problems.NotFound("draft");
        // The key first: should the commit fail, the draft is gone all the same, as was asked.
        await keys.Destroy(KeyKind.Draft, id, cancellationToken);
        return Results.NoContent();
    }
}
