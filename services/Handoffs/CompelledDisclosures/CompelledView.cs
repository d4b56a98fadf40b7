using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Handoffs.CompelledDisclosures;

/// <summary>A line of a list.</summary>
/// <param name="With">The other organisation.</param>
/// <param name="Fields">How many the order names; null for its recipient, who knows.</param>
/// <param name="ReviewDueAt">For the sender.</param>
/// <param name="Escalations">On how many days the review was overdue; for the sender.</param>
public sealed record CompelledLine(
    Guid Id, string Reference, string Side, string State, string Basis, string Handling, PartnerId With, IReadOnlyList<string> Categories,
    int? Fields, DateTimeOffset RecordedAt, DateTimeOffset UpdatedAt, DateTimeOffset? DueAt, string? ToDo, DateTimeOffset? ReviewDueAt,
    int Escalations);

/// <summary>All of it, for the sender's people who may see it.</summary>
public sealed record CompelledDetail(
    CompelledLine Line, long OrderVersion, string? Finding, IReadOnlyList<Approval> Approvals, IReadOnlyList<Advice> Advice, Telling? Told,
    string? RefusedFor, bool ReleasePending, string? ReleaseRefused, DateTimeOffset? DisclosedAt, Guid? DisclosureId, Danger? Danger, Review? Review,
    bool BanEnded, DateTimeOffset? ToldAfterAt, Overturning? Overturned, StopReceipt? Receipt, IReadOnlyList<TimelineEntry> Timeline,
    IReadOnlyList<string> Actions);

/// <summary>What its recipient sees: that something has left to it, and what it owes.</summary>
public sealed record CompelledReceived(
    Guid Id, string Reference, string Side, string State, string Basis, string Handling, PartnerId From, DateTimeOffset DisclosedAt,
    Guid? DisclosureId, StopReceipt? Receipt, IReadOnlyList<string> Actions);

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
                    data.From, at, data.DisclosureId, data.Receipt, actions)
                : null;
        if (!Sees(data, caller, capacity))
            return null;
        return new CompelledDetail(
            Line(state, caller.Partner), data.Order.Version, data.Finding, data.Approvals, data.Advice, data.Told, data.RefusedFor,
            data.Release is { Pending: true }, data.Release?.Refused, data.DisclosedAt, data.DisclosureId, data.Danger, data.Review, data.BanEnded,
            data.ToldAfterAt, data.Overturned, data.Receipt, data.Timeline, actions);
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
            sender ? data.Escalations : 0);
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

    /// <summary>Whether it was reviewed is the sender's business.</summary>
    static string ReceivedState(CompelledDisclosure data) => data.Overturned is null ? States.Disclosed : States.Overturned;

    static string ReferenceOf(CompelledDisclosure data, PartnerId viewer) =>
        viewer == data.From ? data.Reference : Reference.For(data.DisclosureId ?? data.Id);
}
