using Npgsql;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sagas;

namespace ReferralNetwork.Referrals.Referring;

/// <summary>Lists and details. Whose it is stands in the query: not yours is not found, and neither is what is for colleagues alone.</summary>
static class ReferralQueries
{
    const int PageSize = 50;

    /// <summary>A worklist, by due time; items without a due time come last, newest first.</summary>
    public static async Task<IResult> List(string? side, bool? open, string? cursor, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (side is not (null or Worklist.Sent or Worklist.Received))
            return Problems.Invalid(new Fault("/side", $"Unknown; known are {Worklist.Sent} and {Worklist.Received}."));
        var after = new Cursor(0, Guid.Empty); // the beginning
        if (!string.IsNullOrEmpty(cursor) && !Cursor.TryParse(cursor, provider: null, out after))
            return Problems.Invalid(new Fault("/cursor", "This is not a cursor that was given out as next."));

        var rows = await work.Read(
            """
            select r.data, r.version, w.due_at from worklist w join referrals r on r.correlation_id = w.conversation_id
            where w.partner_id = $1 and ($2::text is null or w.side = $2) and ($3::boolean is null or w.open = $3)
            and (w.audience is null or $7 = any(w.audience)) and (w.due_at > $4 or w.due_at = $4 and w.conversation_id < $5)
            order by w.due_at, w.conversation_id desc limit $6
            """,
            r => (State: StoredSaga.Read<ReferralState>(r), DueAt: r.GetFieldValue<DateTimeOffset>(2)), cancellationToken,
            caller.Partner.Value, Text(side), Flag(open), new DateTimeOffset(after.Order, TimeSpan.Zero), after.Id, PageSize + 1, caller.ActorId);
        var items = rows.Take(PageSize).Select(r => ReferralView.Line(r.State, caller.Partner)).ToList();
        var next = rows.Count > PageSize ? new Cursor(rows[PageSize - 1].DueAt.UtcTicks, rows[PageSize - 1].State.CorrelationId).ToString() : null;
        var total = await work.ReadOne(
            """
            select count(*) from worklist
            where partner_id = $1 and ($2::text is null or side = $2) and ($3::boolean is null or open = $3)
            and (audience is null or $4 = any(audience))
            """,
            r => r.GetInt64(0), cancellationToken, caller.Partner.Value, Text(side), Flag(open), caller.ActorId);
        return Answers.Found(new { items, next, total });
    }

    /// <summary>One referral as this organisation may see it. The first time a person of a recipient opens it, that is evidence.</summary>
    public static async Task<IResult> Detail(
        Guid id, Caller caller, UnitOfWork work, ReferralStateMachine machine, CancellationToken cancellationToken)
    {
        var state = await work.ReadOne(
            """
            select r.data, r.version from referrals r
            where r.correlation_id = $1 and exists (
                select 1 from worklist w where w.conversation_id = $1 and w.partner_id = $2 and (w.audience is null or $3 = any(w.audience)))
            """,
            StoredSaga.Read<ReferralState>, cancellationToken, id, caller.Partner.Value, caller.ActorId);
        if (state is null)
            return Problems.NotFound("referral");

        if (state.Data.Offers.LastTo(caller.Partner) is { } offer)
            await RecordFirstView(work, caller, id, offer.Id, cancellationToken);
        var seen = await work.Read(
            "select offer_id, partner_id, actor, seen_at from seen where referral_id = $1 order by seen_at",
            r => new Seen(r.GetGuid(0), new(r.GetGuid(1)), r.GetGuid(2), r.GetFieldValue<DateTimeOffset>(3)), cancellationToken, id);
        return Answers.Found(
            ReferralView.Detail(state, caller.Partner, seen, machine.ActionsFor(state, caller.Partner, work.Now)), ReferralView.ETag(state, caller.Partner));
    }

    /// <summary>Whether it is this organisation's, sent or received. Nobody has opened anything by that.</summary>
    public static async Task<IResult> Exists(Guid id, Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        await work.ReadOne(
            "select true from worklist where partner_id = $1 and conversation_id = $2 and (audience is null or $3 = any(audience))",
            r => r.GetBoolean(0), cancellationToken, caller.Partner.Value, id, caller.ActorId)
            ? Results.NoContent() : Problems.NotFound("referral");

    static async Task RecordFirstView(UnitOfWork work, Caller caller, Guid id, Guid offerId, CancellationToken cancellationToken)
    {
        var first = await work.Read(
            """
            insert into seen (offer_id, referral_id, partner_id, actor, seen_at) values ($1, $2, $3, $4, $5)
            on conflict (offer_id) do nothing returning offer_id
            """,
            r => r.GetGuid(0), cancellationToken, offerId, id, caller.Partner.Value, caller.ActorId, work.Now);
        if (first.Count > 0)
            work.Act(caller, "referral-seen", id);
    }

    // A null tells PostgreSQL no type.
    static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text };
    static NpgsqlParameter Flag(bool? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Boolean };
}
