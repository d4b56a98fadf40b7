using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Casework;

/// <summary>What happened to an offer or a candidate. What follows for timeline, messages and timers, its user says.</summary>
public abstract record OfferFact;

/// <summary>An organisation is asked.</summary>
public sealed record OfferMadeTo(Offer Offer) : OfferFact;

/// <summary>An offer was answered, or can be no longer: its status says which.</summary>
public sealed record OfferEnded(Offer Offer) : OfferFact;

/// <summary>A candidate is not asked.</summary>
/// <param name="Code"><see cref="OfferRules.Suspended"/> or <see cref="OfferRules.Excluded"/>.</param>
public sealed record CandidateSkipped(PartnerId Candidate, string Code) : OfferFact;

/// <summary>A yes waits for its place: nothing is due meanwhile.</summary>
public sealed record OfferPending(Offer Offer) : OfferFact;

/// <summary>There is no place for a yes: the offer can be answered again, and has the time that it had left.</summary>
public sealed record OfferReopened(Offer Offer) : OfferFact;

/// <summary>What a rule over offers decided: the offers after it and what happened, in order; or why it is not done, which changes nothing.</summary>
public sealed record OfferDecision(Offers After, IReadOnlyList<OfferFact> Happened, Refusal? Refusal = null);

/// <summary>How the next candidate is asked.</summary>
/// <param name="AnswerBy">Until when it has time to answer: in its own working days, where they count.</param>
/// <param name="Suspended">Those of the candidates that are suspended.</param>
public sealed record OfferTerms(DateTimeOffset Now, Func<PartnerId, DateTimeOffset> AnswerBy, IReadOnlySet<PartnerId> Suspended);

/// <summary>
/// How candidates are asked, one after another or all at once, until one accepts, the list ends, or who asks takes it back: at
/// most one acceptance stands. Pure, but for the ids of new offers.
/// </summary>
public static class OfferRules
{
    /// <summary>Why a candidate was skipped: it may not act in the network.</summary>
    public const string Suspended = "RECIPIENT_SUSPENDED";

    /// <summary>Why a candidate was skipped: the person has excluded it.</summary>
    public const string Excluded = "EXCLUDED";

    /// <summary>Of an offer that was never made to who names it, or never made at all: both look the same.</summary>
    public static readonly Refusal NoSuchOffer = new(Refusal.NotFound.Code, "There is no such offer.");

    /// <summary>What is wrong with a list of candidates; null: nothing.</summary>
    public static Refusal? Validate(IReadOnlyList<PartnerId> candidates, PartnerId from) =>
        candidates.Count == 0 ? new("NO_CANDIDATES", "Name at least one organisation to offer it to.")
        : candidates.Distinct().Count() != candidates.Count ? new("CANDIDATE_TWICE", "An organisation is named twice.")
        : candidates.Contains(from) ? new("OWN_CANDIDATE", "An offer goes to another organisation than the one that makes it.")
        : null;

    /// <summary>Asks the first of these candidates, or all at once. Who was asked before may be among them.</summary>
    public static OfferDecision Ask(this Offers offers, IReadOnlyList<PartnerId> candidates, OfferMode mode, OfferTerms terms) =>
        (offers with { Waiting = candidates }).Begin().AskNext(terms, all: mode == OfferMode.Parallel);

    /// <summary>Why this organisation cannot answer this offer, in kind words where it has ended; null: it can.</summary>
    public static Refusal? CannotAnswer(this Offers offers, Guid offerId, PartnerId by) =>
        offers.Made.FirstOrDefault(o => o.Id == offerId && o.To == by) is not { } offer ? NoSuchOffer
        : offer.Open ? null
        : new("OFFER_ENDED", offer.Status switch
        {
            OfferStatus.Accepted => "Your organisation has accepted this offer already.",
            OfferStatus.Declined => "Your organisation has declined this offer already.",
            OfferStatus.Expired => $"This offer ended at {offer.EndedAt:u} without an answer. The sender may offer it to you again.",
            OfferStatus.AcceptPending => "Your organisation has said yes already: whether the place is kept is known in a moment.",
            OfferStatus.Withdrawn => "The sender has withdrawn this offer. Nothing more is needed from you.",
            _ => "Another organisation has accepted meanwhile. Thank you: nothing more is needed from you.",
        });

