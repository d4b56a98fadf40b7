using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Lifecycle;

// A yes with a place. Placements keeps the place in a database of its own; whatever is heard of it, in whatever order and however often, both
// come to the same end: the offer is accepted and its place kept, or neither.
public static partial class ReferralRules
{
    public static string PlaceAnswerDueKey(Guid holdId) => TimerKey.For<PlaceAnswerDue>(holdId);

    static Decision<Referral> AcceptWithPlace(ReferralState state, AcceptOffer command, WantedPlace wanted, DateTimeOffset now)
    {
        if (!state.Data.Needs.Contains(Codes.ShelterAccommodation, StringComparer.Ordinal))
            return new Refusal("NO_PLACE_ASKED", "This referral does not ask for a place to live. Accept it without one.");
        var accepted = state.Data.Offers.AcceptWithPlace(
            command.OfferId, command.By,
            new PromisedPlace(Guid.CreateVersion7(now), wanted.Places, wanted.ExpectedAt.ToUniversalTime(), now, command.Actor));
        return accepted.Refusal is { } refusal
            ? refusal
            : new Step<Referral>(state.Data, now).Apply(accepted, command).To(state.CurrentState);
    }

    public static Decision<Referral>? PlaceHeld(ReferralState state, PlaceHeld fact, DateTimeOffset now) =>
        Pending(state, fact.HoldId) is { } pending ? TakePending(state, pending, now).To(States.Accepted)
        : Kept(state.CurrentState, state.Data).Any(place => place.HoldId == fact.HoldId) ? null
        : Release(state, fact.HoldId, now);

    public static Decision<Referral>? NoPlaceFree(ReferralState state, NoPlaceFree fact, DateTimeOffset now) =>
        Pending(state, fact.HoldId) is { } pending ? Reopen(state, pending, fact.Code, now) : null;

    public static DateTimeOffset? PlaceAnswerDueAt(ReferralState state, PlaceAnswerDue timer) =>
        Pending(state, timer.HoldId) is { } pending ? AnswerDueAt(state.Data, pending.Place!) : null;

    public static Decision<Referral> PlaceAnswerDue(ReferralState state, PlaceAnswerDue timer, DateTimeOffset now) =>
        Reopen(state, Pending(state, timer.HoldId)!, StayCodes.NoAnswer, now);

    /// <summary>They live there, which only the shelter can know: by the yes that was said, whatever has become of it since.</summary>
    public static Decision<Referral>? PersonArrived(ReferralState state, PersonArrived fact, DateTimeOffset now)
    {
        var step = new Step<Referral>(state.Data, now);
        if (!GoesOn(state.CurrentState) && state.CurrentState is not (States.Offered or States.Unplaced))
        {
            // Where they live is not its business any more. That nobody has to look for them on the way is.
            step.Place(fact.HoldId, PlaceStanding.Arrived, from: OnTheWay);
            return step.NobodyComes(state.CurrentState, now).Send(new ReleasePlace(fact.HoldId, StayCodes.ReferralEnded)).Stay();
        }
        if (AskedWith(state.Data, fact) is not var (offer, asked))
            return null;
        var arrived = asked with { HoldId = fact.HoldId, Standing = PlaceStanding.Arrived };
        if (offer.Open || offer.Pending)
            step.Apply(state.Data.Offers.Arrive(offer, arrived, now), new AcceptOffer(state.Data.Id, offer.Id, offer.To, asked.Actor))
                .AskForDetails(offer.To, now);
        else
            step.After = step.After.With(offer with { Place = arrived });
        step.BySystem(Verbs.ArrivalReported, offer.To);
        if (offer.Status is not (OfferStatus.Accepted or OfferStatus.Offered or OfferStatus.AcceptPending))
            return step.Send(new ReleasePlace(fact.HoldId, StayCodes.ReferralEnded)).To(state.CurrentState); // another has it, or is asked
        return state.CurrentState == States.Offered || States.NotArrived.Contains(state.CurrentState)
            ? step.Publish(new ReferralActive(state.Data.Id, offer.To, now, state.Data.Tie?.To)).To(States.Active)
            : step.To(state.CurrentState);
    }

    /// <summary>The yes that a place was asked for with, and that place or the last one; null: none, or it is known that they are there.</summary>
    static (Offer Offer, PromisedPlace Place)? AskedWith(Referral referral, PersonArrived fact) =>
        (referral.Offers.WithHold(fact.HoldId) ?? referral.Offers.Made.FirstOrDefault(o => o.Id == fact.OfferId)) is { } offer
        && (offer.Place ?? offer.PlaceLost) is { Standing: not PlaceStanding.Arrived } place ? (offer, place) : null;

