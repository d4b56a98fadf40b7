using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using static ReferralNetwork.Handoffs.StatusReferrals.StatusStates;

namespace ReferralNetwork.Handoffs.StatusReferrals;

/// <summary>What follows from each event: pure, but for the ids of requests and facts.</summary>
public static partial class StatusReferralRules
{
    static readonly Refusal DayInFuture = new("DAY_IN_FUTURE", "That day is still to come where the authority is. Record what has happened.");

    public static Decision<StatusReferral> Send(SendStatusReferral command, DateTimeOffset now)
    {
        var referral = new StatusReferral(
            command.Id, command.By, command.To, Casework.Reference.For(command.Id), command.Terms, command.Basis, now)
        {
            Audience = command.Audience,
            DecisionDueAt = command.Terms.DecisionDueAt(now),
        };
        return new Step<StatusReferral>(referral, now).ByUser(command, Verbs.StatusReferred, command.To).Release().To(Sent);
    }

    /// <summary>Versions of an audience are those of one case: only on the same receipt is it certainly the same case.</summary>
    public static Decision<StatusReferral> RequestRelease(StatusReferralState state, RequestStatusRelease command, DateTimeOffset now)
    {
        var referral = state.Data;
        if (referral.LastRelease.Pending)
            return new Refusal("RELEASE_PENDING", "Cases has not answered yet.");
        if (command.Basis.PermitId == referral.Basis.PermitId)
            return new Refusal("SAME_PERMIT", "That was asked for on this permit before. Take a newer one from the case.");
        var standing = referral with
        {
            Basis = command.Basis,
            Audience = command.Basis.ReceiptId == referral.Basis.ReceiptId ? referral.Audience.Or(command.Audience) : command.Audience,
        };
        return new Step<StatusReferral>(standing, now).ByUser(command, Verbs.ReleaseRequested, referral.To).Release().Stay();
    }

    public static Decision<StatusReferral> Acknowledge(StatusReferralState state, AcknowledgeStatusReferral command, DateTimeOffset now) =>
        new Step<StatusReferral>(
            state.Data with { ReferenceNote = command.ReferenceNote, OfficerNote = command.OfficerNote }, now)
            .ByUser(command, Verbs.StatusAcknowledged, state.Data.To, noteId: command.ReferenceNote).To(Acknowledged);

    public static Decision<StatusReferral> AskInfo(StatusReferralState state, AskStatusInfo command, DateTimeOffset now) =>
        new Step<StatusReferral>(state.Data with { AskedFrom = state.CurrentState }, now)
            .ByUser(command, Verbs.StatusInfoAsked, state.Data.To, noteId: command.NoteId).To(InfoAsked);

    public static Decision<StatusReferral> AnswerInfo(StatusReferralState state, AnswerStatusInfo command, DateTimeOffset now) =>
        new Step<StatusReferral>(state.Data with { AskedFrom = null }, now)
            .ByUser(command, Verbs.StatusInfoAnswered, state.Data.To, noteId: command.NoteId).To(state.Data.AskedFrom);

    /// <summary>
    /// As often as the authority does. With reasonable grounds the recovery period is due (Council of Europe Convention Art. 13); a negative
    /// decision ends what was due and ends no help (Art. 12(6)): nobody who helps hears of it.
    /// </summary>
    public static Decision<StatusReferral> Decide(StatusReferralState state, DecideStatus command, DateTimeOffset now)
    {
        var referral = state.Data;
        if (IsToCome(referral, command.On, now))
            return DayInFuture;
        var decision = new StatusDecision(Guid.CreateVersion7(), command.Code, command.On, now, referral.DecisionDueAt, command.NoteId);
        var step = new Step<StatusReferral>(
            referral with { Decisions = [.. referral.Decisions, decision], DecisionDueAt = null, AskedFrom = null }, now)
            .ByUser(command, Verbs.StatusDecided, referral.To, command.Code, command.NoteId)
            .Publish(new StatusDecided(
                referral.Id, referral.Basis.PermitId, decision.Id, decision.Code, referral.To, decision.On, now, decision.DueAt,
                NoteId: decision.NoteId));
        return (command.Code switch
        {
            "reasonable-grounds" when referral.Period.Count == 0 && referral.PeriodDueAt is null => step.PeriodDue(),
            "negative" => step.PeriodNotDue(),
            _ => step,
        }).To(Decided);
    }

    public static Decision<StatusReferral> AskReconsideration(StatusReferralState state, AskReconsideration command, DateTimeOffset now) =>
        new Step<StatusReferral>(state.Data with { DecisionDueAt = state.Data.Terms.DecisionDueAt(now) }, now)
            .ByUser(command, Verbs.StatusReconsiderationAsked, state.Data.To, noteId: command.NoteId).To(ReconsiderationAsked);

    /// <summary>Nothing waits for an acceptance: an authority must take it.</summary>
    static Step<StatusReferral> Release(this Step<StatusReferral> step)
    {
        var (referral, release) = (step.After, new StatusRelease(Guid.CreateVersion7(), step.After.Basis.PermitId, step.Now));
        step.After = referral with { Releases = [.. referral.Releases, release] };
        return step.Send(new ReleaseDetails(
            release.RequestId, Conversations.StatusReferral, referral.Id, [release.PermitId], referral.To));
    }

    static bool IsToCome(StatusReferral referral, DateOnly on, DateTimeOffset now) =>
        on > Chassis.Timing.Zones.DayOf(now, TimeZoneInfo.FindSystemTimeZoneById(referral.Terms.Zone.TimeZone));

    public static string PeriodDueKey(Guid id) => TimerKey.For<RecoveryPeriodDue>(id);
}