    /// <summary>Nobody else is asked any more; the other offers are overtaken.</summary>
    public static OfferDecision Accept(this Offers offers, Guid offerId, PartnerId by, DateTimeOffset now) =>
        offers.CannotAnswer(offerId, by) is { } refusal
            ? new(offers, [], refusal)
            : offers.Take(offers.OpenOffer(offerId), now);

    /// <summary>Yes, if there is a place: until that is known its clock stands, and nobody else's offer ends by it.</summary>
    public static OfferDecision AcceptWithPlace(this Offers offers, Guid offerId, PartnerId by, PromisedPlace place)
    {
        if (offers.CannotAnswer(offerId, by) is { } refusal)
            return new(offers, [], refusal);
        var pending = offers.OpenOffer(offerId) with { Status = OfferStatus.AcceptPending, Place = place, PlaceRefused = null };
        return new(offers.With(pending), [new OfferPending(pending)]);
    }

    /// <summary>There is a place: the yes counts.</summary>
    /// <param name="pending">One that waits for it.</param>
    public static OfferDecision KeepPlace(this Offers offers, Offer pending, DateTimeOffset now) =>
        offers.Take(pending with { Place = pending.Place! with { Standing = PlaceStanding.Kept } }, now);

    /// <summary>They live there already: the yes that was said once counts, whatever place it waits for now.</summary>
    /// <param name="standing">An offer that stands.</param>
    public static OfferDecision Arrive(this Offers offers, Offer standing, PromisedPlace place, DateTimeOffset now) =>
        offers.Take(standing with { Place = place, PlaceLost = null }, now);

    /// <summary>There is no place: the offer is as it was before the yes.</summary>
    /// <param name="pending">One that waits for it.</param>
    /// <param name="code">Why, of <see cref="StayCodes.HoldRefusals"/>.</param>
    public static OfferDecision RefusePlace(this Offers offers, Offer pending, string code, DateTimeOffset now)
    {
        var reopened = pending with
        {
            Status = OfferStatus.Offered,
            Place = null,
            PlaceLost = pending.Place,
            PlaceRefused = code,
            AnswerBy = pending.AnswerBy + (now - pending.Place!.AskedAt),
        };
        return new(offers.With(reopened), [new OfferReopened(reopened)]);
    }

    /// <summary>On to the next candidate. Where the person has said no, nobody else is asked before the sender has spoken with them.</summary>
    /// <param name="code">One of its user's.</param>
    /// <param name="personSaidNo">The person does not want it, rather than the organisation.</param>
    public static OfferDecision Decline(
        this Offers offers, Guid offerId, PartnerId by, string code, Guid? noteId, bool personSaidNo, OfferTerms terms)
    {
        if (offers.CannotAnswer(offerId, by) is { } refusal)
            return new(offers, [], refusal);
        var declined = offers.OpenOffer(offerId) with { Code = code, NoteId = noteId };
        return personSaidNo
            ? (offers with { Waiting = [] }).Begin().End(declined, OfferStatus.Declined, terms.Now).EndAll(OfferStatus.Withdrawn, terms.Now)
            : offers.Begin().End(declined, OfferStatus.Declined, terms.Now).AskNext(terms);
    }

    /// <summary>Until when an offer has to be answered; null: it has ended, and nothing is due.</summary>
    public static DateTimeOffset? AnswerDueAt(this Offers offers, Guid offerId) => offers.Open.FirstOrDefault(o => o.Id == offerId)?.AnswerBy;

    /// <summary>Its deadline has passed: on to the next candidate.</summary>
    public static OfferDecision Expire(this Offers offers, Guid offerId, OfferTerms terms) =>
        offers.Begin().End(offers.OpenOffer(offerId), OfferStatus.Expired, terms.Now).AskNext(terms);

