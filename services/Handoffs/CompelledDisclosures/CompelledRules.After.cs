using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using static ReferralNetwork.Handoffs.CompelledDisclosures.States;

namespace ReferralNetwork.Handoffs.CompelledDisclosures;

// Something has left, or was told: it is reviewed, may be overturned, and the person is told at last.
public static partial class CompelledRules
{
    public static Decision<CompelledDisclosure> Review(CompelledDisclosureState state, ReviewDisclosure command, DateTimeOffset now)
    {
        if (CannotReview(state.Data, command.Actor) is { } refusal)
            return refusal;
        return new Step<CompelledDisclosure>(state.Data with { Review = new(command.Actor, command.Finding, now) }, now)
            .ByUser(command, Verbs.DemandReviewed, with: null, command.Finding)
            .Cancel(ReviewDueKey(state.Data.Id))
            .To(Reviewed);
    }

    /// <summary>Nobody reviews what they asked for or approved (GDPR Art. 38(6)).</summary>
    public static Refusal? CannotReview(CompelledDisclosure data, Guid actor) =>
        actor == data.Requester || data.Approvals.Any(a => a.Actor == actor)
            ? new("OWN_DECISION", "You recorded or approved this: somebody else reviews it.")
            : null;

    /// <summary>Its recipient reads no more and is asked for its copy. The person is told.</summary>
    public static Decision<CompelledDisclosure> Overturn(CompelledDisclosureState state, OverturnCompelled command, DateTimeOffset now)
    {
        var data = state.Data;
        var receipt = StopReceipt.Ask(
            data.Recipient, now, data.Terms.StopReceiptDue, data.Terms.StopReceiptEscalation ?? data.Terms.StopReceiptDue,
            data.Terms.Recipient.Calendar);
        return new Step<CompelledDisclosure>(
                data with { Overturned = new(command.Overturner, command.On), Receipt = receipt, BanEnded = false }, now)
            .ByUser(command, Verbs.DemandOverturned, data.Recipient, command.Overturner)
            .Publish(new RecipientEnded(Conversations.CompelledDisclosure, data.Id, OfferId: null, data.Recipient, now))
            .OnTimeline(Verbs.StopReceiptAsked, data.Recipient)
            .Cancel(ReviewDueKey(data.Id))
            .Cancel(BanEndsKey(data.Id))
            .Schedule(ReceiptDueKey(data.Id), receipt.DueAt, new CompelledReceiptDue(data.Id))
            .To(Overturned);
    }

    public static Decision<CompelledDisclosure> ToldAfter(CompelledDisclosureState state, RecordToldAfter command, DateTimeOffset now)
    {
        var data = state.Data;
        if (data.Told?.BanUntil > now && data.Overturned is null)
            return new Refusal("BAN_STANDS", $"The order forbids telling the person until {data.Told.BanUntil:u}.");
        if (!data.OwesTelling(now))
            return new Refusal("NOTHING_TO_TELL", "The person knows already.");
        if (data.Tellings.Contains(command.Telling.Id))
            return Used;
        if (command.Telling.ToldAt is not { } at)
            return new Refusal("NOT_TOLD", "This says that the order forbids telling the person; it does no more.");
        return new Step<CompelledDisclosure>(
                data with
                {
                    ToldAfterAt = data.ToldAfterAt ?? at,
                    Overturned = data.Overturned is { } over ? over with { ToldAt = at } : null,
                    Tellings = [.. data.Tellings, command.Telling.Id],
                    BanEnded = false,
                }, now)
            .ByUser(command, Verbs.DemandToldAfter, with: null, appliesAt: at)
            .Cancel(BanEndsKey(data.Id))
            .Stay();
    }

    public static Decision<CompelledDisclosure> GiveReceipt(CompelledDisclosureState state, GiveCompelledReceipt command, DateTimeOffset now)
    {
        var receipt = state.Data.Receipt!;
        if (new[] { receipt }.CannotGive(command.Kind, command.Basis) is { } refusal)
            return refusal;
        return new Step<CompelledDisclosure>(state.Data with { Receipt = receipt.Give(command.Kind, command.Basis, now) }, now)
            .ByUser(command, Verbs.StopReceiptGiven, command.By, command.Basis ?? command.Kind)
            .Cancel(ReceiptDueKey(state.Data.Id))
            .Stay();
    }

