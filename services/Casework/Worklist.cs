using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Casework;

/// <summary>A conversation on an organisation's list, and until when which action is due.</summary>
/// <param name="Side">Which of the organisation's lists, such as <c>sent</c>.</param>
/// <param name="DueAt">Null: no due time; sorts last.</param>
/// <param name="First">Somebody may be in danger, or has said stop: sorts before everything that is merely due.</param>
/// <param name="Only">For which people of the organisation; null: all who work with cases.</param>
public sealed record WorklistItem(
    Guid ConversationId, PartnerId Partner, string Side, bool Open, DateTimeOffset? DueAt, string? ToDo, DateTimeOffset UpdatedAt, bool First = false,
    IReadOnlyList<Guid>? Only = null)
{
    static readonly TimeSpan Century = TimeSpan.FromDays(36_524);

    /// <summary>What lists are sorted by.</summary>
    public DateTimeOffset Order => DueAt is not { } due ? DateTimeOffset.MaxValue : First ? due - Century : due;
}

/// <summary>
/// The items that a step changed. They are derived from the saga and written in its commit, so that a page of a list costs
/// the same however many conversations there are.
/// </summary>
public sealed record UpdateWorklist(IReadOnlyList<WorklistItem> Items) : Effect
{
    /// <summary>Empty where nothing of a list has changed.</summary>
    public static IEnumerable<Effect> Changes(IReadOnlyList<WorklistItem> before, IReadOnlyList<WorklistItem> after) =>
        after.Except(before).ToList() is { Count: > 0 } changed ? [new UpdateWorklist(changed)] : [];

    public override void ApplyTo(UnitOfWork work) => work.Write(
        """
        insert into worklist (conversation_id, partner_id, side, open, due_at, to_do, updated_at, audience)
        select id, partner, side, open, due, to_do, updated, audience::uuid[] -- unnest would take an array of arrays apart
        from unnest(@ids, @partners, @sides, @open, @due, @toDo, @updated, @audiences)
            as items (id, partner, side, open, due, to_do, updated, audience)
        on conflict (partner_id, conversation_id) do update
            set side = excluded.side, open = excluded.open, due_at = excluded.due_at, to_do = excluded.to_do, updated_at = excluded.updated_at,
                audience = excluded.audience
        """,
        new
        {
            ids = Items.Select(i => i.ConversationId).ToArray(),
            partners = Items.Select(i => i.Partner.Value).ToArray(),
            sides = Items.Select(i => i.Side).ToArray(),
            open = Items.Select(i => i.Open).ToArray(),
            due = Items.Select(i => i.Order).ToArray(),
            toDo = Items.Select(i => i.ToDo).ToArray(),
            updated = Items.Select(i => i.UpdatedAt).ToArray(),
            audiences = Items.Select(i => i.Only is null ? null : $"{{{string.Join(',', i.Only)}}}").ToArray(),
        });
}

/// <summary>
/// Conversations as somebody may see them, in the service's own table of sagas beside <c>worklist</c>. Whose one is stands in the query: not
/// yours is not found, and neither is what is for colleagues alone.
/// </summary>
public static class Worklists
{
    /// <summary>Of <c>worklist w</c>: what this person (<c>@actorId</c>) of the organisation (<c>@partner</c>) may see.</summary>
    public const string Theirs = "w.partner_id = @partner and (w.audience is null or @actorId = any(w.audience))";

    /// <summary>HEAD of one conversation: whether it is on a list of this person's. Nobody has opened anything by that.</summary>
    /// <param name="noun">What is not found otherwise.</param>
    public static void MapExists(this RouteGroupBuilder conversations, string noun) => conversations.MapMethods(
        "{id:guid}", [HttpMethods.Head],
        async (Guid id, Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
            await work.ReadOne<bool>(
                $"select true from worklist w where w.conversation_id = @id and {Theirs}", new { caller.Partner, id, caller.ActorId },
                cancellationToken)
                ? Results.NoContent() : Problems.NotFound(noun));

    /// <summary>
    /// A page of a list, by due time; items without a due time come last, newest first. Its total is of all pages, up to one more than
    /// <see cref="Page.MostCounted"/>.
    /// </summary>
    /// <param name="table">Of the sagas.</param>
    /// <param name="sides">The lists that there are.</param>
    /// <param name="side">The one that is asked for; null: all of them.</param>
    /// <param name="open">Those that something is to be done about, or the others; null: both.</param>
    /// <param name="line">How one is shown.</param>
    public static async Task<IResult> List<TState>(
        UnitOfWork work, Caller caller, string table, IReadOnlyList<string> sides, string? side, bool? open, string? cursor,
        Func<TState, object> line, CancellationToken cancellationToken) where TState : SagaState
    {
        if (side is not null && !sides.Contains(side, StringComparer.Ordinal))
            return Problems.Invalid(new Fault("/side", $"Unknown; known are {string.Join(", ", sides)}."));
        var after = new Cursor(0, Guid.Empty); // the beginning
        if (!string.IsNullOrEmpty(cursor) && !Cursor.TryParse(cursor, provider: null, out after))
            return Problems.Invalid(new Fault("/cursor", "This is not a cursor that was given out as next."));

        const string Listed = $"{Theirs} and w.side = any(@sides) and (@open is null or w.open = @open)";
        var asked = side is null ? [.. sides] : new[] { side };
        var values = new
        {
            caller.Partner, caller.ActorId, sides = asked, open, due = new DateTimeOffset(after.Order, TimeSpan.Zero), after.Id,
        };
        var total = work.Ask<long>($"select count(*) from (select from worklist w where {Listed} limit {Page.MostCounted + 1}) counted", values);
        var rows = (await work.Read<Row>(
            $"""
            select s.data, s.version, w.due_at from worklist w join {table} s on s.correlation_id = w.conversation_id
            where {Listed} and (w.due_at > @due or w.due_at = @due and w.conversation_id < @id)
            order by w.due_at, w.conversation_id desc limit {Page.Size + 1}
            """,
            values, cancellationToken)).ConvertAll(row => (State: row.As<TState>(), row.DueAt));
        return Page.Of(rows, total[0], row => line(row.State), row => new Cursor(row.DueAt.UtcTicks, row.State.CorrelationId).ToString());
    }

    /// <returns>Null where there is none that this person may see.</returns>
    public static async Task<TState?> Find<TState>(
        UnitOfWork work, Caller caller, string table, Guid id, CancellationToken cancellationToken) where TState : SagaState =>
        (await work.ReadOne<StoredSaga>(
            $"""
            select data, version from {table}
            where correlation_id = @id and exists (select 1 from worklist w where w.conversation_id = @id and {Theirs})
            """,
            new { id, caller.Partner, caller.ActorId }, cancellationToken))?.As<TState>();

    sealed record Row(string Data, long Version, DateTimeOffset DueAt) : StoredSaga(Data, Version);
}
