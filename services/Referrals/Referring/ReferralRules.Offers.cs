using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Referring;

public static partial class ReferralRules
{
    public static string AnswerDueKey(Guid offerId) => $"answer-due:{offerId}";

    public static Decision Offer(OfferReferral command, DateTimeOffset now)
    {
        if (Unfit(command.Candidates, command.From) is { } refusal)
            return refusal;
        var referral = new Referral(
            command.ReferralId, command.From, Reference.Of(Guid.NewGuid()), new Permit(command.PermitId, command.ReceiptId), command.Terms,
            command.Needs, command.AgeBand, command.Language, command.Region, command.Urgency, command.Mode, now);
        return Ask(new Step(referral, now), command, command.Candidates, now).To(States.Offered);
    }

    public static Decision OfferAgain(ReferralState state, OfferAgain command, DateTimeOffset now)
    {
        if (Unfit(command.Candidates, state.Referral.From) is { } refusal)
            return refusal;
        if (state.Referral.Withdrawn.Contains(command.ReceiptId))
            return new Refusal("CONSENT_WITHDRAWN", "The consent behind this permit was withdrawn.");
        var referral = state.Referral with { Permit = new Permit(command.PermitId, command.ReceiptId), Terms = command.Terms };
        return Ask(new Step(referral, now), command, command.Candidates, now).To(States.Offered);
    }

    public static Decision Accept(ReferralState state, AcceptOffer command, DateTimeOffset now)
    {
        if (OfferTo(state.Referral, command.OfferId, command.By) is not { } offer)
            return NoSuchOffer;
        if (!offer.Open)
            return Ended(offer);

        var step = new Step(state.Referral, now)
            .Cancel(AnswerDueKey(offer.Id))
            .Did(command, "offer-accepted", offer.To)
            .Publish(new OfferAccepted(state.Referral.Id, offer.Id, offer.To, now));
        step.After = step.After.With(offer with { Status = OfferStatus.Accepted, EndedAt = now, QuestionOpen = false }) with { Waiting = [] };
        return EndOpen(step, OfferStatus.Overtaken, "offer-overtaken", now)
            .AskForDetails(offer.To, now)
            .To(States.Accepted);
    }

    public static Decision Decline(ReferralState state, DeclineOffer command, DateTimeOffset now)
    {
        if (OfferTo(state.Referral, command.OfferId, command.By) is not { } offer)
            return NoSuchOffer;
        if (!offer.Open)
            return Ended(offer);
        if (NoteMissing(command.Code, command.NoteId) is { } refusal)
            return refusal;

        var step = new Step(state.Referral, now)
            .Cancel(AnswerDueKey(offer.Id))
            .Did(command, "offer-declined", offer.To, command.Code, command.NoteId)
            .Publish(new OfferDeclined(state.Referral.Id, offer.Id, offer.To, command.Code, now));
        step.After = step.After.With(offer with
        {
            Status = OfferStatus.Declined, EndedAt = now, Code = command.Code, NoteId = command.NoteId, QuestionOpen = false,
        });
        return LeadOn(step, state.Suspended, personSaidNo: string.Equals(command.Code, "PERSON_DECLINED", StringComparison.Ordinal), now);
    }

    public static Decision Ask(ReferralState state, AskQuestion command, DateTimeOffset now)
    {
        if (OfferTo(state.Referral, command.OfferId, command.By) is not { } offer)
            return NoSuchOffer;
        if (!offer.Open)
            return Ended(offer);
        var step = new Step(state.Referral, now).Did(command, "question-asked", offer.To, noteId: command.NoteId);
        step.After = step.After.With(offer with { QuestionOpen = true });
        return step.To(state.CurrentState);
    }

    public static Decision Answer(ReferralState state, AnswerQuestion command, DateTimeOffset now)
    {
        if (state.Referral.Offers.FirstOrDefault(o => o.Id == command.OfferId) is not { } offer)
            return NoSuchOffer;
        if (!offer.Open || !offer.QuestionOpen)
            return new Refusal("NO_QUESTION", "There is no open question on this offer.");
        var step = new Step(state.Referral, now).Did(command, "question-answered", offer.To, noteId: command.NoteId);
        step.After = step.After.With(offer with { QuestionOpen = false });
        return step.To(state.CurrentState);
    }

