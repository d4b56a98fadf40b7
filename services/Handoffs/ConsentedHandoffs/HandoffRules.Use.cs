using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Handoffs.ConsentedHandoffs;

// With law enforcement: what it confirms, asks, and says of what became of it.
public static partial class HandoffRules
{
    static readonly Refusal NothingReleased = new("NOTHING_RELEASED", "Nothing has been released to your organisation yet.");
    static readonly Refusal NoSuchRequest = new("NO_SUCH_REQUEST", "There is no such request, or it is not open for this.");

    public static string FeedbackDueKey(Guid handoffId) => TimerKey.For<HandoffFeedbackDue>(handoffId);

    /// <summary>Receipted once there is one for the file and one for each exhibit. What came otherwise than it was sent alarms both.</summary>
    public static Decision<ConsentedHandoff> GiveReceipts(ConsentedHandoffState state, GiveCustodyReceipts command, DateTimeOffset now)
    {
        var (data, left) = (state.Data, state.Data.Left!);
        if (data.Receipts.Add(command.Receipts, left.DisclosureId, left.Exhibits) is not { } given)
            return CustodyReceipts.NotReleased;
        if (given.Count == 0)
            return new Refusal("ALREADY_GIVEN", "These receipts are here already.");

        var step = new Step<ConsentedHandoff>(data with { Receipts = [.. data.Receipts, .. given] }, now)
            .ByUser(command, Verbs.HandoffReceiptGiven, data.To).Heard();
        if (given.Any(r => !r.Matches))
        {
            step.BySystem(Verbs.HandoffMismatchFound, data.To);
            step.After = step.After with { MismatchAt = data.MismatchAt ?? now };
        }
        return step.After.Receipts.Cover(left.Exhibits)
            ? step.BySystem(Verbs.HandoffReceipted, data.To).To(States.Receipted)
            : step.Stay();
    }

    public static Decision<ConsentedHandoff> AcknowledgeMismatch(ConsentedHandoffState state, AcknowledgeMismatch command, DateTimeOffset now) =>
        state.Data.MismatchAt is null
            ? new Refusal("NO_MISMATCH", "Everything that was confirmed is what was sent, or you have seen to it already.")
            : new Step<ConsentedHandoff>(state.Data with { MismatchAt = null }, now)
                .ByUser(command, Verbs.HandoffMismatchAcknowledged, state.Data.To).Stay();

    /// <summary>Whoever gives it back reads no more of it.</summary>
    public static Decision<ConsentedHandoff> Return(ConsentedHandoffState state, ReturnHandoff command, DateTimeOffset now) =>
        NoteMissing(command.Code, command.NoteId) is { } refusal
            ? refusal
            : new Step<ConsentedHandoff>(state.Data with { ReturnCode = command.Code }, now)
                .ByUser(command, Verbs.HandoffReturned, state.Data.To, command.Code, command.NoteId)
                .EndRecipient().Cancel(FeedbackDueKey(command.Id)).To(States.Returned);

    public static Decision<ConsentedHandoff> InUse(ConsentedHandoffState state, ReportHandoffInUse command, DateTimeOffset now) =>
        new Step<ConsentedHandoff>(state.Data, now).ByUser(command, Verbs.HandoffInUse, state.Data.To).Heard().To(States.InUse);

    /// <summary>
    /// What became of it, or will: used, not used and not prosecuted close it. That somebody is free is taken whenever something was released:
    /// it is the person's safety.
    /// </summary>
    public static Decision<ConsentedHandoff> GiveFeedback(ConsentedHandoffState state, GiveHandoffFeedback command, DateTimeOffset now)
    {
        var free = string.Equals(command.Code, Codes.ReleaseOrEscape, StringComparison.Ordinal);
        if (state.Data.Left is null)
            return NothingReleased;
        if (!free && state.CurrentState is not (States.Receipted or States.InUse or States.Closed))
            return new Refusal("NOT_NOW", state.CurrentState == States.Released
                ? "Confirm first what came: the file, and each exhibit."
                : $"The handoff is {state.CurrentState}: only that somebody is free is told then.");
        if ((free || command.Code == Codes.Trial) != command.On is not null)
            return new Refusal("DATE", "A trial and somebody's release have a date; nothing else has one.");
        if (command is { Code: Codes.NotProsecuted, NoteId: null })
            return new Refusal("NOTE_REQUIRED", "Say in a note how the person can have that reviewed.");

        var data = state.Data;
        var step = new Step<ConsentedHandoff>(
            data with
            {
                Feedback = [.. data.Feedback, new(command.Code, command.On, command.NoteId, now)],
                ThreatAt = free ? data.ThreatAt ?? now : data.ThreatAt,
            }, now).ByUser(command, Verbs.HandoffFeedbackGiven, data.To, command.Code, command.NoteId);
        if (!States.Held.Contains(state.CurrentState))
            return step.Stay();
        return command.Code is "USED" or "NOT_USED" or Codes.NotProsecuted
            ? step.Cancel(FeedbackDueKey(data.Id)).To(States.Closed)
            : step.Heard().Stay();
    }

