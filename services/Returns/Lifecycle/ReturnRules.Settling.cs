using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Returns.Lifecycle;

// At home, and how a return ends before it.
public static partial class ReturnRules
{
    public static string ReceiptDueKey(Guid returnId) => TimerKey.For<ReturnReceiptDue>(returnId);

    public static Decision<Return> Receive(ReturnState state, ConfirmReception command, DateTimeOffset now) =>
        new Step<Return>(state.Data with { ReceivedAt = now, FirstHours = command.Ticked }, now)
            .ByUser(command, Verbs.ReturnReceived, with: command.By == state.Data.Lead ? null : command.By, reference: state.Data.JourneyId)
            .To(States.Received);

    public static Decision<Return>? ReferralBegan(ReturnState state, ReturnReferralActive fact, DateTimeOffset now)
    {
        if (state.Data.Reintegrations.Any(r => r.ReferralId == fact.ReferralId))
            return null;
        var step = new Step<Return>(
                state.Data with { Reintegrations = [.. state.Data.Reintegrations, new(fact.ReferralId, fact.By, fact.At)] }, now)
            .OnTimeline(Verbs.ReintegrationBegan, with: null);
        return state.CurrentState is States.Received or States.Monitoring ? step.To(States.Reintegrating) : step.Stay();
    }

    /// <summary>Also of one that ended without ever having been continuing help, such as a visit.</summary>
    public static Decision<Return>? ReferralEnded(ReturnState state, ReturnReferralEnded fact, DateTimeOffset now)
    {
        var known = state.Data.Reintegrations.FirstOrDefault(r => r.ReferralId == fact.ReferralId);
        if (known?.Code == fact.Code) // told again; a corrected outcome is told anew
            return null;
        var ended = (known ?? new(fact.ReferralId, fact.By, fact.At)) with { EndedAt = fact.At, Code = fact.Code };
        var step = new Step<Return>(
                state.Data with { Reintegrations = [.. state.Data.Reintegrations.Where(r => r.ReferralId != fact.ReferralId), ended] }, now)
            .OnTimeline(Verbs.ReintegrationEnded, with: null, fact.Code);
        return state.CurrentState is States.Received or States.Reintegrating && step.After.Reintegrations.All(r => r.EndedAt is not null)
            ? step.To(States.Monitoring)
            : step.Stay();
    }

    public static Decision<Return> Talk(ReturnState state, RecordTalk command, DateTimeOffset now) =>
        new Step<Return>(
                state.Data with
                {
                    Talks = [.. state.Data.Talks, new(now, command.By, command.Psychosocial, command.Economic, command.Social)],
                }, now)
            .ByUser(command, Verbs.MonitoringTalked, with: command.By == state.Data.Lead ? null : command.By, reference: state.Data.JourneyId)
            .Stay();

    public static Decision<Return> Close(ReturnState state, CloseReturn command, DateTimeOffset now)
    {
        if (!NeedsNoMore(state.Data))
            return new Refusal("NOT_RECEIVED", "Say first that they were met and how the first hours went, unless they did not want to be met.");
        if (state.Data.Alarm is not null || state.Data.NotFreeAt is not null)
            return new Refusal("ALARM", "Somebody is looked for: find them first.");
        return new Step<Return>(state.Data, now)
            .ByUser(command, Verbs.ReturnClosed, with: command.By == state.Data.Lead ? null : command.By, command.Code,
                reference: state.Data.JourneyId)
            .EndChecks().Over(command.Code, States.Closed);
    }

    /// <summary>They were met, or did not want to be, or wanted a ticket alone.</summary>
    public static bool NeedsNoMore(Return data) =>
        data.ReceivedAt is not null || data.AlreadyBack || data.Light || data.Group.All(t => t.HasDeclined(Codes.ReceptionStrand));

    /// <summary>The person will not go, said to anybody. What is looked after where they are stays.</summary>
    public static Decision<Return> Withdraw(ReturnState state, WithdrawReturn command, DateTimeOffset now) =>
        new Step<Return>(state.Data, now).ByLead(command, Verbs.ReturnWithdrawn, command.Code).NobodyGoes(command.Code);

    /// <summary>A tombstone stays; what anybody holds by it shuts.</summary>
    public static Decision<Return> EnterInError(ReturnState state, EnterReturnInError command, DateTimeOffset now)
    {
        var step = new Step<Return>(state.Data, now)
            .Apply(state.Data.Offers.Withdraw(now))
            .ByLead(command, Verbs.ReturnEnteredInError, command.Code)
            .EndAlarm().EndChecks().EndStrands(_ => true);
        if (state.Data.Offers.Accepted is { } accepted)
            step.EndRecipient(accepted.To, accepted.Id);
        return step.Over(command.Code, States.EnteredInError);
    }

