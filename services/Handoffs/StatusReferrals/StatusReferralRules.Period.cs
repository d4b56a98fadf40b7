using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Handoffs.StatusReferrals;

// The recovery and reflection period: granted by the authority, never computed (Council of Europe Convention Art. 13, Directive 2004/81/EC
// Art. 6). It stands beside the state, and its end ends no help.
public static partial class StatusReferralRules
{
    const string Granted = "granted", Extended = "extended", EndedEarly = "ended-early", Declined = "declined-by-person";

    static readonly Refusal NoPeriod = new("NO_PERIOD", "No recovery period runs here.");

    /// <summary>A period that was granted runs, or has, unless it was ended or the person did not want it.</summary>
    public static bool HasPeriod(StatusReferral referral) => referral.Period is [.., { What: Granted or Extended }];

    /// <summary>The person has said that they do not want one, and none was granted since.</summary>
    public static bool HasDeclined(StatusReferral referral) => referral.Period is [.., { What: Declined }];

    public static Decision<StatusReferral> Grant(StatusReferralState state, GrantPeriod command, DateTimeOffset now) =>
        HasPeriod(state.Data) ? new Refusal("PERIOD_GRANTED", "A recovery period is granted already: extend it, or end it.")
        : IsToCome(state.Data, command.On, now) ? DayInFuture
        : command.Until < command.From ? new Refusal("PERIOD_ENDS_FIRST", "The last day of a period is not before its first.")
        : new Step<StatusReferral>(state.Data, now)
            .ByUser(command, Verbs.PeriodGranted, state.Data.To, noteId: command.Document)
            .Record(new(Guid.CreateVersion7(), Granted, command.On, now, command.From, command.Until, NoteId: command.Document))
            .PeriodNotDue().Stay();

    public static Decision<StatusReferral> Extend(StatusReferralState state, ExtendPeriod command, DateTimeOffset now) =>
        !HasPeriod(state.Data) ? NoPeriod
        : IsToCome(state.Data, command.On, now) ? DayInFuture
        : command.Until <= state.Data.Period[^1].Until
            ? new Refusal("PERIOD_NOT_LONGER", "An extended period ends later than before. What ends earlier is ended early, with its reason.")
        : new Step<StatusReferral>(state.Data, now)
            .ByUser(command, Verbs.PeriodExtended, state.Data.To, noteId: command.NoteId)
            .Record(new(
                Guid.CreateVersion7(), Extended, command.On, now, state.Data.Period[^1].From, command.Until, NoteId: command.NoteId)).Stay();

    public static Decision<StatusReferral> EndEarly(StatusReferralState state, EndPeriodEarly command, DateTimeOffset now) =>
        !HasPeriod(state.Data) ? NoPeriod
        : IsToCome(state.Data, command.On, now) ? DayInFuture
        : new Step<StatusReferral>(state.Data, now)
            .ByUser(command, Verbs.PeriodEndedEarly, state.Data.To, command.Code, command.NoteId)
            .Record(new(
                Guid.CreateVersion7(), EndedEarly, command.On, now, Code: command.Code, Challenged: command.Challenged, NoteId: command.NoteId))
            .Stay();

    /// <summary>What the person says their own caseworker records: Cases has it from there, and is told nothing.</summary>
    public static Decision<StatusReferral> Decline(StatusReferralState state, DeclinePeriod command, DateTimeOffset now) =>
        HasDeclined(state.Data) ? new Refusal("DECLINED_ALREADY", "That the person does not want it is recorded already.")
        : Recorded(
            new Step<StatusReferral>(state.Data, now).ByUser(command, Verbs.PeriodDeclined, state.Data.To),
            new(Guid.CreateVersion7(), Declined, Chassis.Timing.Zones.DayOf(
                now, TimeZoneInfo.FindSystemTimeZoneById(state.Data.Terms.Zone.TimeZone)), now))
            .PeriodNotDue().Stay();

    /// <summary>Due and not granted: the caseworker learns it.</summary>
    public static Decision<StatusReferral> PeriodOverdue(StatusReferralState state, RecoveryPeriodDue timer, DateTimeOffset now) =>
        new Step<StatusReferral>(state.Data with { PeriodOverdue = true }, now).BySystem(Verbs.PeriodOverdue, with: null).Stay();

    /// <returns>Null where nothing is due any more, or it was said already.</returns>
    public static DateTimeOffset? PeriodLookAt(StatusReferral referral) => referral.PeriodOverdue ? null : referral.PeriodDueAt;

    static Step<StatusReferral> PeriodDue(this Step<StatusReferral> step)
    {
        var due = step.After.Terms.PeriodDueAt(step.Now);
        step.After = step.After with { PeriodDueAt = due };
        return step.OnTimeline(Verbs.PeriodDue, step.After.To)
            .Schedule(PeriodDueKey(step.After.Id), due, new RecoveryPeriodDue(step.After.Id));
    }

    static Step<StatusReferral> PeriodNotDue(this Step<StatusReferral> step)
    {
        if (step.After.PeriodDueAt is null)
            return step;
        step.After = step.After with { PeriodDueAt = null, PeriodOverdue = false };
        return step.Cancel(PeriodDueKey(step.After.Id));
    }

    /// <summary>What the authority says of it stands in the case too.</summary>
    static Step<StatusReferral> Record(this Step<StatusReferral> step, PeriodFact fact) =>
        Recorded(step, fact).Publish(new StatusDecided(
            step.After.Id, step.After.Basis.PermitId, fact.Id, fact.What, step.After.To, fact.On, fact.RecordedAt, From: fact.From,
            Until: fact.Until, Code: fact.Code, Challenged: fact.Challenged, NoteId: fact.NoteId));

    static Step<StatusReferral> Recorded(Step<StatusReferral> step, PeriodFact fact)
    {
        step.After = step.After with { Period = [.. step.After.Period, fact] };
        return step;
    }
}