    public static Decision<ConsentedHandoff> ThreatAlert(ConsentedHandoffState state, RecordThreatAlert command, DateTimeOffset now) =>
        state.Data.ThreatAt is null
            ? new Refusal("NOTHING_TOLD", "Nobody has told you that somebody is free, or the warning stands in the case already.")
            : new Step<ConsentedHandoff>(state.Data with { ThreatAt = null }, now)
                .ByUser(command, Verbs.HandoffThreatAlertWritten, with: null).Stay();

    public static Decision<ConsentedHandoff> Ask(ConsentedHandoffState state, AskAboutHandoff command, DateTimeOffset now) =>
        state.Data.OpenQuestion is not null
            ? new Refusal("ASKED_ALREADY", "Your last question waits for an answer still.")
            : new Step<ConsentedHandoff>(state.Data with { Questions = [.. state.Data.Questions, new(command.NoteId, now)] }, now)
                .ByUser(command, Verbs.QuestionAsked, state.Data.To, noteId: command.NoteId).Stay();

    public static Decision<ConsentedHandoff> Answer(ConsentedHandoffState state, AnswerAboutHandoff command, DateTimeOffset now) =>
        state.Data.OpenQuestion is not { } open
            ? new Refusal("NO_QUESTION", "There is no open question.")
            : new Step<ConsentedHandoff>(
                state.Data with
                {
                    Questions = [.. state.Data.Questions.SkipLast(1), open with { AnswerNoteId = command.NoteId, AnsweredAt = now }],
                }, now)
                .ByUser(command, Verbs.QuestionAnswered, state.Data.To, noteId: command.NoteId).Stay();

    public static Decision<ConsentedHandoff> RequestInformation(ConsentedHandoffState state, RequestInformation command, DateTimeOffset now) =>
        new Step<ConsentedHandoff>(
            state.Data with { Requests = [.. state.Data.Requests, new(Guid.CreateVersion7(now), command.Basis, command.NoteId, now)] }, now)
            .ByUser(command, Verbs.HandoffInformationRequested, state.Data.To, command.Basis, command.NoteId).Stay();

    public static Decision<ConsentedHandoff> AnswerRequest(ConsentedHandoffState state, AnswerInformationRequest command, DateTimeOffset now) =>
        state.Data.Requests.FirstOrDefault(r => r.Id == command.RequestId && r.Answer is null) is not { } request
            ? NoSuchRequest
            : new Step<ConsentedHandoff>(
                state.Data.With(request with { Answer = command.Code, AnswerNoteId = command.NoteId, AnsweredAt = now }), now)
                .ByUser(command, Verbs.HandoffInformationAnswered, state.Data.To, command.Code, command.NoteId).Stay();

    /// <summary>What was asked of them, and what was answered.</summary>
    public static Decision<ConsentedHandoff> PersonTold(ConsentedHandoffState state, RecordPersonTold command, DateTimeOffset now) =>
        state.Data.Requests.FirstOrDefault(r => r.Id == command.RequestId && r is { Answer: not null, ToldAt: null }) is not { } request
            ? NoSuchRequest
            : new Step<ConsentedHandoff>(state.Data.With(request with { ToldAt = now }), now)
                .ByUser(command, Verbs.HandoffPersonTold, with: null).Stay();

    public static DateTimeOffset? FeedbackDueAt(ConsentedHandoffState state, HandoffFeedbackDue _) =>
        state.Data is { FeedbackOverdue: false, HeardAt: { } heard } data && States.Held.Contains(state.CurrentState)
            ? FeedbackDueAt(data, heard)
            : null;

    /// <summary>Both are reminded, once until the unit is heard again.</summary>
    public static Decision<ConsentedHandoff> FeedbackDue(ConsentedHandoffState state, HandoffFeedbackDue _, DateTimeOffset now) =>
        new Step<ConsentedHandoff>(state.Data with { FeedbackOverdue = true }, now)
            .BySystem(Verbs.HandoffFeedbackOverdue, state.Data.To).Stay();

    static DateTimeOffset FeedbackDueAt(ConsentedHandoff handoff, DateTimeOffset heard) =>
        Deadlines.After(heard, handoff.Terms.FeedbackSilence, handoff.Terms.Recipient.Calendar);

    /// <summary>Silence is counted anew.</summary>
    static Step<ConsentedHandoff> Heard(this Step<ConsentedHandoff> step)
    {
        step.After = step.After with { HeardAt = step.Now, FeedbackOverdue = false };
        return step.Schedule(FeedbackDueKey(step.After.Id), FeedbackDueAt(step.After, step.Now), new HandoffFeedbackDue(step.After.Id));
    }

    static ConsentedHandoff With(this ConsentedHandoff handoff, InformationRequest changed) =>
        handoff with { Requests = [.. handoff.Requests.Select(r => r.Id == changed.Id ? changed : r)] };
}
