using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Lifecycle;

public static partial class ReferralRules
{
    /// <summary>Further ahead than this is a slip of the keyboard.</summary>
    public static readonly TimeSpan Foreseeable = TimeSpan.FromDays(366);

    /// <summary>Clocks may differ by this.</summary>
    static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    public static Decision<Referral> Schedule(ReferralState state, ScheduleAppointment command, DateTimeOffset now)
    {
        if (command.At <= now || command.At > now + Foreseeable)
            return new Refusal("IMPOSSIBLE_DATE", "An appointment lies between now and a year from now.");
        var step = ByRecipient(state, command, Verbs.AppointmentScheduled, now, appliesAt: command.At);
        step.After = step.After with { AppointmentAt = command.At };
        return step.To(States.Scheduled);
    }

    public static Decision<Referral> NoShow(ReferralState state, ReportNoShow command, DateTimeOffset now) =>
        Ahead(state, now) is { } appointment
            ? new Refusal("NOT_YET", $"The appointment is at {appointment:u}: nobody can have missed it yet.")
            : ByRecipient(state, command, Verbs.NoShowReported, now).To(States.NoShow);

    public static Decision<Referral> CancelAppointment(ReferralState state, CancelAppointment command, DateTimeOffset now)
    {
        var step = ByRecipient(state, command, Verbs.AppointmentCancelled, now);
        step.After = step.After with { AppointmentAt = null };
        return step.To(States.AppointmentCancelled);
    }

    public static Decision<Referral> Visit(ReferralState state, ReportVisit command, DateTimeOffset now) =>
        WrongMoment(state, command.At, now) is { } refusal ? refusal
        : ByRecipient(state, command, Verbs.VisitReported, now, OutOfPlan(state, command.At), command.NoteId, command.At).To(States.VisitDone);

    /// <summary>Where a place is kept, its stay knows: said there, it is heard here.</summary>
    public static Decision<Referral> Arrival(ReferralState state, ReportArrival command, DateTimeOffset now) =>
        ExpectsArrival(state.Data) ? new Refusal("SAID_IN_STAY", "A place is kept for them: say on the stay that they arrived.")
        : WrongMoment(state, command.At, now) is { } refusal ? refusal
        : ByRecipient(state, command, Verbs.ArrivalReported, now, OutOfPlan(state, command.At), appliesAt: command.At)
            .Publish(new ReferralActive(state.Data.Id, command.By, now, state.Data.Tie?.To))
            .To(States.Active);

    /// <summary>A place is kept for somebody who is still to come.</summary>
    public static bool ExpectsArrival(Referral referral) =>
        referral.Offers.Accepted?.Place is { } place && Expected.Contains(place.Standing);

    /// <summary>An appointment that lies ahead.</summary>
    static DateTimeOffset? Ahead(ReferralState state, DateTimeOffset now) =>
        state.CurrentState == States.Scheduled && state.Data.AppointmentAt > now ? state.Data.AppointmentAt : null;

    /// <summary>Who came before the appointment came, but when they did has to be said: else it is a slip.</summary>
    static Refusal? WrongMoment(ReferralState state, DateTimeOffset? at, DateTimeOffset now) =>
        at > now + Tolerance || at < now - Foreseeable ? new("NOT_YET", "It lies ahead, or more than a year back. Say when it was.")
        : at is null && Ahead(state, now) is { } appointment
            ? new("NOT_YET", $"The appointment is at {appointment:u}. If the person came earlier, say when.")
        : null;

    static string? OutOfPlan(ReferralState state, DateTimeOffset? at) =>
        state.CurrentState == States.Scheduled && at < state.Data.AppointmentAt ? "OUT_OF_PLAN" : null;

    public static Decision<Referral> Outcome(ReferralState state, ReportOutcome command, DateTimeOffset now) =>
        state.CurrentState == States.NoShow && Codes.Completing.Contains(command.Code)
            ? new Refusal("NOT_AFTER_NO_SHOW", "The person did not come: report the visit or the arrival first, then how they were helped.")
            : EndWith(ByRecipient(state, command, Verbs.OutcomeReported, now, command.Code, command.NoteId), command.By, command.Code, now);

    /// <summary>Until when the outcome can be corrected.</summary>
    public static DateTimeOffset CorrectableUntil(Referral referral) =>
        Deadlines.After(referral.OutcomeAt ?? referral.UpdatedAt, referral.Correction(), referral.Terms.Calendar);

    /// <summary>What was reported was wrong: said anew, both on record. Access may end earlier by it, and never later.</summary>
    public static Decision<Referral> CorrectOutcome(ReferralState state, CorrectOutcome command, DateTimeOffset now) =>
        CorrectableUntil(state.Data) is var until && now > until
            ? new Refusal("TOO_LATE", $"The outcome could be corrected until {until:u}.")
        : command.Code == state.Data.Outcome
            ? new Refusal("SAME_OUTCOME", "This is the outcome that stands already.")
            : EndWith(ByRecipient(state, command, Verbs.OutcomeCorrected, now, command.Code, command.NoteId), command.By, command.Code, now);

