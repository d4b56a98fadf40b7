using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Returns.Lifecycle;

// Where a person is, is a fact: no guard stands before it. It moves the state where a row of the table says so, and is recorded elsewhere.
public static partial class ReturnRules
{
    public static readonly TimeSpan MostLate = TimeSpan.FromHours(3);

    public static string LegCheckKey(Guid legId) => TimerKey.For<LegCheckDue>(legId);

    public static string MissingKey(Guid returnId) => TimerKey.For<MissingDue>(returnId);

    public static Decision<Return> Departed(ReturnState state, ReportDeparted command, DateTimeOffset now)
    {
        if (Saw(state, command, Verbs.ReturnDeparted, now) is not { } step)
            return Recorded(state, command, now);
        return Leaves(state) ? step.Leave(command.At).Publish(new ReturnDeparted(command.Id, command.At)).To(States.Departed) : step.Stay();
    }

    public static Decision<Return> NotDeparted(ReturnState state, ReportNotDeparted command, DateTimeOffset now)
    {
        if (Saw(state, command, Verbs.ReturnNotDeparted, now, code: command.Code) is not { } step)
            return Recorded(state, command, now);
        if (state.CurrentState is not (States.Booked or States.FinalConfirmed or States.Departed))
            return step.Stay();
        if (step.After.Journey is { } journey)
            step.After = step.After with { Journey = journey with { DepartedAt = null } };
        return step.EndChecks(ended: false).To(States.PlanAgreed);
    }

    /// <summary>Whoever rides has left, though nobody said so.</summary>
    public static Decision<Return> LegBegun(ReturnState state, ReportLegBegun command, DateTimeOffset now)
    {
        if (LegOf(state, command.LegId) is not { } leg)
            return NoSuchLeg;
        if (Saw(state, command, Verbs.LegBegun, now, leg.Id) is not { } step)
            return Recorded(state, command, now);
        step.Change(leg with { BegunAt = leg.BegunAt ?? command.At });
        return Leaves(state) ? step.Leave(command.At).To(States.InTransit)
            : state.CurrentState == States.Departed ? step.To(States.InTransit)
            : step.Stay();
    }

    public static Decision<Return> LegArrived(ReturnState state, ReportLegArrived command, DateTimeOffset now)
    {
        if (LegOf(state, command.LegId) is not { } leg)
            return NoSuchLeg;
        if (Saw(state, command, Verbs.LegArrived, now, leg.Id) is not { } step)
            return Recorded(state, command, now);
        step.Change(leg with { ArrivedAt = leg.ArrivedAt ?? command.At }).Cancel(LegCheckKey(leg.Id));
        var found = step.After.Alarm?.LegId == leg.Id;
        if (found)
            step.EndAlarm();
        return Leaves(state) ? step.Leave(command.At).To(States.InTransit)
            : state.CurrentState == States.Departed || (found && state.CurrentState is States.LegOverdue or States.Missing)
                ? step.To(States.InTransit)
            : step.Stay();
    }

    /// <summary>
    /// A word that is forgotten or wrong turns nobody away: the arrival is unconfirmed, and the check and its alarm run. The third word looks
    /// like an arrival to whoever typed it, and alarms the lead.
    /// </summary>
    public static Decision<Return> Arrived(ReturnState state, ReportArrived command, DateTimeOffset now)
    {
        var words = state.Data.Group.Select(t => t.Words).OfType<Words>().ToList();
        var notFree = command.Word is { } word && words.Exists(w => w.NotFree == word);
        var confirmed = words.Count == 0 || notFree || (command.Word is { } said && words.Exists(w => w.Answer == said));
        if (Saw(state, command, Verbs.ReturnArrived, now, code: confirmed ? "CONFIRMED" : "UNCONFIRMED") is not { } step)
            return Recorded(state, command, now);
        if (notFree)
            step.After = step.After with { NotFreeAt = now };
        if (confirmed)
            step.EndAlarm().EndChecks();
        if (confirmed && !notFree)
            step.Publish(new ReturnArrived(command.Id, command.At));
        return States.Moving.Contains(state.CurrentState) && !States.Home.Contains(state.CurrentState) ? step.To(States.Arrived) : step.Stay();
    }

