using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Lifecycle;

/// <summary>Lists and details. Whose it is stands in the query: not yours is not found, and neither is what is for colleagues alone.</summary>
static class ReferralQueries
{
    /// <summary>Of <c>worklist w</c>: what this person of the organisation may see.</summary>
    public const string Theirs = "w.partner_id = @partner and (w.audience is null or @actorId = any(w.audience))";

    /// <summary>A worklist, by due time; items without a due time come last, newest first.</summary>
    public static async Task<IResult> List(
        string? side, bool? open, string? cursor, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (side is not (null or Worklist.Sent or Worklist.Received))
            return Problems.Invalid(new Fault("/side", $"Unknown; known are {Worklist.Sent} and {Worklist.Received}."));
        var after = new Cursor(0, Guid.Empty); // the beginning
        if (!string.IsNullOrEmpty(cursor) && !Cursor.TryParse(cursor, provider: null, out after))
            return Problems.Invalid(new Fault("/cursor", "This is not a cursor that was given out as next."));

        const string Listed = $"{Theirs} and (@side is null or w.side = @side) and (@open is null or w.open = @open)";
        var values = new { caller.Partner, caller.ActorId, side, open, due = new DateTimeOffset(after.Order, TimeSpan.Zero), after.Id };
        var total = work.Ask<long>($"select count(*) from worklist w where {Listed}", values);
        var rows = (await work.Read<Row>(
            $"""
            select r.data, r.version, w.due_at from worklist w join referrals r on r.correlation_id = w.conversation_id
            where {Listed} and (w.due_at > @due or w.due_at = @due and w.conversation_id < @id)
            order by w.due_at, w.conversation_id desc limit {Page.Size + 1}
            """,
            values, cancellationToken)).ConvertAll(row => (State: row.As<ReferralState>(), row.DueAt));
        return Page.Of(
            rows, total[0], row => ReferralView.Line(row.State, caller.Partner),
            row => new Cursor(row.DueAt.UtcTicks, row.State.CorrelationId).ToString());
    }

    /// <summary>One referral as this organisation may see it. The first time a person of a recipient opens it, that is evidence.</summary>
    public static async Task<IResult> Detail(
        Guid id, Caller caller, UnitOfWork work, ReferralStateMachine machine, CancellationToken cancellationToken)
    {
        var state = (await work.ReadOne<StoredSaga>(
            $"""
            select data, version from referrals
            where correlation_id = @id and exists (select 1 from worklist w where w.conversation_id = @id and {Theirs})
            """,
            new { id, caller.Partner, caller.ActorId }, cancellationToken))?.As<ReferralState>();
        if (state is null)
            return Problems.NotFound("referral");

        if (state.Data.Offers.LastTo(caller.Partner) is { } offer)
            await RecordFirstView(work, caller, id, offer.Id, cancellationToken);
        var seen = await work.Read<Seen>(
            "select offer_id, partner_id as partner, actor, seen_at as at from seen where referral_id = @id order by seen_at",
            new { id }, cancellationToken);
        return Answers.Found(
            ReferralView.Detail(state, caller.Partner, seen, machine.ActionsFor(state, caller.Partner, work.Now)),
            ReferralView.ETag(state, caller.Partner));
    }

    /// <summary>Whether it is this organisation's, sent or received. Nobody has opened anything by that.</summary>
    public static async Task<IResult> Exists(Guid id, Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        await work.ReadOne<bool>(
            $"select true from worklist w where w.conversation_id = @id and {Theirs}", new { caller.Partner, id, caller.ActorId }, cancellationToken)
            ? Results.NoContent() : Problems.NotFound("referral");

    static async Task RecordFirstView(UnitOfWork work, Caller caller, Guid id, Guid offerId, CancellationToken cancellationToken)
    {
        var first = await work.Read<Guid>(
            """
            insert into seen (offer_id, referral_id, partner_id, actor, seen_at) values (@offerId, @id, @partner, @actorId, @now)
            on conflict (offer_id) do nothing returning offer_id
            """,
            new { offerId, id, caller.Partner, caller.ActorId, work.Now }, cancellationToken);
        if (first.Count > 0)
            work.Audit(caller, Verbs.ReferralSeen, id);
    }

    sealed record Row(string Data, long Version, DateTimeOffset DueAt) : StoredSaga(Data, Version);
}