    public static Decision<Referral> SeeToLostContact(ReferralState state, SeeToLostContact command, DateTimeOffset now) =>
        state.Data.ContactLost
            ? new Step<Referral>(state.Data with { ContactLost = false }, now)
                .ByUser(command, Verbs.ContactLossAcknowledged, with: null).To(state.CurrentState)
            : new Refusal("NOTHING_TOLD", "There is nothing here that waits for you.");

    /// <summary>
    /// Who has helped reads on for a while; so does who has lost the person, since they may come back in the night. After any
    /// other end nothing is to be read.
    /// </summary>
    static Decision<Referral> EndWith(Step<Referral> step, PartnerId by, string code, DateTimeOffset now)
    {
        var (referral, completed, lost) =
            (step.After, Codes.Completing.Contains(code), string.Equals(code, Codes.LostContact, StringComparison.Ordinal));
        step.After = referral with { Outcome = code, OutcomeAt = referral.OutcomeAt ?? now, ContactLost = lost };
        var readOn = completed ? referral.ReadAfterCompletion() : lost ? referral.ReadAfterLostContact() : null;
        step.EndAccess(now, readOn is null ? null : Deadlines.After(now, readOn, referral.Terms.Calendar));
        return completed
            ? step.Publish(new ReferralCompleted(referral.Id, by, code, now, referral.Tie?.To)).To(States.Completed)
            : step.Publish(new ReferralFailed(referral.Id, by, code, now, referral.Tie?.To)).To(States.Failed);
    }

    /// <summary>The recipient gives the referral back; the sender may offer on.</summary>
    public static Decision<Referral> DeclineAfterAll(ReferralState state, DeclineAfterAll command, DateTimeOffset now)
    {
        if (NoteMissing(command.Code, command.NoteId) is { } refusal)
            return refusal;
        var step = ByRecipient(state, command, Verbs.OfferDeclinedAfterAll, now, command.Code, command.NoteId);
        step.EndAccess(now);
        var accepted = step.After.Offers.Accepted!;
        step.After = step.After.With(accepted with
        {
            Status = OfferStatus.Declined,
            EndedAt = now,
            Code = command.Code,
            NoteId = command.NoteId,
        }) with
        { AppointmentAt = null };
        return step.To(States.Unplaced);
    }

    /// <summary>The sender asks Cases again: the first request was refused, or consent now covers more.</summary>
    public static Decision<Referral> RequestRelease(ReferralState state, RequestRelease command, DateTimeOffset now)
    {
        var referral = state.Data;
        if (referral.Releases.Any(r => r.To == referral.Recipient && r.Pending))
            return new Refusal("ALREADY_ASKED", "The details are on their way; wait for the answer.");
        if (command.ReceiptId is { } receipt && referral.Withdrawn.Contains(receipt))
            return new Refusal("CONSENT_WITHDRAWN", "The consent behind this permit was withdrawn.");
        var accepted = referral.Offers.Accepted!;
        if (referral.StopWishes.Any(w => w.By == accepted.To && w.Open) || (accepted.ReadsUntil is not null && command.PermitId is null))
            return new Refusal(
                "PERSON_SAID_STOP", "The person told this organisation to stop. Ask them; details go to it again on a new consent only.");
        if (command is { PermitId: { } permitId, ReceiptId: { } receiptId })
            referral = referral.With(accepted with { ReadsUntil = null }).StandingOn(permitId, receiptId, command.Audience);
        return new Step<Referral>(referral, now)
            .ByUser(command, Verbs.ReleaseRequested, referral.Recipient)
            .AskForDetails(referral.Recipient!.Value, now)
            .To(state.CurrentState);
    }

    static Step<Referral> ByRecipient(
        ReferralState state, IUserCommand command, string what, DateTimeOffset now,
        string? code = null, Guid? noteId = null, DateTimeOffset? appliesAt = null) =>
        new Step<Referral>(state.Data, now).ByUser(command, what, state.Data.Recipient, code, noteId, appliesAt);

    /// <summary>What the recipient could read so far, it can read no more from then on. What has ended stays ended.</summary>
    /// <param name="until">Null: at once.</param>
    static Step<Referral> EndAccess(this Step<Referral> step, DateTimeOffset now, DateTimeOffset? until = null)
    {
        if (step.After.Offers.Accepted is not { } accepted || accepted.ReadsUntil <= (until ?? now))
            return step;
        step.After = step.After.With(accepted with { ReadsUntil = until ?? now });
        return step.EndRecipient(accepted.To, now, until);
    }
}