    public static Decision<Return> StoppedEnRoute(ReturnState state, ReportStoppedEnRoute command, DateTimeOffset now) =>
        Saw(state, command, Verbs.ReturnStoppedEnRoute, now, code: command.In) is not { } step ? Recorded(state, command, now)
        : state.CurrentState is States.Departed or States.InTransit or States.LegOverdue ? step.To(States.StoppedEnRoute)
        : step.Stay();

    public static Decision<Return> GoesOn(ReturnState state, ReportGoesOn command, DateTimeOffset now) =>
        Saw(state, command, Verbs.ReturnGoesOn, now) is not { } step ? Recorded(state, command, now)
        : state.CurrentState == States.StoppedEnRoute ? step.LookAgain().To(States.InTransit)
        : step.Stay();

    public static Decision<Return> Stays(ReturnState state, ReportStays command, DateTimeOffset now)
    {
        if (Saw(state, command, Verbs.ReturnStays, now, code: command.Code) is not { } step)
            return Recorded(state, command, now);
        return state.CurrentState == States.StoppedEnRoute ? step.EndAlarm().EndChecks().NobodyGoes(command.Code) : step.Stay();
    }

    public static Decision<Return> ReportMissing(ReturnState state, ReportMissing command, DateTimeOffset now) =>
        Saw(state, command, Verbs.ReturnMissing, now) is not { } step ? Recorded(state, command, now)
        : state.CurrentState == States.LegOverdue ? step.Cancel(MissingKey(command.Id)).To(States.Missing)
        : step.Stay();

    public static Decision<Return> Found(ReturnState state, ReportFound command, DateTimeOffset now)
    {
        if (command is { Code: Codes.Died, Then: not "ENDS" })
            return new Refusal("THEN", "The journey of somebody who died ends.");
        if (Saw(state, command, Verbs.ReturnFound, now, code: command.Code) is not { } step)
            return Recorded(state, command, now);
        if (command.Then == "GOES_ON")
            step.LookAgain();
        else
            step.EndChecks();
        step.EndAlarm();
        return state.CurrentState is not (States.LegOverdue or States.Missing) ? step.Stay() : command.Then switch
        {
            "GOES_ON" => step.To(States.InTransit),
            "STOPS" => step.To(States.StoppedEnRoute),
            "REMOVED" => step.To(States.RemovedByState),
            _ => step.Over(command.Code, States.Ended),
        };
    }

    /// <summary>From every state but those that nothing moves, also before the person has decided anything: help goes on.</summary>
    public static Decision<Return> Removed(ReturnState state, ReportRemoved command, DateTimeOffset now)
    {
        if (Saw(state, command, Verbs.ReturnRemoved, now, code: command.To) is not { } step)
            return Recorded(state, command, now);
        return States.Moving.Contains(state.CurrentState) || state.CurrentState is States.Accepted or States.Counselled or States.Protected
            ? step.EndAlarm().EndChecks().Cancel(ClearanceDueKey(command.Id)).To(States.RemovedByState)
            : step.Stay();
    }

    public static Decision<Return> ConfirmDelay(ReturnState state, ConfirmDelay command, DateTimeOffset now)
    {
        if (command.By != state.Data.Lead && !Parties.IsOnDuty(state.Data, command.By))
            return Parties.NotYours;
        if (LegOf(state, command.LegId) is not { ArrivedAt: null } leg || state.Data.Journey is not { DepartedAt: not null, CheckEnded: false })
            return NoSuchLeg;
        if (command.Sources.Distinct().Count() < 2)
            return new Refusal("ONE_SOURCE", "One source moves no check: ask a second one, such as the station and the person.");
        if (command.Late <= TimeSpan.Zero || command.Late > MostLate)
            return new Refusal("TOO_LONG", "A delay is confirmed for three hours at most, and then again.");
        var step = new Step<Return>(state.Data, now).Change(leg with { Late = leg.Late + command.Late })
            .ByUser(command, Verbs.LegDelayConfirmed, with: command.By == state.Data.Lead ? null : command.By, reference: state.Data.JourneyId);
        var due = CheckAt(step.After, leg with { Late = leg.Late + command.Late });
        if (step.After.Alarm is { } alarm && alarm.LegId == leg.Id)
            step.After = step.After with { Alarm = alarm with { RingsAt = due } };
        else
            step.Schedule(LegCheckKey(leg.Id), due, new LegCheckDue(command.Id, leg.Id));
        return step.Stay();
    }

