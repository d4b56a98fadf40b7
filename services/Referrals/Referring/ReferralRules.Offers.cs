using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Referring;

public static partial class ReferralRules
{
    public static string AnswerDueKey(Guid offerId) => $"answer-due:{offerId}";

    public static Decision<Referral> Offer(OfferReferral command, DateTimeOffset now)
    {
        if (ValidateCandidates(command.Candidates, command.From) is { } refusal)
            return refusal;
        var referral = new Referral(
            command.Id, command.From, Reference.Of(Guid.NewGuid()), new Permit(command.PermitId, command.ReceiptId), command.Terms,
            command.Needs, command.AgeBand, command.Language, command.Region, command.Urgency, command.Mode, now)
        { Tie = command.Tie, Audience = Audience.Everybody.Or(command.Audience) };
        return OfferToCandidates(new Step<Referral>(referral, now), command, command.Candidates, now).To(States.Offered);
    }

    public static Decision<Referral> OfferAgain(ReferralState state, OfferAgain command, DateTimeOffset now)
    {
        if (ValidateCandidates(command.Candidates, state.Data.From) is { } refusal)
            return refusal;
        if (state.Data.Withdrawn.Contains(command.ReceiptId))
            return new Refusal("CONSENT_WITHDRAWN", "The consent behind this permit was withdrawn.");
        var referral = state.Data.On(command.PermitId, command.ReceiptId, command.Audience) with { Terms = command.Terms };
        return OfferToCandidates(new Step<Referral>(referral, now), command, command.Candidates, now).To(States.Offered);
    }

    public static Decision<Referral> Accept(ReferralState state, AcceptOffer command, DateTimeOffset now)
    {
        if (OfferTo(state.Data, command.OfferId, command.By) is not { } offer)
            return NoSuchOffer;
        if (!offer.Open)
            return Ended(offer);

        var step = new Step<Referral>(state.Data, now)
            .Cancel(AnswerDueKey(offer.Id))
            .ByUser(command, "offer-accepted", offer.To)
            .Publish(new OfferAccepted(state.Data.Id, offer.Id, offer.To, now));
        step.After = step.After.With(offer with { Status = OfferStatus.Accepted, EndedAt = now, QuestionOpen = false }) with { Waiting = [] };
        return CloseOpenOffers(step, OfferStatus.Overtaken, "offer-overtaken")
            .AskForDetails(offer.To, now)
            .To(States.Accepted);
    }

    public static Decision<Referral> Decline(ReferralState state, DeclineOffer command, DateTimeOffset now)
    {
        if (OfferTo(state.Data, command.OfferId, command.By) is not { } offer)
            return NoSuchOffer;
        if (!offer.Open)
            return Ended(offer);
        if (NoteMissing(command.Code, command.NoteId) is { } refusal)
            return refusal;

        var step = new Step<Referral>(state.Data, now)
            .ByUser(command, "offer-declined", offer.To, command.Code, command.NoteId)
            .Publish(new OfferDeclined(state.Data.Id, offer.Id, offer.To, command.Code, now));
        step.Close(offer with { Status = OfferStatus.Declined, Code = command.Code, NoteId = command.NoteId });
        return OfferNext(step, state.Suspended, personSaidNo: string.Equals(command.Code, "PERSON_DECLINED", StringComparison.Ordinal), now);
    }

    public static Decision<Referral> Ask(ReferralState state, AskQuestion command, DateTimeOffset now)
    {
        if (OfferTo(state.Data, command.OfferId, command.By) is not { } offer)
            return NoSuchOffer;
        if (!offer.Open)
            return Ended(offer);
        var step = new Step<Referral>(state.Data, now).ByUser(command, "question-asked", offer.To, noteId: command.NoteId);
        step.After = step.After.With(offer with { QuestionOpen = true });
        return step.To(state.CurrentState);
    }

    public static Decision<Referral> Answer(ReferralState state, AnswerQuestion command, DateTimeOffset now)
    {
        if (state.Data.Offers.FirstOrDefault(o => o.Id == command.OfferId) is not { } offer)
            return NoSuchOffer;
        if (!offer.Open || !offer.QuestionOpen)
            return new Refusal("NO_QUESTION", "There is no open question on this offer.");
        if (command.NoteTo != offer.To)
            return new Refusal("NOTE_FOR_ANOTHER", "The note is for another organisation than the one that asked. Write it to that one.");
        var step = new Step<Referral>(state.Data, now).ByUser(command, "question-answered", offer.To, noteId: command.NoteId);
        step.After = step.After.With(offer with { QuestionOpen = false });
        return step.To(state.CurrentState);
    }

    public static DateTimeOffset? AnswerDueAt(ReferralState state, AnswerDue timer) =>
        state.Data.Offers.FirstOrDefault(o => o.Id == timer.OfferId && o.Open)?.AnswerBy;