    /// <summary>The person has excluded these: they are not asked, and an open offer to one is taken back. Nothing may happen by it.</summary>
    public static OfferDecision Exclude(this Offers offers, IReadOnlyList<PartnerId> excluded, OfferTerms terms)
    {
        var skipped = offers.Waiting.Intersect(excluded).Select(candidate => new CandidateSkipped(candidate, Excluded));
        var step = new OfferDecision(offers with { Waiting = [.. offers.Waiting.Except(excluded)] }, [.. skipped]);
        foreach (var offer in offers.Standing.Where(o => excluded.Contains(o.To)))
            step = step.End(offer, OfferStatus.Withdrawn, terms.Now);
        return step.AskNext(terms);
    }

    /// <summary>Who asks does so no longer: every offer that stands is taken back, and nobody waits.</summary>
    public static OfferDecision Withdraw(this Offers offers, DateTimeOffset now) =>
        (offers with { Waiting = [] }).Begin().EndAll(OfferStatus.Withdrawn, now);

    /// <summary>The recipient asks something before it answers. The deadline stays.</summary>
    public static OfferDecision AskQuestion(this Offers offers, Guid offerId, PartnerId by) =>
        offers.CannotAnswer(offerId, by) is { } refusal
            ? new(offers, [], refusal)
            : offers.With(offers.OpenOffer(offerId) with { QuestionOpen = true }).Begin();

    /// <summary>The recipient has its answer.</summary>
    /// <param name="noteTo">To whom the answer is written.</param>
    public static OfferDecision AnswerQuestion(this Offers offers, Guid offerId, PartnerId noteTo) =>
        offers.Made.FirstOrDefault(o => o.Id == offerId) is not { } offer ? new(offers, [], NoSuchOffer)
        : offer is not { Open: true, QuestionOpen: true } ? new(offers, [], new("NO_QUESTION", "There is no open question on this offer."))
        : offer.To != noteTo
            ? new(offers, [], new("NOTE_FOR_ANOTHER", "The note is for another organisation than the one that asked. Write it to that one."))
        : offers.With(offer with { QuestionOpen = false }).Begin();

    /// <summary>The recipient cannot say now. The offer stays, and its deadline.</summary>
    public static OfferDecision Unsure(this Offers offers, Guid offerId, PartnerId by, DateTimeOffset now) =>
        offers.CannotAnswer(offerId, by) is { } refusal
            ? new(offers, [], refusal)
            : offers.With(offers.OpenOffer(offerId) with { UnsureAt = now }).Begin();

    static Offer OpenOffer(this Offers offers, Guid offerId) => offers.Open.Single(o => o.Id == offerId);

    static OfferDecision Begin(this Offers offers) => new(offers, []);

    static OfferDecision Take(this Offers offers, Offer accepted, DateTimeOffset now) =>
        (offers with { Waiting = [] }).Begin().End(accepted, OfferStatus.Accepted, now).EndAll(OfferStatus.Overtaken, now);

    /// <summary>To the first who is not suspended, as long as no offer stands; or to all.</summary>
    static OfferDecision AskNext(this OfferDecision step, OfferTerms terms, bool all = false)
    {
        while (step.After.Waiting is [var to, ..] && (all || !step.After.Standing.Any()))
        {
            var offers = step.After with { Waiting = [.. step.After.Waiting.Skip(1)] };
            if (terms.Suspended.Contains(to))
            {
                step = new(offers, [.. step.Happened, new CandidateSkipped(to, Suspended)]);
                continue;
            }
            var id = Guid.CreateVersion7(terms.Now);
            var offer = new Offer(id, to, offers.LastTo(to)?.Reference ?? Reference.For(id), terms.Now, terms.AnswerBy(to));
            step = new(offers with { Made = [.. offers.Made, offer] }, [.. step.Happened, new OfferMadeTo(offer)]);
        }
        return step;
    }

    static OfferDecision End(this OfferDecision step, Offer offer, OfferStatus status, DateTimeOffset now)
    {
        var ended = offer with { Status = status, EndedAt = now, QuestionOpen = false };
        return new(step.After.With(ended), [.. step.Happened, new OfferEnded(ended)]);
    }

    static OfferDecision EndAll(this OfferDecision step, OfferStatus status, DateTimeOffset now) =>
        step.After.Standing.Aggregate(step, (ended, offer) => ended.End(offer, status, now));
}