    /// <summary>Where the referral had ended before that was heard, the place was not released: they may be on the way.</summary>
    public static Decision<Referral>? PersonOverdue(ReferralState state, PersonOverdue fact, DateTimeOffset now)
    {
        var step = new Step<Referral>(state.Data, now);
        return step.Place(fact.HoldId, PlaceStanding.Overdue, from: [PlaceStanding.Kept, PlaceStanding.UnderWay, PlaceStanding.Released])
            ? step.BySystem(Verbs.PersonOverdue, step.After.Offers.WithHold(fact.HoldId)!.To).To(state.CurrentState)
            : null;
    }

    /// <summary>The shelter keeps it no longer; what it has accepted beside the place goes on.</summary>
    public static Decision<Referral>? PlaceGivenBack(ReferralState state, PlaceGivenBack fact, DateTimeOffset now)
    {
        var step = new Step<Referral>(state.Data, now);
        return step.Place(fact.HoldId, PlaceStanding.GivenBack, Expected)
            ? step.BySystem(Verbs.PlaceGivenBack, step.After.Offers.WithHold(fact.HoldId)!.To, fact.Code).NobodyComes(state.CurrentState, now)
                .To(state.CurrentState)
            : null;
    }

    public static Decision<Referral> UnderWay(ReferralState state, ReportUnderWay command, DateTimeOffset now)
    {
        var step = new Step<Referral>(state.Data, now);
        if (state.Data.Offers.Accepted?.Place is not { } place || !step.Place(place.HoldId, PlaceStanding.UnderWay, from: [PlaceStanding.Kept]))
            return NoPlaceKept;
        return step.ByUser(command, Verbs.PersonUnderWay, state.Data.Recipient).Send(new PersonUnderWay(place.HoldId, now)).To(state.CurrentState);
    }

    public static Decision<Referral> GiveBack(ReferralState state, GiveBackPlace command, DateTimeOffset now)
    {
        if (state.Data.Offers.WithHold(command.HoldId) is not { Place: { } place } offer || !Expected.Contains(place.Standing))
            return NoPlaceKept;
        var step = new Step<Referral>(state.Data, now);
        step.After = step.After.With(offer with { Place = place with { Standing = PlaceStanding.GivenBack } });
        step.ByUser(command, Verbs.PlaceGivenBack, offer.To, StayCodes.PersonDecided);
        return step.NobodyComes(state.CurrentState, now).To(state.CurrentState);
    }

    /// <summary>Places that are kept for somebody who is still to come.</summary>
    public static IEnumerable<Offer> PlacesToGiveBack(Referral referral) =>
        referral.Offers.Made.Where(o => o.Place is { } place && Expected.Contains(place.Standing));

    /// <summary>
    /// The referral goes on no longer, and nobody is on the way: what the shelter still had of it ends. As long as somebody is, it does not, or
    /// whoever brings them would no longer know where to.
    /// </summary>
    static Step<Referral> NobodyComes(this Step<Referral> step, string state, DateTimeOffset now) =>
        GoesOn(state) || step.After.Offers.Accepted?.Place is { } place && OnTheWay.Contains(place.Standing) ? step : step.EndAccess(now);

    /// <summary>The place is kept, and the referral goes on without it, or has ended: both sides are to ask each other.</summary>
    public static bool LeftUnderWay(string state, Referral referral, Offer offer) =>
        offer.Place is { } place && OnTheWay.Contains(place.Standing) && !(GoesOn(state) && offer == referral.Offers.Accepted);

    /// <summary>Where the referral goes on no longer, nothing is kept for somebody who has not set out.</summary>
    public static Referral LetPlacesGo(string state, Referral referral) =>
        !GoesOn(state) && referral.Offers.Made.FirstOrDefault(o => o.Place is { Standing: PlaceStanding.Kept }) is { } offer
            ? referral.With(offer with { Place = offer.Place! with { Standing = PlaceStanding.Released } })
            : referral;

    public static bool GoesOn(string state) => States.Serving.Contains(state) || state == States.CancellationRequested;

    static readonly Refusal NoPlaceKept = new("NO_PLACE_KEPT", "No place is kept there for somebody who is still to come.");

    /// <summary>Nobody has come yet, and somebody is to.</summary>
    public static readonly IReadOnlyList<PlaceStanding> Expected = [PlaceStanding.Kept, PlaceStanding.UnderWay, PlaceStanding.Overdue];

    static readonly IReadOnlyList<PlaceStanding> OnTheWay = [PlaceStanding.UnderWay, PlaceStanding.Overdue];

