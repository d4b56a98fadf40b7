using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Lifecycle;

public static partial class ReferralRules
{
    public static Decision<Referral> GiveUp(ReferralState state, GiveUp command, DateTimeOffset now) =>
        new Step<Referral>(state.Data, now).ByUser(command, Verbs.ReferralGivenUp, with: null, command.Code).To(States.ClosedUnplaced);

    public static Decision<Referral> Cancel(ReferralState state, CancelReferral command, DateTimeOffset now)
    {
        var step = new Step<Referral>(state.Data, now).ByUser(command, Verbs.ReferralCancelled, with: null);
        return step.Apply(state.Data.Offers.Withdraw(now)).To(States.Cancelled);
    }

    /// <summary>The recipient needs the details no longer, unless somebody lives with it.</summary>
    public static Decision<Referral> RequestCancellation(ReferralState state, RequestCancellation command, DateTimeOffset now)
    {
        var active = state.CurrentState == States.Active;
        var step = new Step<Referral>(state.Data with { Cancelling = new Cancelling(now, active) }, now)
            .ByUser(command, Verbs.CancellationRequested, state.Data.Recipient);
        return (active ? step : step.EndAccess(now)).To(States.CancellationRequested);
    }

    public static Decision<Referral> ConfirmCancellation(ReferralState state, ConfirmCancellation command, DateTimeOffset now) =>
        ByRecipient(state, command, Verbs.CancellationConfirmed, now).EndAccess(now).To(States.Cancelled);

    /// <summary>From when on the sender need not wait any longer for a recipient that is silent, or suspended.</summary>
    public static DateTimeOffset EndableAt(Referral referral) => Deadlines.After(
        referral.Cancelling?.RequestedAt ?? referral.UpdatedAt, referral.OneSidedEnd(), referral.Terms.Calendar);

    /// <summary>It tells the recipient. Where somebody lives there, access stays until they have left or say stop.</summary>
    public static Decision<Referral> EndOneSidedly(ReferralState state, EndOneSidedly command, DateTimeOffset now) =>
        EndableAt(state.Data) is var at && now < at
            ? new Refusal("TOO_EARLY", $"The recipient can answer until {at:u}; after that you can end it alone.")
            : ByRecipient(state, command, Verbs.ReferralEndedOneSidedly, now).To(States.Cancelled);

    /// <summary>After a one-sided end: who lived there has left.</summary>
    public static Decision<Referral> Departure(ReferralState state, ReportDeparture command, DateTimeOffset now) =>
        state.Data.Offers.Accepted is { ReadsUntil: null }
            ? ByRecipient(state, command, Verbs.DepartureReported, now).EndAccess(now).To(state.CurrentState)
            : new Refusal("ALREADY_SHUT", "The details are closed to your organisation already. Nothing more is needed.");

    /// <summary>It should never have been. A tombstone stays, so that nobody wonders where it went, and receipts are owed on.</summary>
    public static Decision<Referral> EnterInError(ReferralState state, EnterInError command, DateTimeOffset now)
    {
        var step = new Step<Referral>(state.Data with { ContactLost = false }, now)
            .ByUser(command, Verbs.ReferralEnteredInError, state.Data.Recipient, command.Code)
            .Apply(state.Data.Offers.Withdraw(now));
        step.After = step.After with { StopWishes = Settled(step.After.StopWishes, command.Code) };
        return step.EndAccess(now).Watch().To(States.EnteredInError);
    }
}
