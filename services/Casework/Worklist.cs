using ReferralNetwork.Chassis.Data;
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
            set open = excluded.open, due_at = excluded.due_at, to_do = excluded.to_do, updated_at = excluded.updated_at, audience = excluded.audience
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