    /// <summary>
    /// What Placements is told, whatever the step was: it follows from the places that the referral waits for and has, before and after it.
    /// </summary>
    public static IEnumerable<Effect> TellPlacements(string stateBefore, Referral? before, string state, Referral after)
    {
        var (waited, waits) = (before is null ? [] : Asked(before).ToList(), Asked(after).ToList());
        var (had, has) = (before is null ? [] : Kept(stateBefore, before).ToList(), Kept(state, after).ToList());
        foreach (var (offer, place) in waits.ExceptBy(waited.Select(w => w.Place.HoldId), w => w.Place.HoldId))
        {
            yield return new SendMessage<HoldPlace>(new(
                place.HoldId, Conversations.Referral, after.Id, offer.Id, offer.To, place.Places, WithChild(after), place.ExpectedAt));
            yield return new ScheduleTimer<PlaceAnswerDue>(
                PlaceAnswerDueKey(place.HoldId), AnswerDueAt(after, place), new(after.Id, place.HoldId));
        }
        foreach (var (_, place) in waited.ExceptBy(waits.Select(w => w.Place.HoldId), w => w.Place.HoldId))
            yield return new CancelTimer(PlaceAnswerDueKey(place.HoldId));
        foreach (var place in has.ExceptBy(had.Select(h => h.HoldId), h => h.HoldId))
            yield return new SendMessage<ConfirmPlace>(new(place.HoldId));
        foreach (var holdId in waited.Select(w => w.Place.HoldId).Concat(had.Select(h => h.HoldId))
            .Concat(before is null ? [] : Left(stateBefore, before).Where(id =>
                after.Offers.WithHold(id)?.Place is { Standing: PlaceStanding.GivenBack }))
            .Except([.. waits.Select(w => w.Place.HoldId), .. has.Select(h => h.HoldId)]))
            yield return new SendMessage<ReleasePlace>(new(holdId, WhyReleased(after, holdId)));
    }

    static string WhyReleased(Referral referral, Guid holdId) => referral.Offers.WithHold(holdId)?.Place?.Standing switch
    {
        PlaceStanding.GivenBack => StayCodes.PersonDecided,
        PlaceStanding.UnderWay or PlaceStanding.Overdue => StayCodes.UnderWay,
        _ => referral.Offers.Made.Any(o => o.PlaceLost?.HoldId == holdId) ? StayCodes.NoAnswer : StayCodes.ReferralEnded,
    };

    static IEnumerable<Guid> Left(string state, Referral referral) =>
        referral.Offers.Made.Where(o => LeftUnderWay(state, referral, o)).Select(o => o.Place!.HoldId);

    static bool WithChild(Referral referral) =>
        Codes.ChildAgeBands.Contains(referral.AgeBand) || (referral.Place is { Household: var household } && household.People > household.Grown);

    static IEnumerable<(Offer Offer, PromisedPlace Place)> Asked(Referral referral) =>
        referral.Offers.Made.Where(o => o.Pending).Select(o => (o, o.Place!));

    /// <summary>Places that somebody is to come to, or lives in, as long as the referral goes on.</summary>
    static IEnumerable<PromisedPlace> Kept(string state, Referral referral) =>
        GoesOn(state) && referral.Offers.Accepted?.Place is { Standing: not PlaceStanding.GivenBack } place ? [place] : [];

    static Offer? Pending(ReferralState state, Guid holdId) => state.Data.Offers.WithHold(holdId) is { Pending: true } pending ? pending : null;

    static DateTimeOffset AnswerDueAt(Referral referral, PromisedPlace place) =>
        Deadlines.After(place.AskedAt, referral.PlaceAnswer(), referral.Terms.Calendar);

    static Step<Referral> TakePending(ReferralState state, Offer pending, DateTimeOffset now) =>
        new Step<Referral>(state.Data, now)
            .Apply(state.Data.Offers.KeepPlace(pending, now), new AcceptOffer(state.Data.Id, pending.Id, pending.To, pending.Place!.Actor))
            .AskForDetails(pending.To, now);

    static Decision<Referral> Release(ReferralState state, Guid holdId, DateTimeOffset now) =>
        new Step<Referral>(state.Data, now).Send(new ReleasePlace(holdId, WhyReleased(state.Data, holdId))).Stay();

    static Decision<Referral> Reopen(ReferralState state, Offer pending, string code, DateTimeOffset now) =>
        new Step<Referral>(state.Data, now).Apply(state.Data.Offers.RefusePlace(pending, code, now)).To(state.CurrentState);

    /// <returns>False where it stands otherwise, or its offer was never taken.</returns>
    static bool Place(this Step<Referral> step, Guid holdId, PlaceStanding standing, IReadOnlyList<PlaceStanding> from)
    {
        if (step.After.Offers.WithHold(holdId) is not { Status: OfferStatus.Accepted or OfferStatus.Declined, Place: { } place } offer
            || !from.Contains(place.Standing))
            return false;
        step.After = step.After.With(offer with { Place = place with { Standing = standing } });
        return true;
    }
}