    /// <summary>The timer asks; whether the answer is overdue stands in the offer.</summary>
    public static Decision AnswerDue(ReferralState state, AnswerDue asked, DateTimeOffset now)
    {
        if (state.Referral.Offers.FirstOrDefault(o => o.Id == asked.OfferId) is not { Open: true } offer)
            return Decision.Nothing(state);
        if (now < offer.AnswerBy)
            return Decision.Nothing(state) with { Effects = [new Timer<AnswerDue>(AnswerDueKey(offer.Id), offer.AnswerBy, asked)] };

        var step = new Step(state.Referral, now)
            .Acted("offer-expired", offer.To)
            .Publish(new OfferExpired(state.Referral.Id, offer.Id, offer.To, now));
        step.After = step.After.With(offer with { Status = OfferStatus.Expired, EndedAt = now, QuestionOpen = false });
        return LeadOn(step, state.Suspended, personSaidNo: false, now);
    }

    static Refusal? Unfit(IReadOnlyList<PartnerId> candidates, PartnerId from) =>
        candidates.Count == 0 ? new("NO_CANDIDATES", "Name at least one organisation to offer it to.")
        : candidates.Distinct().Count() != candidates.Count ? new("CANDIDATE_TWICE", "An organisation is named twice.")
        : candidates.Contains(from) ? new("OWN_CANDIDATE", "A referral goes to another organisation than its sender.")
        : null;

    /// <summary>To the first of them, or to all at once.</summary>
    static Step Ask(Step step, IAsked command, IReadOnlyList<PartnerId> candidates, DateTimeOffset now)
    {
        var atOnce = step.After.Mode == OfferMode.Parallel ? candidates.Count : 1;
        step.After = step.After with { Waiting = [.. candidates.Skip(atOnce)] };
        foreach (var to in candidates.Take(atOnce))
            Make(step.Did(command, "referral-offered", to), to, now);
        return step;
    }

    static Step Make(Step step, PartnerId to, DateTimeOffset now)
    {
        var referral = step.After;
        var id = Guid.CreateVersion7(now);
        var answerBy = Deadlines.After(now, referral.Terms.AnswerDue, referral.Terms.TimeZone);
        var reference = referral.Offers.FirstOrDefault(o => o.To == to)?.Reference ?? Reference.Of(id);
        var zone = referral.Terms.Zones?.FirstOrDefault(z => z.Partner == to)?.TimeZone;
        step.After = referral with { Offers = [.. referral.Offers, new Offer(id, to, reference, now, answerBy) { TimeZone = zone }] };
        return step
            .Happened("delivered", to, track: Track.Evidence) // the recipient's worklist is in this very commit
            .Publish(new OfferMade(referral.Id, id, referral.Permit.Id, referral.From, to, now, answerBy))
            .Schedule(AnswerDueKey(id), answerBy, new AnswerDue(referral.Id, id));
    }

    /// <summary>
    /// An offer has ended without acceptance. No room here: on to the next. But where the person herself has said no,
    /// nobody else is asked before the sender has spoken with her.
    /// </summary>
    static Decision LeadOn(Step step, IReadOnlySet<PartnerId> suspended, bool personSaidNo, DateTimeOffset now)
    {
        if (personSaidNo)
        {
            step.After = step.After with { Waiting = [] };
            EndOpen(step, OfferStatus.Withdrawn, "offer-withdrawn", now);
        }
        if (step.After.Offers.Any(o => o.Open))
            return step.To(States.Offered);
        while (step.After.Waiting is [var next, ..])
        {
            step.After = step.After with { Waiting = [.. step.After.Waiting.Skip(1)] };
            if (!suspended.Contains(next))
                return Make(step.Acted("referral-offered", next), next, now).To(States.Offered);
            step.Happened("candidate-skipped", next, "RECIPIENT_SUSPENDED");
        }
        return step.Happened("unplaced", with: null).To(States.Unplaced);
    }

    static Step EndOpen(Step step, OfferStatus status, string what, DateTimeOffset now)
    {
        foreach (var offer in step.After.Offers.Where(o => o.Open))
            step.End(offer, status, what, now);
        return step;
    }

    static void End(this Step step, Offer offer, OfferStatus status, string what, DateTimeOffset now)
    {
        step.After = step.After.With(offer with { Status = status, EndedAt = now, QuestionOpen = false });
        step.Cancel(AnswerDueKey(offer.Id)).Happened(what, offer.To);
    }
}
