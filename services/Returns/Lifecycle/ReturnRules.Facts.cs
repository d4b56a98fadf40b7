using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Returns.Lifecycle;

// Facts of Cases: recorded whenever they arrive, in any order, once.
public static partial class ReturnRules
{
    public static Decision<Return>? DetailsReleased(ReturnState state, DetailsReleased fact, DateTimeOffset now)
    {
        if (Asked(state, fact.PermitId, fact.RequestId) is ({ } of, { DisclosureId: null } strand))
        {
            var told = new Step<Return>(state.Data, now)
                .Change(of.Id, strand with { DisclosureId = fact.DisclosureId, ReleasedAt = fact.ReleasedAt, Refused = null })
                .OnTimeline(strand.OfState ? Verbs.StrandReleased : Verbs.DetailsReleased, strand.OfState ? null : fact.To, strand.Kind,
                    Track.Evidence);
            // Released just before its part ended, and told only now.
            return (strand is { OfState: false, EndedAt: not null }
                ? told.EndPart(fact.To, strand).AskReceipt(strand with { DisclosureId = fact.DisclosureId })
                : told).Stay();
        }
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
        Asked(state, fact.PermitId, fact.RequestId) is ({ } of, { DisclosureId: null, Refused: null } strand)
            ? new Step<Return>(state.Data, now).Change(of.Id, strand with { Refused = fact.Reason })
                .OnTimeline(Verbs.ReleaseRefused, with: null, fact.Reason, Track.Evidence).Stay()
        : Introduced(state, fact.PermitId, fact.RequestId) is { Introduction: { DisclosureId: null, Refused: null } by } traveller
            ? new Step<Return>(state.Data.With(traveller with { Introduction = by with { Refused = fact.Reason } }), now)
                .OnTimeline(Verbs.ReleaseRefused, fact.To, fact.Reason, Track.Evidence).Stay()
            : null;

    /// <summary>
    /// The consent to hand somebody over was taken back. Nobody is asked to lead any more; a lead who holds the details sees that, and what
    /// it does on consent of its own goes on.
    /// </summary>
    public static Decision<Return>? ConsentWithdrawn(ReturnState state, ConsentWithdrawn fact, DateTimeOffset now)
    {
        if (state.Data.Travellers.FirstOrDefault(t => t.Consent?.ReceiptId == fact.ReceiptId) is { } whose)
            return ConsentTakenBack(state, whose, now);
        if (state.Data.Strands.FirstOrDefault(s => s.Strand is { EndedAt: null } its && its.PermitId == fact.PermitId).Strand is { } strand)
            return PartTakenBack(state, strand, now);
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

    /// <summary>The person has excluded some of those who may lead, or who takes a part.</summary>
    public static Decision<Return>? PermitNarrowed(ReturnState state, PermitNarrowed fact, DateTimeOffset now) =>
        state.Data.Strands.FirstOrDefault(s =>
            s.Strand is { EndedAt: null, With: { } with } its && its.PermitId == fact.PermitId && fact.Recipients.Contains(with)).Strand is { } strand
            ? PartTakenBack(state, strand, now)
        : state.Data.Travellers.Any(t => t.Introduction?.PermitId == fact.PermitId)
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

    /// <summary>
    /// What Cases says of the journey; answers overtake each other. The one to a booking's question books or does not; a bar that comes later holds
    /// what nobody has left on, and so does what is no longer established once it is booked.
    /// </summary>
    public static Decision<Return>? Answered(ReturnState state, string answer, Guid? requestId, DateTimeOffset at, DateTimeOffset now)
    {
        if (state.Data.Travel is not { } known || known.At > at || new TravelAnswer(answer, at) == known)
            return null;
        var step = new Step<Return>(state.Data with { Travel = new(answer, at) }, now)
            .OnTimeline(Verbs.ReturnClearanceAnswered, with: null, answer);
        if (state.CurrentState == States.Booking)
        {
            if (answer == nameof(NoBarKnown) && requestId != state.Data.Journey!.RequestId)
                return step.Stay(); // of an earlier question
            step.Cancel(ClearanceDueKey(state.Data.Id));
            return answer == nameof(NoBarKnown)
                ? step.BySystem(Verbs.ReturnBooked).WatchTelling().Publish(new ReturnBooked(state.Data.Id, now)).To(States.Booked)
                : step.OnTimeline(Verbs.ReturnNotBooked, with: null, answer).To(States.PlanAgreed);
        }
        return answer == nameof(TravelBarred) || (answer == nameof(NotEstablished) && state.CurrentState is States.Booked or States.FinalConfirmed)
            ? step.HoldIfDeciding(state)
            : step.Stay();
    }

    /// <summary>That part ends and its copy shuts; what was booked on it holds.</summary>
    static Decision<Return> PartTakenBack(ReturnState state, Strand strand, DateTimeOffset now)
    {
        var step = new Step<Return>(state.Data, now)
            .OnTimeline(Verbs.ConsentWithdrawn, strand.OfState ? null : strand.With, strand.Kind).EndStrands(s => s.Strand.Id == strand.Id);
        return state.CurrentState is States.Booking or States.Booked or States.FinalConfirmed ? step.HoldIfDeciding(state) : step.Stay();
    }

    static (Traveller? Traveller, Strand? Strand) Asked(ReturnState state, Guid permitId, Guid requestId) =>
        state.Data.Strands.FirstOrDefault(s => s.Strand.PermitId == permitId && s.Strand.RequestId == requestId);

    static Traveller? Introduced(ReturnState state, Guid permitId, Guid requestId) =>
        state.Data.Travellers.FirstOrDefault(t => t.Introduction is { } by && by.PermitId == permitId && by.RequestId == requestId);
}