    public static Decision<Return> Acknowledge(ReturnState state, AcknowledgeAlarm command, DateTimeOffset now)
    {
        var (data, lead) = (state.Data, command.By == state.Data.Lead);
        if (data.Alarm is null && !(lead && data.NotFreeAt is not null))
            return new Refusal("NO_ALARM", "Nobody is looked for now.");
        var step = new Step<Return>(data, now)
            .ByUser(command, Verbs.AlarmAcknowledged, with: lead ? null : command.By, reference: data.JourneyId);
        if (data.Alarm is { } alarm)
            step.After = step.After with
            {
                Alarm = alarm with { RingsAt = data.Terms.After(now, ReturnPeriods.RingAgain), AcknowledgedBy = command.By },
            };
        else
            step.After = step.After with { NotFreeAt = null };
        return step.Stay();
    }

    public static Decision<Return> StopCheck(ReturnState state, StopCheck command, DateTimeOffset now) =>
        state.Data.Group.Any(t => t.IsChild)
            ? new Refusal("CHILD", "A child is looked for until they are found.")
        : state.Data.Journey is not { DepartedAt: not null, CheckEnded: false } ? new Refusal("NO_CHECK", "Nobody is looked for now.")
        : new Step<Return>(state.Data, now).ByLead(command, Verbs.CheckStopped).EndAlarm().EndChecks().Stay();

    public static DateTimeOffset? LegCheckDueAt(ReturnState state, LegCheckDue timer) =>
        state.Data.Journey is { CheckEnded: false, DepartedAt: not null }
        && LegOf(state, timer.LegId) is { ArrivedAt: null, OverdueAt: null } leg
        && !state.Data.CheckDeclined
            ? CheckAt(state.Data, leg)
            : null;

    /// <summary>It runs beside the state: a leg that was begun keeps its check until they arrive or are found.</summary>
    public static Decision<Return> LegOverdue(ReturnState state, LegCheckDue timer, DateTimeOffset now)
    {
        var step = new Step<Return>(state.Data, now).Change(LegOf(state, timer.LegId)! with { OverdueAt = now });
        step.After = step.After with
        {
            Alarm = step.After.Alarm ?? new Alarm(timer.LegId, now, now),
            OnDuty = [.. state.Data.OnDuty.Union(state.Data.Journey!.DutyDesks)],
        };
        step.BySystem(Verbs.LegOverdue)
            .Publish(new LegOverdue(
                state.Data.Id, timer.LegId, [.. state.Data.Group.Select(t => t.ArrivalPlan).OfType<ArrivalPlan>().Select(plan => plan.Id)], now))
            .Schedule(MissingKey(state.Data.Id), state.Data.Terms.After(step.After.Alarm.Since, ReturnPeriods.Missing),
                new MissingDue(state.Data.Id));
        return state.CurrentState is States.Departed or States.InTransit or States.StoppedEnRoute ? step.To(States.LegOverdue) : step.Stay();
    }

    public static DateTimeOffset? MissingDueAt(ReturnState state, MissingDue _) =>
        state is { CurrentState: States.LegOverdue, Data.Alarm: { } alarm } ? state.Data.Terms.After(alarm.Since, ReturnPeriods.Missing) : null;

    public static Decision<Return> NowMissing(ReturnState state, MissingDue _, DateTimeOffset now) =>
        new Step<Return>(state.Data, now).BySystem(Verbs.ReturnMissing).To(States.Missing);

    static readonly Refusal NoSuchLeg = new("NO_SUCH_LEG", "No leg of that id is under way in this return.");

