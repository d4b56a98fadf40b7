using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Returns.Lifecycle;

// Facts of Cases: recorded whenever they arrive, in any order, once.
public static partial class ReturnRules
{
    public static Decision<Return>? DetailsReleased(ReturnState state, DetailsReleased fact, DateTimeOffset now)
    {
        if (Introduced(state, fact.PermitId, fact.RequestId) is not { Introduction: { DisclosureId: null } by } traveller)
            return null;
        var released = traveller with { Introduction = by with { DisclosureId = fact.DisclosureId, Refused = null } };
        var step = new Step<Return>(state.Data.With(released), now)
            .OnTimeline(Verbs.DetailsReleased, fact.To, track: Track.Evidence);
        // Released just before the lead's part ended, and told only now.
        return fact.To == state.Data.Lead && state.CurrentState != States.EnteredInError
            ? step.Stay()
            : step.EndRecipient(fact.To, offerId: null).Stay();
    }

    public static Decision<Return>? ReleaseRefused(ReturnState state, ReleaseRefused fact, DateTimeOffset now) =>
        Introduced(state, fact.PermitId, fact.RequestId) is { Introduction: { DisclosureId: null, Refused: null } by } traveller
            ? new Step<Return>(state.Data.With(traveller with { Introduction = by with { Refused = fact.Reason } }), now)
                .OnTimeline(Verbs.ReleaseRefused, fact.To, fact.Reason, Track.Evidence).Stay()
            : null;

    /// <summary>
    /// The consent to hand somebody over was taken back. Nobody is asked to lead any more; a lead who holds the details sees that, and what
    /// it does on consent of its own goes on.
    /// </summary>
    public static Decision<Return>? ConsentWithdrawn(ReturnState state, ConsentWithdrawn fact, DateTimeOffset now)
    {
        var traveller = state.Data.Travellers.FirstOrDefault(t => t.Introduction?.PermitId == fact.PermitId);
        if (traveller is not { Introduction: { WithdrawnAt: null } by })
            return null;
        var step = new Step<Return>(state.Data.With(traveller with { Introduction = by with { WithdrawnAt = fact.WithdrawnAt } }), now)
            .OnTimeline(Verbs.ConsentWithdrawn, state.Data.Lead);
        if (!States.Asking.Contains(state.CurrentState))
            return step.Stay();
        return step.Apply(step.After.Offers.Withdraw(now))
            .BySystem(Verbs.ReturnStopped, with: null)
            .Publish(new ReturnEnded(state.Data.Id, States.Stopped, now))
            .To(States.Stopped);
    }

    /// <summary>The person has excluded some of those who may lead.</summary>
    public static Decision<Return>? PermitNarrowed(ReturnState state, PermitNarrowed fact, DateTimeOffset now) =>
        state.Data.Travellers.Any(t => t.Introduction?.PermitId == fact.PermitId)
        && States.Asking.Contains(state.CurrentState)
        && state.Data.Offers.Exclude(fact.Recipients, OfferTerms(state.Data, state.Suspended, now)) is { Happened.Count: > 0 } narrowed
            ? GoOn(state, narrowed, now)
            : null;

    /// <summary>A traveller's case is for other people now: of whoever asked, by its permit, or of the lead, by its tie.</summary>
    public static Decision<Return>? AudienceChanged(ReturnState state, AudienceChanged fact, DateTimeOffset now)
    {
        var told = new Audience(fact.Only, fact.Version);
        var travellers = state.Data.Travellers.Select(t =>
            fact.PermitId is { } permit && t.Introduction is { } by && by.PermitId == permit
                ? t with { Introduction = by with { Audience = by.Audience.Or(told) } }
            : fact.TieId is { } tie && t.Tie is { } tied && tied.TieId == tie ? t with { Tie = tied with { Audience = tied.Audience.Or(told) } }
            : t).ToList();
        return travellers.SequenceEqual(state.Data.Travellers)
            ? null
            : new Step<Return>(state.Data with { Travellers = travellers }, now).Stay();
    }

    /// <summary>What Cases says of the journey; they overtake each other.</summary>
    public static Decision<Return>? Answered(ReturnState state, string answer, DateTimeOffset at, DateTimeOffset now) =>
        state.Data.Travel is { } known && known.At <= at && new TravelAnswer(answer, at) != known
            ? new Step<Return>(state.Data with { Travel = new(answer, at) }, now)
                .OnTimeline(Verbs.ReturnClearanceAnswered, state.Data.Lead, answer).Stay()
            : null;

    static Traveller? Introduced(ReturnState state, Guid permitId, Guid requestId) =>
        state.Data.Travellers.FirstOrDefault(t => t.Introduction is { } by && by.PermitId == permitId && by.RequestId == requestId);
}
