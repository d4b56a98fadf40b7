using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Handoffs.ConsentedHandoffs;

/// <summary>
/// What follows from each event in a state that allows it: static and pure, but for new ids. Who may ask, and in which
/// states, stands in <see cref="ConsentedHandoffStateMachine"/>.
/// </summary>
public static partial class HandoffRules
{
    static readonly OfferSteps<ConsentedHandoff, HandoffAnswerDue> Offering = new(
        Conversations.Handoff, Verbs.HandoffOffered, handoff => [handoff.Consent!.Permit.Id], (id, offerId) => new(id, offerId));

    public static string AnswerDueKey(Guid offerId) => TimerKey.For<HandoffAnswerDue>(offerId);

    /// <summary>Why a command of the right party is not for now.</summary>
    public static Refusal NotNow(ConsentedHandoffState state, IUserCommand command) => command switch
    {
        AcceptHandoff or DeclineHandoff => state.Data.Offers.CannotAnswer(state.Data.Offers.LastTo(command.By)!.Id, command.By),
        GiveHandoffFeedback when state.Data.Left is null => NothingReleased,
        _ => null,
    } ?? new("NOT_NOW", States.Open.Contains(state.CurrentState)
        ? $"The handoff is {state.CurrentState}; this cannot be done from there."
        : $"The handoff is {state.CurrentState}: this cannot be done with it any more.");

    public static Decision<ConsentedHandoff> Prepare(PrepareHandoff command, DateTimeOffset now) =>
        new Step<ConsentedHandoff>(
            new(
                command.Id, command.By, command.To, Reference.For(Guid.NewGuid()), command.HandlingCode, command.Urgency, command.Contact,
                command.Terms, now), now)
            .ByUser(command, Verbs.HandoffPrepared, with: null).To(States.Prepared);

    /// <summary>Not in the first hours, unless the person asked for it: whoever has just come decides nothing for good.</summary>
    public static Decision<ConsentedHandoff> Verify(ConsentedHandoffState state, VerifyConsent command, DateTimeOffset now)
    {
        var terms = state.Data.Terms;
        var from = Deadlines.After(command.InCareSince, terms.FirstHours, terms.Sender.Calendar);
        if (!command.AskedForEarlier && now < from)
            return new Refusal("FIRST_HOURS", $"Nobody is asked for this before {from:u}, unless they have asked for it themselves.");
        var consent = new VerifiedConsent(command.Permit, command.LegalAdvice, command.AskedForEarlier, now);
        return new Step<ConsentedHandoff>(state.Data.For(command.Permit, command.Audience) with { Consent = consent }, now)
            .ByUser(command, Verbs.HandoffConsentVerified, with: null, command.LegalAdvice).To(States.ConsentVerified);
    }

    public static Decision<ConsentedHandoff> Offer(ConsentedHandoffState state, OfferHandoff command, DateTimeOffset now)
    {
        if (state.Data.Consent!.Permit.ExpiresAt <= now)
            return new Refusal("PERMIT_EXPIRED", "The permit behind this has expired. Take a new one from the case, and verify consent again.");
        if (state.Suspended.Contains(state.Data.To))
            return new Refusal(OfferRules.Suspended, "This organisation is suspended: nothing can be offered to it now.");
        return new Step<ConsentedHandoff>(state.Data, now)
            .Apply(state.Data.Offers.Ask([state.Data.To], OfferMode.Sequential, OfferTerms(state.Data, now)), command).To(States.Offered);
    }

    public static Decision<ConsentedHandoff> StateHandling(ConsentedHandoffState state, StateHandling command, DateTimeOffset now)
    {
        if (!state.Data.LacksHandling)
            return new Refusal("NOTHING_TO_STATE", "The handling code says everything, or it was stated already.");
        var step = new Step<ConsentedHandoff>(state.Data with { HandlingNoteId = command.NoteId }, now)
            .ByUser(command, Verbs.HandoffHandlingStated, state.Data.To, noteId: command.NoteId);
        return (state.CurrentState == States.Accepted ? step.AskForDetails() : step).Stay();
    }