    /// <summary>When whoever rides this is looked for.</summary>
    public static DateTimeOffset CheckAt(Return data, Leg leg) => data.Terms.After(leg.ArrivesAt, ReturnPeriods.Check(leg.Carrier)) + leg.Late;

    static Leg? LegOf(ReturnState state, Guid legId) => state.Data.Journey?.Legs.FirstOrDefault(l => l.Id == legId);

    /// <summary>By this they have left, whatever was planned.</summary>
    static bool Leaves(ReturnState state) => States.Deciding.Contains(state.CurrentState) || state.CurrentState == States.OnHold;

    /// <summary>Recorded once, with its own time.</summary>
    /// <returns>Null where it cannot be, or has been recorded already.</returns>
    static Step<Return>? Saw(ReturnState state, ISighting command, string what, DateTimeOffset now, Guid? legId = null, string? code = null)
    {
        var outOfPlan = Leaves(state) && state.CurrentState != States.FinalConfirmed;
        var sighting = new Sighting(what, command.At, command.By, legId, code, outOfPlan);
        if (command.At > now || state.Data.Sightings.Any(s => s with { OutOfPlan = outOfPlan } == sighting))
            return null;
        return new Step<Return>(state.Data with { Sightings = [.. state.Data.Sightings, sighting] }, now).ByUser(
            command, what, with: command.By == state.Data.Lead ? null : command.By, code, appliesAt: command.At, reference: state.Data.JourneyId);
    }

    static Decision<Return> Recorded(ReturnState state, ISighting command, DateTimeOffset now) =>
        command.At > now
            ? new Refusal("NOT_YET", "This moment has not come yet: say what has happened, when it has.")
            : new Step<Return>(state.Data, now).Stay();

    static Step<Return> Change(this Step<Return> step, Leg leg)
    {
        step.After = step.After with { Journey = step.After.Journey!.With(leg) };
        return step;
    }

    static Step<Return> Leave(this Step<Return> step, DateTimeOffset at)
    {
        step.After = step.After with { Hold = null, Journey = step.After.Journey is { } journey ? journey with { DepartedAt = at } : null };
        return step.ArmChecks().Cancel(ClearanceDueKey(step.After.Id));
    }

    static Step<Return> ArmChecks(this Step<Return> step)
    {
        if (step.After.Journey is { CheckEnded: false } journey && !step.After.CheckDeclined)
        {
            foreach (var leg in journey.Legs.Where(l => l is { ArrivedAt: null, OverdueAt: null }))
                step.Schedule(LegCheckKey(leg.Id), CheckAt(step.After, leg), new LegCheckDue(step.After.Id, leg.Id));
        }
        return step;
    }

    /// <summary>They go on: whoever was late is looked for again, from now on, by the hours of what they ride on.</summary>
    static Step<Return> LookAgain(this Step<Return> step)
    {
        if (step.After.Journey is not { } journey)
            return step;
        step.After = step.After with { Journey = journey with { CheckEnded = false } };
        foreach (var leg in journey.Legs.Where(l => l is { ArrivedAt: null, OverdueAt: not null }))
            step.Change(leg with { OverdueAt = null, Late = step.Now > leg.ArrivesAt ? step.Now - leg.ArrivesAt : leg.Late });
        return step.ArmChecks();
    }

    /// <param name="ended">Nobody is looked for any more.</param>
    static Step<Return> EndChecks(this Step<Return> step, bool ended = true)
    {
        if (ended) // with whoever took consent back on the way stayed what they are met by
            step.EndStrands(s => s.Traveller.TookBackAt is not null);
        if (step.After.Journey is not { } journey)
            return step;
        foreach (var leg in journey.Legs)
            step.Cancel(LegCheckKey(leg.Id));
        step.After = step.After with { Journey = journey with { CheckEnded = ended } };
        return step;
    }

    static Step<Return> EndAlarm(this Step<Return> step)
    {
        step.After = step.After with { Alarm = null };
        return step.Cancel(MissingKey(step.After.Id));
    }
}
