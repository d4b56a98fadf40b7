using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Lifecycle;

public static partial class ReferralRules
{
    static readonly Refusal NotOfPlace = new("NOT_OF_A_PLACE", "This is only for a referral that asks for a place.");

    public static Decision<Referral> GiveUp(ReferralState state, GiveUp command, DateTimeOffset now)
    {
        var step = new Step<Referral>(state.Data, now).ByUser(command, Verbs.ReferralGivenUp, with: null, command.Code);
        if (state.Data.Place is null)
            return Codes.GiveUpCodes.Contains(command.Code) && command.Unmet is null ? step.To(States.ClosedUnplaced) : NotOfPlace;
        if (!PlaceCodes.GiveUps.Contains(command.Code))
            return new Refusal(
                "SEARCH_GOES_ON", "Without a place it ends with a night in a hotel, or as the person decides. Else say when you search again.");
        var personDeclined = string.Equals(command.Code, PlaceCodes.PersonDeclined, StringComparison.Ordinal);
        return (command.Unmet ?? (personDeclined ? PlaceCodes.OwnChoice : null)) is { } why
            ? step.CountUnmet(why).To(States.ClosedUnplaced)
            : new Refusal("UNMET_REQUIRED", "Say why no place was found: it is counted, not for whom.");
    }

    public static Decision<Referral> PlanSearch(ReferralState state, PlanSearch command, DateTimeOffset now) => state.Data.Place is null
        ? NotOfPlace
        : command.On < Zones.DayOf(now, TimeZoneInfo.FindSystemTimeZoneById(state.Data.Terms.TimeZone))
        ? new Refusal("DAY_OVER", "That day is over where your organisation is: choose today or a later day.")
        : new Step<Referral>(state.Data with { SearchOn = command.On }, now)
            .ByUser(command, Verbs.PlaceSearchPlanned, with: null, command.Unmet, appliesAt: SearchesAt(state.Data, command.On))
            .CountUnmet(command.Unmet).To(state.CurrentState);

    /// <summary>When that day begins for the sender.</summary>
    public static DateTimeOffset SearchesAt(Referral referral, DateOnly day) =>
        Zones.StartOf(day, TimeZoneInfo.FindSystemTimeZoneById(referral.Terms.TimeZone));

    public static Decision<Referral> Cancel(ReferralState state, CancelReferral command, DateTimeOffset now)
    {
        var step = new Step<Referral>(state.Data, now).ByUser(command, Verbs.ReferralCancelled, with: null);
        return step.Apply(state.Data.Offers.Withdraw(now)).To(States.Cancelled);
    }

    /// <summary>The recipient needs the details no longer, unless somebody lives with it or is on the way there.</summary>
    public static Decision<Referral> RequestCancellation(ReferralState state, RequestCancellation command, DateTimeOffset now)
    {
        var active = state.CurrentState == States.Active;
        var step = new Step<Referral>(state.Data with { Cancelling = new Cancelling(now, active) }, now)
            .ByUser(command, Verbs.CancellationRequested, state.Data.Recipient);
        var onTheWay = state.Data.Offers.Accepted?.Place is { Standing: PlaceStanding.UnderWay or PlaceStanding.Overdue };
        return (active || onTheWay ? step : step.EndAccess(now)).To(States.CancellationRequested);
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
            : ByRecipient(state, command, Verbs.ReferralEndedOneSidedly, now) is var step && state.Data.Cancelling is { FromActive: true }
            ? step.To(States.Cancelled) : step.NobodyComes(States.Cancelled, now).To(States.Cancelled);

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
