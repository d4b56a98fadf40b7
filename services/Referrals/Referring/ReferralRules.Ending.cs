using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Referring;

public static partial class ReferralRules
{
    public static string StopReceiptDueKey(Guid referralId) => $"stop-receipt-due:{referralId}";

    public static Decision GiveUp(ReferralState state, GiveUp command, DateTimeOffset now) =>
        new Step(state.Referral, now).Did(command, "given-up", with: null, command.Code).To(States.ClosedUnplaced);

    public static Decision Cancel(ReferralState state, CancelReferral command, DateTimeOffset now)
    {
        var step = new Step(state.Referral with { Waiting = [] }, now).Did(command, "cancelled", with: null);
        return EndOpen(step, OfferStatus.Withdrawn, "offer-withdrawn", now).To(States.Cancelled);
    }

    public static Decision RequestCancellation(ReferralState state, RequestCancellation command, DateTimeOffset now) =>
        new Step(state.Referral, now).Did(command, "cancellation-requested", state.Referral.Recipient).To(States.CancellationRequested);

    public static Decision ConfirmCancellation(ReferralState state, ConfirmCancellation command, DateTimeOffset now) =>
        EndAccess(Served(state, command, "cancellation-confirmed", now), now).To(States.Cancelled);

    /// <summary>It should never have been. A tombstone stays, so that nobody wonders where it went.</summary>
    public static Decision EnterInError(ReferralState state, EnterInError command, DateTimeOffset now)
    {
        var step = new Step(state.Referral with { Waiting = [] }, now)
            .Did(command, "entered-in-error", state.Referral.Recipient, command.Code);
        EndOpen(step, OfferStatus.Withdrawn, "offer-withdrawn", now);
        if (state.CurrentState == States.Stopping)
            step.Cancel(StopReceiptDueKey(state.Referral.Id));
        return EndAccess(step, now).To(States.EnteredInError);
    }

    /// <summary>
    /// Consent was withdrawn (GDPR Art. 7(3)). A referral that meanwhile stands on another receipt, or has ended, goes on as
    /// it is: what was disclosed under the withdrawn one Cases has shut already.
    /// </summary>
    public static Decision ConsentWithdrawn(ReferralState state, StopReferral fact, DateTimeOffset now)
    {
        var referral = state.Referral;
        if (referral.Withdrawn.Contains(fact.ReceiptId)) // one comes for each permit on the receipt
            return Decision.Nothing(state);

        var step = new Step(referral with { Withdrawn = [.. referral.Withdrawn, fact.ReceiptId] }, now);
        step.Happened("consent-withdrawn", with: null, track: Track.Evidence);
        if (referral.Permit.ReceiptId != fact.ReceiptId || !States.IsOpen(state.CurrentState))
            return step.To(state.CurrentState);

        step.After = step.After with { Waiting = [], AppointmentAt = null };
        EndOpen(step, OfferStatus.Withdrawn, "offer-withdrawn", now);
        var dueAt = Deadlines.After(now, referral.Terms.StopReceiptDue, referral.Terms.TimeZone);
        var owing = referral.Releases.Where(r => r.DisclosureId is not null).Select(r => r.To).Distinct();
        step.After = step.After with
        {
            Stop = new Stop(fact.ReceiptId, fact.WithdrawnAt, dueAt) { Receipts = [.. owing.Select(p => new StopReceipt(p, null, null, null))] },
        };
        foreach (var receipt in step.After.Stop.Receipts)
            step.Happened("stop-receipt-asked", receipt.Partner);
        step.Acted("referral-stopping", with: null)
            .Publish(new ReferralStopping(referral.Id, now))
            .Schedule(StopReceiptDueKey(referral.Id), dueAt, new StopReceiptDue(referral.Id));
        return StopIfAllIn(step, now);
    }

    public static Decision GiveStopReceipt(ReferralState state, GiveStopReceipt command, DateTimeOffset now)
    {
        var stop = state.Referral.Stop!;
        if (stop.Receipts.FirstOrDefault(r => r.Partner == command.By) is not { } owed)
            return new Refusal("NOTHING_OWED", "No details were released to your organisation: it owes no receipt.");
        if (owed.Kind is not null)
            return new Refusal("ALREADY_GIVEN", "Your organisation has given its receipt already.");
        if (string.Equals(command.Kind, "RetainedUnder", StringComparison.Ordinal) != command.Basis is not null)
            return new Refusal("BASIS", "RetainedUnder names the legal basis; no other receipt has one.");

        var step = new Step(state.Referral, now).Did(command, "stop-receipt-given", command.By, command.Basis ?? command.Kind);
        var given = owed with { Kind = command.Kind, Basis = command.Basis, GivenAt = now };
        step.After = step.After with { Stop = stop with { Receipts = [.. stop.Receipts.Select(r => r.Partner == command.By ? given : r)] } };
        return StopIfAllIn(step, now);
    }

    /// <summary>Not all receipts are in when due: it stays Stopping and shows, to the caseworker and the data-protection officer.</summary>
    public static Decision StopReceiptDue(ReferralState state, StopReceiptDue asked, DateTimeOffset now)
    {
        if (state.CurrentState != States.Stopping || state.Referral.Stop is not { Overdue: false } stop)
            return Decision.Nothing(state);
        if (now < stop.DueAt)
            return Decision.Nothing(state) with { Effects = [new Timer<StopReceiptDue>(StopReceiptDueKey(state.CorrelationId), stop.DueAt, asked)] };

        var step = new Step(state.Referral, now).Acted("stop-receipt-overdue", with: null);
        step.After = step.After with { Stop = stop with { Overdue = true } };
        return step.To(state.CurrentState);
    }

    /// <summary>Stopped once every receipt is in. While Cases still owes word of a release, nobody knows who owes one.</summary>
    static Decision StopIfAllIn(Step step, DateTimeOffset now)
    {
        if (!step.After.Stop!.AllGiven || step.After.Releases.Any(r => r.Pending))
            return step.To(States.Stopping);
        return step
            .Cancel(StopReceiptDueKey(step.After.Id))
            .Acted("referral-stopped", with: null)
            .Publish(new ReferralStopped(step.After.Id, now))
            .To(States.Stopped);
    }
}
