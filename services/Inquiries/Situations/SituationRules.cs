using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Inquiries.Statistics;
using static ReferralNetwork.Inquiries.Situations.SituationStates;

namespace ReferralNetwork.Inquiries.Situations;

/// <summary>
/// What follows from each event in a state that allows it: static and pure. Who may ask, and when, stands in <see cref="SituationStateMachine"/>.
/// </summary>
public static class SituationRules
{
    static readonly Refusal EmergencyWaits = new(
        "EMERGENCY_WAITS", "It waits for the coordinator. It can be closed when the coordinator has answered.");

    static readonly Refusal NoSuchCallback = new("NO_SUCH_CALLBACK", "There is no such callback, or it was made or cancelled already.");

    static readonly Refusal CallbackPlanned = new(
        "CALLBACK_PLANNED", "A callback is planned. Make it first, or say that closing cancels it (cancelCallbacks).");

    static readonly Refusal NotReserved = new(
        "NOT_RESERVED", "This case was not reserved for the situation, or the reservation is over. Begin again.");

    static readonly Refusal NotThatMoment = new(
        "NOT_THE_TIME_OF_THE_CALL", "Give the time at which the call was made: after the situation was opened, and not later than now.");

    /// <summary>How long a colleague's opening of a case keeps everybody else from the situation.</summary>
    public static readonly TimeSpan ReservationHolds = TimeSpan.FromMinutes(10);

    /// <summary>Moments are given to the minute.</summary>
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static Decision<Situation> Log(LogSituation command, DateTimeOffset now)
    {
        var step = new Step<Situation>(new(command.Id, command.By, command.Terms, now) { SafeContact = command.SafeContact }, now);
        return WatchSilence(Signalled(step.ByUser(command, Verbs.SituationLogged), command.Signal)).To(Open);
    }

    public static Decision<Situation> AddSignal(SituationState state, AddSignal command, DateTimeOffset now) =>
        Signalled(new Step<Situation>(state.Data, now).ByUser(command, Verbs.SignalLogged), command.Signal).To(InProgress);

    /// <summary>Also of one that became a case, as long as somebody is still to call.</summary>
    public static Decision<Situation> SetSafeContact(SituationState state, SetSafeContact command, DateTimeOffset now) =>
        Over.Contains(state.CurrentState) && !state.Data.OpenCallbacks.Any() ? NoSuchCallback
        : new Step<Situation>(state.Data with
        {
            SafeContact = command.SafeContact,
            FormerContacts = state.Data.SafeContact is { } before ? [.. state.Data.FormerContacts, new(before, now)] : state.Data.FormerContacts,
        }, now).ByUser(command, Verbs.SafeContactSet).Stay();

    public static Decision<Situation> PlanCallback(SituationState state, PlanCallback command, DateTimeOffset now)
    {
        if (command.DueAt <= now)
            return new Refusal("IN_THE_PAST", "A callback is due at a time to come.");
        if (ContactRules.Refuse(state.Data.SafeContact, command.DueAt, command.LeaveMessage) is { } refusal)
            return refusal;
        var callback = new Callback(command.CallbackId, command.DueAt, command.LeaveMessage, command.Actor);
        return new Step<Situation>(state.Data with { Callbacks = [.. state.Data.Callbacks, callback] }, now)
            .ByUser(command, Verbs.CallbackPlanned)
            .Schedule(CallbackKey(callback.Id), callback.DueAt, new CallbackDue(command.Id, callback.Id))
            .Add(CallbackListed.From(state.Data, callback))
            .To(InProgress);
    }

    public static Decision<Situation> MakeCallback(SituationState state, MakeCallback command, DateTimeOffset now)
    {
        if (state.Data.OpenCallbacks.FirstOrDefault(c => c.Id == command.CallbackId) is not { } callback)
            return NoSuchCallback;
        var at = command.At ?? now;
        if (at > now || at + Minute < state.Data.OpenedAt)
            return NotThatMoment;
        // By what held when the call was made: the rules may have changed since it was planned, and again since.
        if (ContactRules.Refuse(state.Data.SafeContactAt(at), at, command.Outcome == "message-left") is { } refusal)
            return refusal;
        var made = callback with { MadeAt = at, MadeBy = command.Actor, Outcome = command.Outcome };
        return new Step<Situation>(state.Data.With(made), now)
            .ByUser(command, Verbs.CallbackMade)
            .Cancel(CallbackKey(made.Id))
            .Add(new CallbackUnlisted(made.Id))
            .Stay();
    }

    public static Decision<Situation> CancelCallback(SituationState state, CancelCallback command, DateTimeOffset now) =>
        state.Data.OpenCallbacks.FirstOrDefault(c => c.Id == command.CallbackId) is { } callback
            ? Ended(new Step<Situation>(state.Data, now).ByUser(command, Verbs.CallbackCancelled), callback, now).Stay()
            : NoSuchCallback;

    public static Decision<Situation> Escalate(SituationState state, Escalate command, DateTimeOffset now) =>
        state.Data.EscalatedAt is null
            ? Escalated(new Step<Situation>(state.Data, now).ByUser(command, Verbs.SituationEscalated), command.Actor, now).To(InProgress)
            : new Refusal("ESCALATED_ALREADY", "It waits for the coordinator already. Telephone, if nobody answers.");

