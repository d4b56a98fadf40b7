using System.Collections.Frozen;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Lifecycle;

public static partial class ReferralRules
{
    static readonly OfferSteps<Referral, AnswerDue> Offering = new(
        Conversations.Referral, Verbs.ReferralOffered, r => [r.Permit.Id], (id, offerId) => new(id, offerId));

    public static string AnswerDueKey(Guid offerId) => TimerKey.For<AnswerDue>(offerId);

    public static Decision<Referral> Offer(OfferReferral command, DateTimeOffset now)
    {
        if (OfferRules.Validate(command.Candidates, command.From) is { } refusal)
            return refusal;
        var referral = new Referral(
            command.Id, command.From, Reference.For(Guid.NewGuid()), new Permit(command.PermitId, command.ReceiptId), command.Terms,
            command.Needs, command.AgeBand, command.Language, command.Region, command.Urgency, command.Mode, now)
        {
            Tie = command.Tie,
            Audience = Audience.Everybody.Or(command.Audience),
            Place = SaidOn(command.Place, command.Terms, now),
            RemovalAt = command.RemovalAt,
        };
        return OfferTo(referral, command, command.Candidates, now);
    }

    public static Decision<Referral> OfferAgain(ReferralState state, OfferAgain command, DateTimeOffset now)
    {
        if (OfferRules.Validate(command.Candidates, state.Data.From) is { } refusal)
            return refusal;
        if (state.Data.Withdrawn.Contains(command.ReceiptId))
            return new Refusal("CONSENT_WITHDRAWN", "The consent behind this permit was withdrawn.");
        var referral = state.Data.StandingOn(command.PermitId, command.ReceiptId, command.Audience) with
        {
            Terms = state.Data.Terms.Become(command.Terms),
            Place = SaidOn(command.Place, command.Terms, now) ?? state.Data.Place,
            SearchOn = null,
        };
        return OfferTo(referral, command, command.Candidates, now);
    }

    static Decision<Referral> OfferTo(Referral referral, IUserCommand sender, IReadOnlyList<PartnerId> candidates, DateTimeOffset now) =>
        new Step<Referral>(referral, now)
            .Apply(referral.Offers.Ask(candidates, referral.Mode, OfferTerms(referral, FrozenSet<PartnerId>.Empty, now)), sender)
            .To(States.Offered);

    public static Decision<Referral> Accept(ReferralState state, AcceptOffer command, DateTimeOffset now)
    {
        if (command.Place is { } place)
            return AcceptWithPlace(state, command, place, now);
        var accepted = state.Data.Offers.Accept(command.OfferId, command.By, now);
        return accepted.Refusal is { } refusal
            ? refusal
            : new Step<Referral>(state.Data, now).Apply(accepted, command).AskForDetails(command.By, now).To(States.Accepted);
    }

    static Step<Referral> AskForDetails(this Step<Referral> step, PartnerId to, DateTimeOffset now)
    {
        var release = new Release(Guid.CreateVersion7(now), to, now) { ReceiptId = step.After.Permit.ReceiptId };
        step.After = step.After with { Releases = [.. step.After.Releases, release] };
        return step.Send(new ReleaseDetails(release.RequestId, Conversations.Referral, step.After.Id, [step.After.Permit.Id], to));
    }

    public static Decision<Referral> Decline(ReferralState state, DeclineOffer command, DateTimeOffset now)
    {
        var personSaidNo = string.Equals(command.Code, "PERSON_DECLINED", StringComparison.Ordinal);
        var declined = state.Data.Offers.Decline(
            command.OfferId, command.By, command.Code, command.NoteId, personSaidNo, OfferTerms(state.Data, state.Suspended, now));
        return (declined.Refusal ?? NoteMissing(command.Code, command.NoteId)) is { } refusal ? refusal : GoOn(state, declined, now, command);
    }

    public static Decision<Referral> Unsure(ReferralState state, SayUnsure command, DateTimeOffset now)
    {
        if (!state.Data.IsTonight)
            return new Refusal("NOT_TONIGHT", "This can wait until you know: answer when you do, or ask the sender a question.");
        var unsure = state.Data.Offers.Unsure(command.OfferId, command.By, now);
        return unsure.Refusal is { } refusal
            ? refusal
            : new Step<Referral>(state.Data, now).Apply(unsure).ByUser(command, Verbs.OfferUnsure, command.By).To(state.CurrentState);
    }

