using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using static ReferralNetwork.Handoffs.AnonymousIntelligence.IntelligenceStates;

namespace ReferralNetwork.Handoffs.AnonymousIntelligence;

/// <summary>What follows from each event in a state that allows it: static and pure, but for new labels.</summary>
public static class IntelligenceRules
{
    static readonly Refusal InThePast = new("IN_THE_PAST", "A report waits until a time to come.");

    public static string ShredKey(Guid id) => TimerKey.For<IntelligenceShredDue>(id);

    public static Decision<Intelligence> Draft(DraftIntelligence command, DateTimeOffset now) =>
        Unstated(command.Handling, command.IsStated) is { } refusal ? refusal
        : new Step<Intelligence>(
            new(
                command.Id, command.By, command.To, Reference.For(Guid.NewGuid()), Reference.For(Guid.NewGuid()), command.Handling,
                command.SourceGrade, command.InformationGrade, now)
            { Writers = [command.Actor], Kept = command.Kept, TimeZone = command.TimeZone },
            now).ByUser(command, Verbs.IntelligenceDrafted).To(Drafted);

    public static Decision<Intelligence> Change(IntelligenceState state, ChangeIntelligence command, DateTimeOffset now) =>
        Unstated(state.Data.Handling, command.IsStated) is { } refusal ? refusal
        : Begin(state, now, data => data with { Writers = [.. data.Writers.Union([command.Actor])], Kept = command.Kept, GaveAway = false })
            .ByUser(command, Verbs.IntelligenceChanged).Stay();

    /// <summary>H3 says as stated, and then somebody must state it; the other codes speak for themselves.</summary>
    static Refusal? Unstated(string handling, bool stated) =>
        stated == string.Equals(handling, "H3", StringComparison.Ordinal)
            ? null
            : new("NOT_STATED", "With H3, and with no other handling code, say what may be done with it.");

    /// <summary>Whom it comes from is asked, and can delay it.</summary>
    public static Decision<Intelligence> Submit(IntelligenceState state, SubmitIntelligence command, DateTimeOffset now) =>
        command.FromCase && command.PersonAgrees is null
            ? new Refusal("PERSON_NOT_ASKED", "It comes from somebody whom you help: ask them first. They can say when it may leave.")
        : !command.FromCase && (command.PersonAgrees is not null || command.HeldUntil is not null)
            ? new Refusal("NOBODY_TO_ASK", "It comes from no case, so nobody can have been asked: leave personAgrees and heldUntil out.")
        : command.PersonAgrees is false != command.HeldUntil is not null
            ? new Refusal("HELD_UNTIL", "Say until when they want it to wait, if they do; else leave heldUntil out.")
        : command.HeldUntil <= now ? InThePast
        : state.Data.GaveAway
            ? new Refusal("CHANGE_FIRST", "Somebody saw who told. Change it first.")
        : Begin(state, now, data => data with { HeldUntil = command.HeldUntil }).ByUser(command, Verbs.IntelligenceSubmitted).To(SecondLook);

    /// <summary>By somebody who has not written in it.</summary>
    public static Decision<Intelligence> Look(IntelligenceState state, LookAtIntelligence command, DateTimeOffset now)
    {
        if (state.Data.Writers.Contains(command.Actor))
            return new Refusal("OWN_WORK", "The second look is for somebody who has not written in it.");
        var step = Begin(state, now, data => data with { GaveAway = command.CouldTell }).ByUser(command, Verbs.IntelligenceLookedAt);
        return command.CouldTell ? step.To(Drafted) : state.Data.HeldUntil > now ? step.To(Held) : Sent(step);
    }

    public static Decision<Intelligence> Hold(IntelligenceState state, HoldIntelligence command, DateTimeOffset now) =>
        command.Until <= now ? InThePast
        : Begin(state, now, data => data with { HeldUntil = command.Until }).ByUser(command, Verbs.IntelligenceHeld).Stay();

    public static Decision<Intelligence> Send(IntelligenceState state, SendIntelligence command, DateTimeOffset now) =>
        state.Data.HeldUntil > now && !command.PersonAgrees
            ? new Refusal("HELD", $"The person wants it to wait until {state.Data.HeldUntil:u}. Ask them, if it should leave earlier.")
            : Sent(Begin(state, now).ByUser(command, Verbs.IntelligenceReleased));

    public static Decision<Intelligence> Drop(IntelligenceState state, DropIntelligence command, DateTimeOffset now) =>
        Shredded(Begin(state, now).ByUser(command, Verbs.IntelligenceDropped)).To(Dropped);

    public static Decision<Intelligence> Acknowledge(IntelligenceState state, AcknowledgeIntelligence command, DateTimeOffset now) =>
        Begin(state, now, data => data with { AcknowledgedAt = now }).ByUser(command, Verbs.IntelligenceAcknowledged).To(Acknowledged);

    public static DateTimeOffset? ShredDueAt(IntelligenceState state, IntelligenceShredDue _) => state.Data.Shredded ? null : state.Data.ShredAt;

    public static Decision<Intelligence> ShredDue(IntelligenceState state, IntelligenceShredDue _, DateTimeOffset now) =>
        Shredded(Begin(state, now).BySystem(Verbs.IntelligenceShredded, state.Data.Id)).Stay();

    static Step<Intelligence> Begin(IntelligenceState state, DateTimeOffset now, Func<Intelligence, Intelligence>? change = null) =>
        new((change?.Invoke(state.Data) ?? state.Data) with { UpdatedAt = now }, now);

    static Decision<Intelligence> Sent(Step<Intelligence> step)
    {
        step.After = step.After with { SentAt = step.Now };
        if (step.After.ShredAt is { } due)
            step.Schedule(ShredKey(step.After.Id), due, new IntelligenceShredDue(step.After.Id));
        return step.To(IntelligenceStates.Sent);
    }

    static Step<Intelligence> Shredded(Step<Intelligence> step)
    {
        step.After = step.After with { Shredded = true };
        return step.Shred(new ReportDeleted(step.After.Id));
    }
}

/// <summary>What the destroyed key opened goes too.</summary>
public sealed record ReportDeleted(Guid IntelligenceId) : Effect
{
    public override void ApplyTo(UnitOfWork work) => work.Write("delete from intelligence_reports where intelligence_id = @intelligenceId", this);
}