    /// <summary>The details are asked for at once; under H3 when it has been stated how they may be handled.</summary>
    public static Decision<ConsentedHandoff> Accept(ConsentedHandoffState state, AcceptHandoff command, DateTimeOffset now)
    {
        var step = new Step<ConsentedHandoff>(state.Data, now)
            .Apply(state.Data.Offers.Accept(state.Data.Offers.LastTo(command.By)!.Id, command.By, now), command);
        step.After = step.After with { Acceptance = new(command.ReferenceNoteId, command.OfficerNoteId, now) };
        return (step.After.LacksHandling ? step : step.AskForDetails()).To(States.Accepted);
    }

    public static Decision<ConsentedHandoff> Decline(ConsentedHandoffState state, DeclineHandoff command, DateTimeOffset now)
    {
        if (NoteMissing(command.Code, command.NoteId) is { } refusal)
            return refusal;
        if (string.Equals(command.Code, Codes.NotOurArea, StringComparison.Ordinal) && command is { NoteId: null, Responsible: null })
            return new Refusal("WHO_REQUIRED", "Say whose area it is: name the organisation, or write a note.");
        var offers = state.Data.Offers;
        var declined = offers.Decline(
            offers.LastTo(command.By)!.Id, command.By, command.Code, command.NoteId, personSaidNo: false, OfferTerms(state.Data, now));
        return new Step<ConsentedHandoff>(state.Data with { Responsible = command.Responsible }, now).Apply(declined, command).To(States.Declined);
    }

    public static DateTimeOffset? AnswerDueAt(ConsentedHandoffState state, HandoffAnswerDue timer) => state.Data.Offers.AnswerDueAt(timer.OfferId);

    public static Decision<ConsentedHandoff> AnswerDue(ConsentedHandoffState state, HandoffAnswerDue timer, DateTimeOffset now) =>
        new Step<ConsentedHandoff>(state.Data, now).Apply(state.Data.Offers.Expire(timer.OfferId, OfferTerms(state.Data, now))).To(States.Expired);

    /// <summary>Asks Cases again, on the permit it stands on or on one from new consent.</summary>
    public static Decision<ConsentedHandoff> RequestRelease(ConsentedHandoffState state, RequestHandoffRelease command, DateTimeOffset now)
    {
        if (state.Data.Release is not { Refused: not null })
            return new Refusal("NOT_REFUSED", "Nothing was refused: the details are on their way, or state first how they may be handled.");
        var data = command is { Newer: { } newer, Audience: { } audience }
            ? state.Data.For(newer, audience) with { Consent = state.Data.Consent! with { Permit = newer } }
            : state.Data;
        return new Step<ConsentedHandoff>(data, now).ByUser(command, Verbs.ReleaseRequested, data.To).AskForDetails().Stay();
    }

    static Step<ConsentedHandoff> AskForDetails(this Step<ConsentedHandoff> step)
    {
        var release = new Release(Guid.CreateVersion7(step.Now), step.After.Consent!.Permit.Id, step.Now);
        step.After = step.After with { Release = release };
        return step.Send(new ReleaseDetails(release.RequestId, Conversations.Handoff, step.After.Id, [release.PermitId], step.After.To));
    }

    static OfferTerms OfferTerms(ConsentedHandoff handoff, DateTimeOffset now) =>
        new(now, _ => Deadlines.After(now, handoff.Terms.AnswerDue, handoff.Terms.Recipient.Calendar), new HashSet<PartnerId>());

    static Step<ConsentedHandoff> Apply(this Step<ConsentedHandoff> step, OfferDecision decision, IUserCommand? by = null) =>
        Offering.Apply(step, decision, by);

    /// <summary>Other needs a note, sealed in Cases: a code alone would say nothing.</summary>
    static Refusal? NoteMissing(string code, Guid? noteId) =>
        string.Equals(code, "OTHER", StringComparison.Ordinal) && noteId is null
            ? new("NOTE_REQUIRED", "Say in a note why, when the reason is OTHER.")
            : null;
}