    public static Decision<Referral> Ask(ReferralState state, AskQuestion command, DateTimeOffset now)
    {
        var asked = state.Data.Offers.AskQuestion(command.OfferId, command.By);
        return asked.Refusal is { } refusal
            ? refusal
            : new Step<Referral>(state.Data, now)
                .Apply(asked).ByUser(command, Verbs.QuestionAsked, command.By, noteId: command.NoteId).To(state.CurrentState);
    }

    public static Decision<Referral> Answer(ReferralState state, AnswerQuestion command, DateTimeOffset now)
    {
        var answered = state.Data.Offers.AnswerQuestion(command.OfferId, command.NoteTo);
        return answered.Refusal is { } refusal
            ? refusal
            : new Step<Referral>(state.Data, now)
                .Apply(answered).ByUser(command, Verbs.QuestionAnswered, command.NoteTo, noteId: command.NoteId).To(state.CurrentState);
    }

    public static DateTimeOffset? AnswerDueAt(ReferralState state, AnswerDue timer) => state.Data.Offers.AnswerDueAt(timer.OfferId);

    public static Decision<Referral> AnswerDue(ReferralState state, AnswerDue timer, DateTimeOffset now) =>
        GoOn(state, state.Data.Offers.Expire(timer.OfferId, OfferTerms(state.Data, state.Suspended, now)), now);

    static OfferTerms OfferTerms(Referral referral, IReadOnlySet<PartnerId> suspended, DateTimeOffset now) =>
        new(now, to => referral.AnswerBy(to, now), suspended);

    /// <summary>Whoever reads <c>now</c> or <c>today</c> later sees which day was meant.</summary>
    static PlaceNeeded? SaidOn(PlaceNeeded? place, Terms terms, DateTimeOffset now) =>
        place is null ? null : place with { On = place.On ?? Zones.DayOf(now, TimeZoneInfo.FindSystemTimeZoneById(terms.TimeZone)) };

    /// <summary>An offer has ended without acceptance.</summary>
    static Decision<Referral> GoOn(ReferralState state, OfferDecision ended, DateTimeOffset now, IUserCommand? by = null)
    {
        var step = new Step<Referral>(state.Data, now).Apply(ended, by);
        return ended.After.Standing.Any() ? step.To(States.Offered) : step.OnTimeline(Verbs.ReferralUnplaced, with: null).To(States.Unplaced);
    }

    /// <param name="by">Who asked for it; null: the network.</param>
    static Step<Referral> Apply(this Step<Referral> step, OfferDecision decision, IUserCommand? by = null) =>
        Offering.Apply(step, decision, by, fact => step.Tell(fact));

    static void Tell(this Step<Referral> step, OfferFact fact)
    {
        var (id, at) = (step.After.Id, step.Now);
        _ = fact switch
        {
            OfferEnded { Offer: { Status: OfferStatus.Accepted } offer } => step.Publish(new OfferAccepted(id, offer.Id, offer.To, at)),
            OfferEnded { Offer: { Status: OfferStatus.Declined } offer } => step.Publish(new OfferDeclined(id, offer.Id, offer.To, offer.Code!, at)),
            OfferEnded { Offer: { Status: OfferStatus.Expired } offer } => step.Publish(new OfferExpired(id, offer.Id, offer.To, at)),
            _ => step,
        };
    }

    /// <summary>Cases is told: what came to this recipient shuts.</summary>
    /// <param name="readsUntil">When; null: at once.</param>
    static Step<Referral> EndRecipient(
        this Step<Referral> step, PartnerId recipient, DateTimeOffset endedAt, DateTimeOffset? readsUntil = null, bool personSaidStop = false) =>
        step.Publish(new RecipientEnded(
            Conversations.Referral, step.After.Id, step.After.Offers.LastTo(recipient)?.Id, recipient, endedAt, readsUntil, personSaidStop));
}