    public static Decision<Situation> AnswerEscalation(SituationState state, AnswerEscalation command, DateTimeOffset now) =>
        state.Data.EscalatedAt is null
            ? new Refusal("NOT_ESCALATED", "It does not wait for a coordinator.")
            : WatchSilence(new Step<Situation>(state.Data with
            {
                Escalations =
                    [.. state.Data.Escalations.Select(e => e.AnsweredAt is null ? e with { AnsweredBy = command.Actor, AnsweredAt = now } : e)],
            }, now).ByUser(command, Verbs.EscalationAnswered)).To(InProgress);

    public static Decision<Situation> GiveCallerPhrase(SituationState state, GiveCallerPhrase command, DateTimeOffset now) =>
        new Step<Situation>(state.Data, now).ByUser(command, Verbs.CallerPhraseGiven).Stay();

    public static Decision<Situation> Close(SituationState state, CloseSituation command, DateTimeOffset now) =>
        state.Data.EscalatedAt is not null ? EmergencyWaits
        : state.Data.OpenCallbacks.Any() && !command.CancelCallbacks ? CallbackPlanned
        : Ended(
            new Step<Situation>(state.Data, now).ByUser(command, command.Referred ? Verbs.SituationReferred : Verbs.SituationClosed),
            command.Facts, command.Referred ? state.Data.Terms.ReferredNotes : state.Data.Terms.Notes, now)
            .To(command.Referred ? Referred : Closed);

    /// <summary>First of three steps, so that no colleague's change comes between: reserve, open the case under that id in Cases, link.</summary>
    public static Decision<Situation> ReserveCase(SituationState state, ReserveCase command, DateTimeOffset now) =>
        new Step<Situation>(state.Data with { Reservation = new(command.CaseId, command.Actor, now) }, now)
            .ByUser(command, Verbs.CaseReserved)
            .Schedule(ReservationKey(command.Id), now + ReservationHolds, new CaseReservationDue(command.Id, command.CaseId))
            .To(BecomingCase);

    /// <summary>A callback that is still to be made stays on the hotline's list.</summary>
    public static Decision<Situation> LinkCase(SituationState state, LinkCase command, DateTimeOffset now)
    {
        if (state.Data.Reservation?.CaseId != command.CaseId)
            return NotReserved;
        var step = new Step<Situation>(state.Data with { CaseId = command.CaseId, Reservation = null }, now)
            .ByUser(command, Verbs.SituationLinked)
            .Cancel(ReservationKey(command.Id));
        return Ended(step, command.Facts, state.Data.Terms.ReferredNotes, now, keepsCallbacks: true).To(LinkedToCase);
    }

    public static DateTimeOffset? ReservedUntil(SituationState state, CaseReservationDue timer) =>
        state.Data.Reservation is { } reservation && reservation.CaseId == timer.CaseId ? reservation.At + ReservationHolds : null;

    /// <summary>Nobody linked it in time: the situation goes on, and Cases sweeps what was opened under that id.</summary>
    public static Decision<Situation> ReservationDue(SituationState state, CaseReservationDue timer, DateTimeOffset now) =>
        WatchSilence(new Step<Situation>(state.Data with { Reservation = null }, now))
            .BySystem(Verbs.CaseReservationUndone, state.Data.Id)
            .Send(new SweepCase(timer.CaseId, state.Data.Hotline))
            .To(InProgress);

    /// <summary>What was counted at its end is taken back: it is counted when it ends again.</summary>
    public static Decision<Situation> Reopen(SituationState state, ReopenSituation command, DateTimeOffset now)
    {
        var step = new Step<Situation>(state.Data with { Ending = null, DeletesAt = null, NotesGone = false, ReopenedAt = now }, now)
            .ByUser(command, Verbs.SituationReopened)
            .Cancel(ShredKey(command.Id));
        Count(step, state.Data.Ending!, by: -1);
        return WatchSilence(step).To(InProgress);
    }

    public static DateTimeOffset? CallbackDueAt(SituationState state, CallbackDue timer) =>
        state.Data.OpenCallbacks.FirstOrDefault(c => c.Id == timer.CallbackId && !c.Overdue)?.DueAt;

    public static Decision<Situation> CallbackDue(SituationState state, CallbackDue timer, DateTimeOffset now)
    {
        var overdue = state.Data.OpenCallbacks.Single(c => c.Id == timer.CallbackId) with { Overdue = true };
        return new Step<Situation>(state.Data.With(overdue), now).Add(CallbackListed.From(state.Data, overdue)).Stay();
    }

    /// <summary>An emergency that nobody has answered stays where it is seen.</summary>
    public static DateTimeOffset? SilentUntil(SituationState state, SituationSilenceDue _) =>
        Going.Contains(state.CurrentState) && state.Data.EscalatedAt is null ? SilentUntil(state.Data) : null;