    public static Decision<Referral> AnswerDue(ReferralState state, AnswerDue timer, DateTimeOffset now)
    {
        var offer = state.Data.Offers.Single(o => o.Id == timer.OfferId);
        var step = new Step<Referral>(state.Data, now)
            .BySystem("offer-expired", offer.To)
            .Publish(new OfferExpired(state.Data.Id, offer.Id, offer.To, now))
            .Close(offer with { Status = OfferStatus.Expired });
        return OfferNext(step, state.Suspended, personSaidNo: false, now);
    }

    static Refusal? ValidateCandidates(IReadOnlyList<PartnerId> candidates, PartnerId from) =>
        candidates.Count == 0 ? new("NO_CANDIDATES", "Name at least one organisation to offer it to.")
        : candidates.Distinct().Count() != candidates.Count ? new("CANDIDATE_TWICE", "An organisation is named twice.")
        : candidates.Contains(from) ? new("OWN_CANDIDATE", "A referral goes to another organisation than its sender.")
        : null;

    /// <summary>To the first of them, or to all at once.</summary>
    static Step<Referral> OfferToCandidates(Step<Referral> step, IUserCommand command, IReadOnlyList<PartnerId> candidates, DateTimeOffset now)
    {
        var atOnce = step.After.Mode == OfferMode.Parallel ? candidates.Count : 1;
        step.After = step.After with { Waiting = [.. candidates.Skip(atOnce)] };
        foreach (var to in candidates.Take(atOnce))
            AddOffer(step.ByUser(command, "referral-offered", to), to, now);
        return step;
    }

    static Step<Referral> AddOffer(Step<Referral> step, PartnerId to, DateTimeOffset now)
    {
        var referral = step.After;
        var id = Guid.CreateVersion7(now);
        var answerBy = Deadlines.After(now, referral.Terms.AnswerDue, referral.Terms.TimeZone);
        var reference = referral.Offers.FirstOrDefault(o => o.To == to)?.Reference ?? Reference.Of(id);
        var zone = referral.Terms.Zones?.FirstOrDefault(z => z.Partner == to)?.TimeZone;
        step.After = referral with { Offers = [.. referral.Offers, new Offer(id, to, reference, now, answerBy) { TimeZone = zone }] };
        return step
            .OnTimeline("delivered", to, track: Track.Evidence) // the recipient's worklist is in this very commit
            .Publish(new OfferMade(Conversations.Referral, referral.Id, id, [referral.Permit.Id], referral.From, to, now, answerBy))
            .Schedule(AnswerDueKey(id), answerBy, new AnswerDue(referral.Id, id));
    }

    /// <summary>
    /// An offer has ended without acceptance. No room here: on to the next. But where the person herself has said no,
    /// nobody else is asked before the sender has spoken with her.
    /// </summary>
    static Decision<Referral> OfferNext(Step<Referral> step, IReadOnlySet<PartnerId> suspended, bool personSaidNo, DateTimeOffset now)
    {
        if (personSaidNo)
        {
            step.After = step.After with { Waiting = [] };
            CloseOpenOffers(step, OfferStatus.Withdrawn, "offer-withdrawn");
        }
        if (step.After.Offers.Any(o => o.Open))
            return step.To(States.Offered);
        while (step.After.Waiting is [var next, ..])
        {
            step.After = step.After with { Waiting = [.. step.After.Waiting.Skip(1)] };
            if (!suspended.Contains(next))
                return AddOffer(step.BySystem("referral-offered", next), next, now).To(States.Offered);
            step.OnTimeline("candidate-skipped", next, "RECIPIENT_SUSPENDED");
        }
        return step.OnTimeline("unplaced", with: null).To(States.Unplaced);
    }

    static Step<Referral> CloseOpenOffers(Step<Referral> step, OfferStatus status, string what)
    {
        foreach (var offer in step.After.Offers.Where(o => o.Open))
            step.Close(offer with { Status = status }).OnTimeline(what, offer.To);
        return step;
    }

    /// <summary>Who is asked no longer reads no more of what was written to it.</summary>
    static Step<Referral> Close(this Step<Referral> step, Offer offer)
    {
        step.After = step.After.With(offer with { EndedAt = step.Now, QuestionOpen = false });
        return step.Cancel(AnswerDueKey(offer.Id)).EndRecipient(offer.To, step.Now);
    }

    /// <summary>Cases is told: what came to this recipient shuts.</summary>
    /// <param name="readsUntil">When; null: at once.</param>
    static Step<Referral> EndRecipient(
        this Step<Referral> step, PartnerId recipient, DateTimeOffset endedAt, DateTimeOffset? readsUntil = null, bool personSaidStop = false) =>
        step.Publish(new RecipientEnded(
            Conversations.Referral, step.After.Id, step.After.Offers.LastOrDefault(o => o.To == recipient)?.Id, recipient, endedAt, readsUntil, personSaidStop));
}