    /// <summary>Of the file, and of each exhibit. What came otherwise than it was sent alarms both.</summary>
    public static Decision<CompelledDisclosure> Confirm(CompelledDisclosureState state, ConfirmDisclosed command, DateTimeOffset now)
    {
        var data = state.Data;
        if (data.Receipts.Add(command.Receipts, data.DisclosureId, data.Release?.Exhibits ?? []) is not { } given)
            return CustodyReceipts.NotReleased;
        if (given.Count == 0)
            return new Refusal("CONFIRMED_ALREADY", "These receipts are here already.");
        var step = new Step<CompelledDisclosure>(data with { Receipts = [.. data.Receipts, .. given] }, now)
            .ByUser(command, Verbs.HandoffReceiptGiven, data.Recipient);
        if (given.Any(r => !r.Matches))
        {
            step.BySystem(Verbs.HandoffMismatchFound, data.Recipient);
            step.After = step.After with { MismatchAt = data.MismatchAt ?? now };
        }
        return step.Stay();
    }

    public static Decision<CompelledDisclosure> ClearUp(CompelledDisclosureState state, ClearUpDifference command, DateTimeOffset now) =>
        state.Data.MismatchAt is null
            ? new Refusal("NO_MISMATCH", "Everything that was confirmed is what was sent, or somebody has seen to it already.")
            : new Step<CompelledDisclosure>(state.Data with { MismatchAt = null }, now)
                .ByUser(command, Verbs.HandoffMismatchAcknowledged, state.Data.Recipient).Stay();

    /// <summary>When the review is overdue, and then every day; null: nobody waits for it.</summary>
    public static DateTimeOffset? ReviewDueAt(CompelledDisclosureState state) =>
        state.CurrentState == Disclosed ? state.Data.NextEscalationAt ?? state.Data.ReviewDueAt : null;

    /// <summary>An overdue review goes up every day; it blocks nothing.</summary>
    public static Decision<CompelledDisclosure> ReviewDue(CompelledDisclosureState state, CompelledReviewDue timer, DateTimeOffset now) =>
        new Step<CompelledDisclosure>(state.Data with { Escalations = state.Data.Escalations + 1, NextEscalationAt = now + Day }, now)
            .BySystem(Verbs.ReviewEscalated, with: null)
            .Schedule(ReviewDueKey(state.Data.Id), now + Day, timer)
            .Stay();

    /// <summary>When the person may be told again; null: there is no ban, or they were told.</summary>
    public static DateTimeOffset? BanEndsAt(CompelledDisclosureState state) =>
        state.Data is { BanEnded: false, ToldAfterAt: null, Overturned: null } data && state.CurrentState != Refused ? data.Told?.BanUntil : null;

    public static Decision<CompelledDisclosure> BanEnds(CompelledDisclosureState state, CompelledBanEndsDue _, DateTimeOffset now) =>
        new Step<CompelledDisclosure>(state.Data with { BanEnded = true }, now).BySystem(Verbs.BanEnded, with: null).Stay();

    public static DateTimeOffset? ReceiptDueAt(CompelledDisclosureState state) =>
        state.Data.Receipt is { } receipt ? new[] { receipt }.NextLook() : null;

    /// <summary>What is owed and late shows: to the sender's people, and later to the data-protection officers.</summary>
    public static Decision<CompelledDisclosure> ReceiptDue(CompelledDisclosureState state, CompelledReceiptDue timer, DateTimeOffset now)
    {
        var step = new Step<CompelledDisclosure>(state.Data, now);
        step.After = state.Data with { Receipt = state.Data.Receipt!.Late(now, verb => step.BySystem(verb, state.Data.Recipient)) };
        return (new[] { step.After.Receipt! }.NextLook() is { } next ? step.Schedule(ReceiptDueKey(state.Data.Id), next, timer) : step).Stay();
    }
}
