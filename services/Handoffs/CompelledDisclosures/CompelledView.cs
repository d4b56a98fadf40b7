using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Handoffs.CompelledDisclosures;

/// <summary>
/// The one place that says what somebody sees of a compelled disclosure. Its recipient learns of it when something has left, and never what
/// was found, advised or approved.
/// </summary>
public static class CompelledView
{
    /// <summary>What this person sees of one; null: for them there is none.</summary>
    public static object? For(
        CompelledDisclosureState state, Caller caller, Capacity capacity, CompelledDisclosureStateMachine machine, DateTimeOffset now)
    {
        var data = state.Data;
        var actions = machine.ActionsFor(state, caller, capacity, now);
        if (caller.Partner != data.From)
            return caller.Partner == data.Recipient && data.DisclosedAt is { } at && Parties.Receives(caller, data.Order.Kind)
                ? new CompelledReceived(
                    data.Id, ReferenceOf(data, caller.Partner), Worklist.Received, ReceivedState(data), data.Order.Basis, data.Handling,
                    data.From, at, data.DisclosureId, ReceiptOf(data), Released(data), data.MismatchAt, actions)
                : null;
        if (!Sees(data, caller, capacity))
            return null;
        return new CompelledDetail(
            Line(state, caller.Partner), data.Order.Version, data.Finding, data.Approvals, data.Advice, data.Told, data.RefusedFor,
            data.Release is { Pending: true }, data.Release?.Refused, data.DisclosedAt, data.DisclosureId, data.Danger, data.Review, data.BanEnded,
            data.ToldAfterAt, data.Overturned, ReceiptOf(data), Released(data), data.MismatchAt,
            [.. data.Timeline.Select(e => new CompelledEvent(
                e.At, e.What, e.Track.ToString(), e.Partner, e.Actor, e.With, e.Code, e.AppliesAt))],
            actions, data.DisclosedAt is null && data.Order.Digest is null);
    }

    public static CompelledLine Line(CompelledDisclosureState state, PartnerId viewer)
    {
        var data = state.Data;
        var listed = Worklist.ItemsFor(state.CurrentState, data).Single(item => item.Partner == viewer);
        var sender = viewer == data.From;
        return new(
            data.Id, ReferenceOf(data, viewer), listed.Side, sender ? state.CurrentState : ReceivedState(data), data.Order.Basis, data.Handling,
            sender ? data.Recipient : data.From, sender ? data.Order.Categories : [], sender ? data.Order.Fields : null,
            sender ? data.RecordedAt : data.DisclosedAt!.Value, listed.UpdatedAt, listed.DueAt, listed.ToDo, sender ? data.ReviewDueAt : null,
            sender ? data.Escalations : 0, sender ? data.Order.Exhibits : null, sender ? data.Order.AnswerBy : null);
    }

    /// <summary>Somebody of the sender: whoever works with cases if the case is for them, and who approves or reviews whatever it is.</summary>
    static bool Sees(CompelledDisclosure data, Caller caller, Capacity capacity) =>
        capacity.Any || capacity.IsOfficer || (caller.Roles.Overlaps(Parties.SenderRoles) && data.Audience.Has(caller.ActorId));

    /// <summary>In which parts somebody may ask: their roles say, and what they have done with it before.</summary>
    internal static bool IsParty(CompelledDisclosureState state, Party party, Caller caller, Capacity capacity) => party switch
    {
        Party.Recipient => caller.Partner == state.Data.Recipient && Parties.Receives(caller, state.Data.Order.Kind),
        _ when caller.Partner != state.Data.From => false,
        Party.Sender => caller.Roles.Overlaps(Parties.SenderRoles) && state.Data.Audience.Has(caller.ActorId),
        Party.Approver => Parties.ApproverRoles.Any(role =>
            CompelledRules.CannotApprove(state.CurrentState, state.Data, caller.ActorId, role, capacity) is null),
        Party.Officer => capacity.IsOfficer
            && (state.CurrentState != States.Disclosed || CompelledRules.CannotReview(state.Data, caller.ActorId) is null),
        _ => false,
    };

    static CompelledReceipt? ReceiptOf(CompelledDisclosure data) =>
        data.Receipt is { } receipt ? new(receipt.DueAt, receipt.Kind, receipt.Basis, receipt.GivenAt, receipt.Overdue) : null;

    static ReleasedHandoff? Released(CompelledDisclosure data)
    {
        if (data is not { DisclosureId: { } disclosure, DisclosedAt: { } at, Release: { } left })
            return null;
        var file = data.Receipts.For(exhibit: null);
        return new(
            disclosure, at, Contact: null, left.FileSha256, file?.At, file?.Matches,
            data.Receipts.Shown(left.Exhibits, data.Overturned is not null));
    }

    /// <summary>Whether it was reviewed is the sender's business.</summary>
    static string ReceivedState(CompelledDisclosure data) => data.Overturned is null ? States.Disclosed : States.Overturned;

    static string ReferenceOf(CompelledDisclosure data, PartnerId viewer) =>
        viewer == data.From ? data.Reference : Reference.For(data.DisclosureId ?? data.Id);
}
