using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Referring;

public static partial class ReferralRules
{
    /// <summary>Further ahead than this is a slip of the keyboard.</summary>
    public static readonly TimeSpan Foreseeable = TimeSpan.FromDays(366);

    public static Decision Schedule(ReferralState state, ScheduleAppointment command, DateTimeOffset now)
    {
        if (command.At <= now || command.At > now + Foreseeable)
            return new Refusal("IMPOSSIBLE_DATE", "An appointment lies between now and a year from now.");
        var step = Served(state, command, "appointment-scheduled", now, appliesAt: command.At);
        step.After = step.After with { AppointmentAt = command.At };
        return step.To(States.Scheduled);
    }

    public static Decision NoShow(ReferralState state, ReportNoShow command, DateTimeOffset now) =>
        Served(state, command, "no-show", now).To(States.NoShow);

    public static Decision CancelAppointment(ReferralState state, CancelAppointment command, DateTimeOffset now)
    {
        var step = Served(state, command, "appointment-cancelled", now);
        step.After = step.After with { AppointmentAt = null };
        return step.To(States.AppointmentCancelled);
    }

    public static Decision Visit(ReferralState state, ReportVisit command, DateTimeOffset now) =>
        Served(state, command, "visit-reported", now, noteId: command.NoteId).To(States.VisitDone);

    public static Decision Arrival(ReferralState state, ReportArrival command, DateTimeOffset now) =>
        Served(state, command, "arrival-reported", now)
            .Publish(new ReferralActive(state.Referral.Id, command.By, now))
            .To(States.Active);

    public static Decision Outcome(ReferralState state, ReportOutcome command, DateTimeOffset now)
    {
        var step = Served(state, command, "outcome-reported", now, command.Code, command.NoteId);
        step.After = step.After with { Outcome = command.Code };
        return Codes.Completing.Contains(command.Code)
            ? step.Publish(new ReferralCompleted(state.Referral.Id, command.By, command.Code, now)).To(States.Completed)
            : step.Publish(new ReferralFailed(state.Referral.Id, command.By, command.Code, now)).To(States.Failed);
    }

    /// <summary>The recipient gives the referral back; the sender may offer on.</summary>
    public static Decision DeclineAfterAll(ReferralState state, DeclineAfterAll command, DateTimeOffset now)
    {
        if (NoteMissing(command.Code, command.NoteId) is { } refusal)
            return refusal;
        var step = Served(state, command, "declined-after-all", now, command.Code, command.NoteId);
        EndAccess(step, now);
        var accepted = step.After.Offers.Last(o => o.Status == OfferStatus.Accepted);
        step.After = step.After.With(accepted with
        {
            Status = OfferStatus.Declined, EndedAt = now, Code = command.Code, NoteId = command.NoteId,
        }) with { AppointmentAt = null };
        return step.To(States.Unplaced);
    }

    /// <summary>The sender asks Cases again: the first request was refused, or consent now covers more.</summary>
    public static Decision RequestRelease(ReferralState state, RequestRelease command, DateTimeOffset now)
    {
        var referral = state.Referral;
        if (referral.Releases.Any(r => r.To == referral.Recipient && r.Pending))
            return new Refusal("ALREADY_ASKED", "The details are on their way; wait for the answer.");
        if (command.ReceiptId is { } receipt && referral.Withdrawn.Contains(receipt))
            return new Refusal("CONSENT_WITHDRAWN", "The consent behind this permit was withdrawn.");
        if (command is { PermitId: { } permitId, ReceiptId: { } receiptId })
            referral = referral with { Permit = new Permit(permitId, receiptId) };
        return new Step(referral, now)
            .Did(command, "release-requested", referral.Recipient)
            .AskForDetails(referral.Recipient!.Value, now)
            .To(state.CurrentState);
    }

    static Step Served(
        ReferralState state, IAsked command, string what, DateTimeOffset now,
        string? code = null, Guid? noteId = null, DateTimeOffset? appliesAt = null) =>
        new Step(state.Referral, now).Did(command, what, state.Referral.Recipient, code, noteId, appliesAt);

    static Step AskForDetails(this Step step, PartnerId to, DateTimeOffset now)
    {
        var release = new Release(Guid.CreateVersion7(now), to, now);
        step.After = step.After with { Releases = [.. step.After.Releases, release] };
        return step.Send(new ReleaseDetails(release.RequestId, step.After.Id, step.After.Permit.Id, to));
    }

    /// <summary>What the recipient could read so far, it can read no more.</summary>
    static Step EndAccess(Step step, DateTimeOffset now) =>
        step.After.Recipient is { } recipient ? step.Publish(new RecipientEnded(step.After.Id, recipient, now)) : step;
}