    public static Decision<Return> GiveReceipt(ReturnState state, GiveReturnReceipt command, DateTimeOffset now)
    {
        if (state.Data.Receipts.Where(r => r.Partner == command.By).CannotGive(command.Kind, command.Basis) is { } refusal)
            return refusal;
        var receipts = state.Data.Receipts.Select(r => r.Partner == command.By ? r.Give(command.Kind, command.Basis, now) : r).ToList();
        var step = new Step<Return>(state.Data with { Receipts = receipts }, now)
            .ByParticipant(command, Verbs.StopReceiptGiven, command.Basis ?? command.Kind).WatchReceipts();
        return state.CurrentState == States.Stopping ? step.StopIfAllIn() : step.Stay();
    }

    /// <summary>What is owed and late shows: to the lead, and later to the data-protection officers.</summary>
    public static Decision<Return> ReceiptDue(ReturnState state, ReturnReceiptDue _, DateTimeOffset now)
    {
        var step = new Step<Return>(state.Data, now);
        var receipts = state.Data.Receipts
            .Select(r => r.Late(now, verb => step.BySystem(verb, state.Data.JourneyId).OnTimeline(verb, r.Partner))).ToList();
        step.After = step.After with { Receipts = receipts };
        return step.WatchReceipts().Stay();
    }

    /// <summary>
    /// The person took consent to the return back: whoever had details of theirs is asked for a receipt, also whose part had ended before. Of a
    /// group the others are asked what they want; where it is everybody's the return stops. On the way who meets and carries them keeps what it
    /// was told until they arrive (<see cref="EndChecks"/>), and the check runs.
    /// </summary>
    static Decision<Return> ConsentTakenBack(ReturnState state, Traveller traveller, DateTimeOffset now)
    {
        var onTheWay = States.OnTheWay.Contains(state.CurrentState);
        var step = new Step<Return>(state.Data.With(traveller with { Consent = null, TookBackAt = now }), now)
            .OnTimeline(Verbs.ConsentWithdrawn, with: null);
        foreach (var ended in traveller.Strands.Where(s => s.EndedAt is not null && !state.Data.Receipts.Any(r => r.PartId == s.Id)))
            step.AskReceipt(ended);
        step.EndStrands(s => s.Traveller.Id == traveller.Id && !(onTheWay && s.Strand.Kind is Codes.ReceptionStrand or Codes.TransportStrand));
        if (step.After.Group.Any(t => t.Consent is not null))
            return step.HoldIfDeciding(state);
        return States.Moving.Contains(state.CurrentState) ? step.BySystem(Verbs.ReturnStopping).StopIfAllIn() : step.Stay();
    }

    /// <summary>Stopped once every receipt is in.</summary>
    static Decision<Return> StopIfAllIn(this Step<Return> step) =>
        step.After.Receipts.Any(r => r.Owed) ? step.To(States.Stopping) : step.BySystem(Verbs.ReturnStopped).Over(step.After.EndCode, States.Stopped);

    static Decision<Return> NobodyGoes(this Step<Return> step, string code) =>
        step.EndStrands(_ => true).Cancel(ClearanceDueKey(step.After.Id)).Over(code, States.Withdrawn);

    static Decision<Return> Over(this Step<Return> step, string? code, string state)
    {
        step.After = step.After with { EndCode = code, Hold = null };
        foreach (var (_, strand) in step.After.Strands.Where(s => s.Strand.Until is not null))
            step.Cancel(StrandUntilKey(strand.Id));
        return step.Publish(new ReturnEnded(step.After.Id, state, step.Now)).To(state);
    }

    /// <summary>
    /// Their copies shut, and whoever had details says what it has done with them, by the end of its next working day. A body of a State is
    /// neither told nor asked: its copy shuts by its own hours.
    /// </summary>
    static Step<Return> EndStrands(this Step<Return> step, Func<(Traveller Traveller, Strand Strand), bool> which)
    {
        foreach (var (traveller, strand) in step.After.Strands.Where(s => s.Strand.EndedAt is null && which(s)).ToList())
            step.End(traveller.Id, strand).AskReceipt(strand);
        return step;
    }

    static Step<Return> AskReceipt(this Step<Return> step, Strand strand)
    {
        if (strand is not { With: { } with, OfState: false, DisclosureId: not null })
            return step;
        var periods = step.After.Terms.Periods;
        var receipt = StopReceipt.Ask(
            with, step.Now, periods[ReturnPeriods.ReceiptDue], periods.GetValueOrDefault(ReturnPeriods.ReceiptEscalation), strand.Calendar!,
            strand.Id);
        step.After = step.After with { Receipts = [.. step.After.Receipts, receipt] };
        return step.OnTimeline(Verbs.StopReceiptAsked, with).WatchReceipts();
    }

    /// <summary>One timer for all receipts of a return.</summary>
    static Step<Return> WatchReceipts(this Step<Return> step) => step.After.Receipts.NextLook() is { } next
        ? step.Schedule(ReceiptDueKey(step.After.Id), next, new ReturnReceiptDue(step.After.Id))
        : step.Cancel(ReceiptDueKey(step.After.Id));

    static Step<Return> BySystem(this Step<Return> step, string what) =>
        step.BySystem(what, step.After.JourneyId).OnTimeline(what, with: null);
}
