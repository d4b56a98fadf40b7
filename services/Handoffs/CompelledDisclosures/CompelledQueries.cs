using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Handoffs.CompelledDisclosures;

/// <summary>Lists and details. What of one somebody sees, <see cref="CompelledView"/> says.</summary>
static class CompelledQueries
{
    const string Table = "compelled_disclosures";

    /// <summary>As many as an address holds.</summary>
    const int MostOrders = 100;

    /// <summary>By the lists that the caller's roles open: what the own organisation has, and what came to it.</summary>
    public static async Task<IResult> List(
        string? side, bool? open, string? cursor, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        List<string> sides = [];
        if (caller.Roles.Overlaps(Parties.SenderRoles))
            sides.Add(Worklist.Sent);
        if (await Receives(caller, work, cancellationToken))
            sides.Add(Worklist.Received);
        return sides.Count == 0
            ? Problems.Forbidden("Only those who work with cases may do this.")
            : await Worklists.List<CompelledDisclosureState>(
                work, caller, Table, sides, side, open, cursor, state => CompelledView.Line(state, caller.Partner), cancellationToken);
    }

    /// <summary>
    /// Which of these orders have a disclosure: an order is recorded first, and may be left without one. No audience shuts out who knows the order
    /// from Cases, where its audience was looked at.
    /// </summary>
    /// <param name="orders">Their ids, with commas between.</param>
    public static async Task<IResult> Demanded(string? orders, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        var ids = (orders ?? "").Split(',').Select(one => Guid.TryParse(one, out var id) ? id : (Guid?)null).ToArray();
        return ids.Length > MostOrders || ids.Contains(null)
            ? Problems.Invalid(new Fault("/orders", $"Name 1 to {MostOrders} orders by their ids, with commas between."))
            : Answers.Found(new
            {
                items = await work.Read<Guid>(
                    $"select correlation_id from {Table} where sender = @partner and correlation_id = any(@ids)",
                    new { caller.Partner, ids = ids.OfType<Guid>().ToArray() }, cancellationToken),
            });
    }

    public static async Task<IResult> Detail(
        Guid id, Caller caller, UnitOfWork work, CompelledDisclosureStateMachine machine, CancellationToken cancellationToken)
    {
        var capacity = await Deputies.CapacityOf(caller, work, cancellationToken);
        var stored = await work.ReadOne<StoredSaga>($"select data, version from {Table} where correlation_id = @id", new { id }, cancellationToken);
        var state = stored?.As<CompelledDisclosureState>();
        return state is not null && CompelledView.For(state, caller, capacity, machine, work.Now) is { } seen
            ? Answers.Found(seen, state.Version)
            : Problems.NotFound("compelled disclosure");
    }

    /// <summary>What waits for this person's approval, whatever the case's audience; what is to be answered first comes first.</summary>
    public static async Task<IResult> Approvals(
        Caller caller, UnitOfWork work, CompelledDisclosureStateMachine machine, CancellationToken cancellationToken)
    {
        var capacity = await Deputies.CapacityOf(caller, work, cancellationToken);
        if (!capacity.Any)
            return Problems.Forbidden("Only the coordinator, the director and their deputies approve.");
        var states = await In(work, caller, [States.Checked, States.Narrowed, States.Approved1], cancellationToken);
        return Answers.Found(new
        {
            items = states.Where(s => Parties.ApproverRoles.Any(role =>
                    CompelledRules.CannotApprove(s.CurrentState, s.Data, caller.ActorId, role, capacity) is null))
                .Select(s => CompelledView.Line(s, caller.Partner)).OrderBy(line => line.AnswerBy ?? DateTimeOffset.MaxValue).ToArray(),
        });
    }

    /// <summary>Reviews that are due, first those overdue longest; then what can be advised on.</summary>
    public static async Task<IResult> Reviews(Caller caller, UnitOfWork work, CancellationToken cancellationToken) => Answers.Found(new
    {
        items = (await In(work, caller, [States.Disclosed, .. States.Before], cancellationToken))
            .Select(s => CompelledView.Line(s, caller.Partner))
            .OrderBy(line => line.ReviewDueAt ?? DateTimeOffset.MaxValue).ThenBy(line => line.AnswerBy ?? DateTimeOffset.MaxValue).ToArray(),
    });

    /// <summary>How many reviews are late.</summary>
    public static async Task<int> ReviewsOverdue(Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        (await In(work, caller, [States.Disclosed], cancellationToken)).Count(s => CompelledView.Line(s, caller.Partner).ReviewDueAt <= work.Now);

    /// <summary>Receipts that are owed after an order was overturned, and late.</summary>
    public static Task<IResult> Overdue(Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        OverdueLists.List<CompelledDisclosureState>(work, caller, Table, state =>
        {
            var (receipt, line) = (state.Data.Receipt!, CompelledView.Line(state, caller.Partner));
            return [new(line.Id, line.Reference, line.Side, "stop-receipt", receipt.Partner, receipt.AskedAt!.Value, receipt.DueAt)];
        }, cancellationToken);

    /// <summary>Whether this person may see what came to their organisation.</summary>
    public static async Task<bool> Receives(Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        (await KnownPartners.Find(work, [caller.Partner], cancellationToken)).TryGetValue(caller.Partner, out var own)
        && Codes.OrderRecipients.Contains(own.Kind) && Parties.Receives(caller, own.Kind);

    static async Task<List<CompelledDisclosureState>> In(
        UnitOfWork work, Caller caller, IReadOnlyList<string> states, CancellationToken cancellationToken) =>
        (await work.Read<StoredSaga>(
            $"select data, version from {Table} where sender = @partner and state = any(@states) order by correlation_id",
            new { caller.Partner, states = states.ToArray() }, cancellationToken)).ConvertAll(row => row.As<CompelledDisclosureState>());
}