    public static Decision<Situation> SilenceDue(SituationState state, SituationSilenceDue _, DateTimeOffset now) =>
        Ended(new Step<Situation>(state.Data, now).BySystem(Verbs.SituationClosed, state.Data.Id), Facts.None, state.Data.Terms.Notes, now)
            .To(Closed);

    public static DateTimeOffset? ShredDueAt(SituationState state, SituationShredDue _) => state.Data.NotesGone ? null : state.Data.DeletesAt;

    public static Decision<Situation> ShredDue(SituationState state, SituationShredDue _, DateTimeOffset now) =>
        Shredded(new Step<Situation>(state.Data, now)).Stay();

    static Step<Situation> Signalled(Step<Situation> step, Signal signal)
    {
        step.After = step.After with { Signals = [.. step.After.Signals, signal] };
        var month = Counted.Month(signal.At, step.After.Terms.TimeZone);
        step.Add(new Counted("call-type", signal.CallType, month));
        if (signal.RoomId is null)
        {
            step.Add(new Counted("channel", signal.Channel, month))
                .Add(new Counted("topic", signal.Topic, month))
                .Add(new Counted("language", signal.Language, month));
        }
        return signal.CallType == Codes.Emergency && step.After.EscalatedAt is null ? Escalated(step, signal.By, signal.At) : step;
    }

    static Step<Situation> Escalated(Step<Situation> step, Guid by, DateTimeOffset at)
    {
        step.After = step.After with { Escalations = [.. step.After.Escalations, new(by, at, Roles.Coordinator)] };
        return step;
    }

    /// <summary>Nobody calls any more; that one was planned stays on record.</summary>
    static Step<Situation> Ended(Step<Situation> step, Callback callback, DateTimeOffset now)
    {
        step.After = step.After.With(callback with { EndedAt = now });
        return step.Cancel(CallbackKey(callback.Id)).Add(new CallbackUnlisted(callback.Id));
    }

    static Step<Situation> Ended(Step<Situation> step, Facts facts, Period notes, DateTimeOffset now, bool keepsCallbacks = false)
    {
        if (!keepsCallbacks)
        {
            foreach (var callback in step.After.OpenCallbacks.ToList())
                Ended(step, callback, now);
        }
        // Who is still to call needs the number and the words to say.
        var last = step.After.OpenCallbacks.Select(c => c.DueAt).Append(now).Max();
        var due = Deadlines.After(last, notes, step.After.Terms.Calendar);
        step.Cancel(SilenceKey(step.After.Id));
        step.After = step.After with { Ending = new(now, facts), DeletesAt = due };
        Count(step, step.After.Ending, by: 1);
        return due <= now ? Shredded(step) : step.Schedule(ShredKey(step.After.Id), due, new SituationShredDue(step.After.Id));
    }

    /// <summary>Codes of its signals stay, for who opens it again; what could lead to them goes.</summary>
    static Step<Situation> Shredded(Step<Situation> step)
    {
        step.After = step.After with
        {
            NotesGone = true,
            SafeContact = null,
            FormerContacts = [],
            Callbacks = [],
            Signals = [.. step.After.Signals.Select(s => s with { Country = null, RoomId = null })],
        };
        return step.BySystem(Verbs.SituationShredded, step.After.Id).Shred(new NotesDeleted(step.After.Id));
    }

    static void Count(Step<Situation> step, Ending ending, int by)
    {
        var (month, facts) = (Counted.Month(ending.At, step.After.Terms.TimeZone), ending.Facts);
        // Apart from one another, so that nobody can add a possible one to the actual ones.
        var status = facts.Status switch { "PossibleVictimOfTrafficking" => "possible", "ActualVictimOfTrafficking" => "actual", _ => "none" };
        foreach (var (dimension, value) in new[]
        {
            ($"destination.{status}", facts.Destination), ($"recruitment.{status}", facts.Recruitment),
            ($"relationship.{status}", facts.Relationship),
            ("status", facts.Status),
        })
        {
            if (value is not null)
                step.Add(new Counted(dimension, value, month, by));
        }
        foreach (var assistance in facts.Assistance)
            step.Add(new Counted("assistance", assistance, month, by));
    }

    static Situation With(this Situation situation, Callback changed) =>
        situation with { Callbacks = [.. situation.Callbacks.Select(c => c.Id == changed.Id ? changed : c)] };

    // Set as it begins and armed again when it comes too early, so that what happens in between costs no timer.
    static Step<Situation> WatchSilence(Step<Situation> step) =>
        step.Schedule(SilenceKey(step.After.Id), SilentUntil(step.After), new SituationSilenceDue(step.After.Id));

    static DateTimeOffset SilentUntil(Situation situation) => Deadlines.After(situation.LastAt, situation.Terms.Silence, situation.Terms.Calendar);

    public static string ReservationKey(Guid id) => TimerKey.For<CaseReservationDue>(id);

    public static string SilenceKey(Guid id) => TimerKey.For<SituationSilenceDue>(id);

    public static string ShredKey(Guid id) => TimerKey.For<SituationShredDue>(id);

    public static string CallbackKey(Guid callbackId) => TimerKey.For<CallbackDue>(callbackId);
}
