using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Returns.Lifecycle;

/// <summary>Lists and details. Whose it is stands in the query: not yours is not found, and neither is what is for colleagues alone.</summary>
static class ReturnQueries
{
    /// <summary>Of <c>worklist w</c>: what this person of the organisation may see.</summary>
    const string Theirs = "w.partner_id = @partner and (w.audience is null or @actorId = any(w.audience))";

    static readonly HashSet<string> Sides = [.. Worklist.Sides];

    /// <summary>A worklist, by due time; items without a due time come last, newest first.</summary>
    public static async Task<IResult> List(
        string? side, bool? open, string? cursor, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (side is not null && new Form().Known("/side", side, Sides) is { Faults: { Count: > 0 } faults })
            return Problems.Invalid(faults);
        var after = new Cursor(0, Guid.Empty); // the beginning
        if (!string.IsNullOrEmpty(cursor) && !Cursor.TryParse(cursor, provider: null, out after))
            return Problems.Invalid(new Fault("/cursor", "This is not a cursor that was given out as next."));

        const string Listed = $"{Theirs} and (@side is null or w.side = @side) and (@open is null or w.open = @open)";
        var values = new { caller.Partner, caller.ActorId, side, open, due = new DateTimeOffset(after.Order, TimeSpan.Zero), after.Id };
        var total = work.Ask<long>($"select count(*) from worklist w where {Listed}", values);
        var rows = (await work.Read<Row>(
            $"""
            select r.data, r.version, w.due_at from worklist w join returns r on r.correlation_id = w.conversation_id
            where {Listed} and (w.due_at > @due or w.due_at = @due and w.conversation_id < @id)
            order by w.due_at, w.conversation_id desc limit {Page.Size + 1}
            """,
            values, cancellationToken)).ConvertAll(row => (State: row.As<ReturnState>(), row.DueAt));
        return Page.Of(
            rows, total[0], row => ReturnView.Line(row.State, caller.Partner, work.Now),
            row => new Cursor(row.DueAt.UtcTicks, row.State.CorrelationId).ToString());
    }

    public static async Task<IResult> Detail(
        Guid id, Caller caller, UnitOfWork work, ReturnStateMachine machine, CancellationToken cancellationToken)
    {
        var state = (await work.ReadOne<StoredSaga>(
            $"""
            select data, version from returns
            where correlation_id = @id and exists (select 1 from worklist w where w.conversation_id = @id and {Theirs})
            """,
            new { id, caller.Partner, caller.ActorId }, cancellationToken))?.As<ReturnState>();
        return state is null
            ? Problems.NotFound("return")
            : Answers.Found(
                ReturnView.Detail(state, caller.Partner, machine.ActionsFor(state, caller.Partner, work.Now), work.Now),
                ReturnView.ETag(state, caller.Partner));
    }

    sealed record Row(string Data, long Version, DateTimeOffset DueAt) : StoredSaga(Data, Version);
}
