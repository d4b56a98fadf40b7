using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Inquiries.Sealing;
using static ReferralNetwork.Inquiries.Situations.SituationStates;

namespace ReferralNetwork.Inquiries.Situations;

/// <summary>Routes each event of a situation to its rule. <see cref="SituationTransitions"/> is the oracle it is tested against.</summary>
public sealed class SituationStateMachine : RuleStateMachine<SituationState, Situation, Party>
{
    public SituationStateMachine(KeyRing keys)
        : this(SagaEnvironment.Live((id, cancellationToken) => keys.Destroy(InquiryKeys.Situation, id, cancellationToken))) { }

    internal SituationStateMachine(SagaEnvironment environment) : base(environment, All)
    {
        InitialCommand<LogSituation>(Party.Hotline, SituationRules.Log);

        Command<AddSignal>(Party.Hotline, Going, SituationRules.AddSignal, "signals");
        Command<SetSafeContact>(
            Party.Hotline, [.. Going, LinkedToCase], SituationRules.SetSafeContact, "safe-contact",
            (s, _, _) => s.CaseId is null || s.OpenCallbacks.Any());
        Command<PlanCallback>(Party.Hotline, Going, SituationRules.PlanCallback, "callbacks");
        Command<MakeCallback>(Party.Hotline, [InProgress, LinkedToCase], SituationRules.MakeCallback);
        Command<CancelCallback>(Party.Hotline, [InProgress, LinkedToCase], SituationRules.CancelCallback);
        Command<Escalate>(Party.Hotline, Going, SituationRules.Escalate, "escalate", (s, _, _) => s.EscalatedAt is null);
        Command<AnswerEscalation>(
            Party.Coordinator, Going, SituationRules.AnswerEscalation, "answer-escalation", (s, _, _) => s.EscalatedAt is not null);
        Command<GiveCallerPhrase>(Party.Hotline, Going, SituationRules.GiveCallerPhrase, "phrase");
        Command<CloseSituation>(Party.Hotline, Going, SituationRules.Close, "close", (s, _, _) => s.EscalatedAt is null);
        Command<ReserveCase>(Party.Hotline, Going, SituationRules.ReserveCase, "reserve-case");
        Command<LinkCase>(Party.Hotline, [BecomingCase], SituationRules.LinkCase);
        Command<ReopenSituation>(Party.Hotline, Over, SituationRules.Reopen, "reopen");

        Timer<CallbackDue>(
            t => t.SituationId, t => SituationRules.CallbackKey(t.CallbackId), SituationRules.CallbackDueAt, SituationRules.CallbackDue);
        Timer<CaseReservationDue>(
            t => t.SituationId, t => SituationRules.ReservationKey(t.SituationId), SituationRules.ReservedUntil, SituationRules.ReservationDue);
        Timer<SituationSilenceDue>(
            t => t.SituationId, t => SituationRules.SilenceKey(t.SituationId), SituationRules.SilentUntil, SituationRules.SilenceDue);
        Timer<SituationShredDue>(t => t.SituationId, t => SituationRules.ShredKey(t.SituationId), SituationRules.ShredDueAt, SituationRules.ShredDue);
    }

    /// <summary>What somebody of its hotline may do with a situation now.</summary>
    public IReadOnlyList<string> ActionsFor(SituationState state, bool isCoordinator, DateTimeOffset now) =>
        ActionsFor(state, party => party == Party.Hotline || isCoordinator, state.Data.Hotline, now);

    protected override Refusal? Authorize(Situation data, Party party, ICommand command) => command switch
    {
        IUserCommand user when user.By != data.Hotline => Refusal.NotFound,
        AnswerEscalation { IsCoordinator: false } => new("NOT_A_COORDINATOR", "An emergency is answered by a coordinator of the hotline."),
        _ => null,
    };

    protected override Refusal NotNow(SituationState state, ICommand command) =>
        state.CurrentState == BecomingCase
            ? new("BECOMING_A_CASE", "A colleague opens a case from it at this moment. Look at it again in a few minutes.")
        : new("NOT_NOW", Over.Contains(state.CurrentState)
            ? "The situation is over. Open it again first, if it goes on."
            : "The situation is open, and there is nothing of that kind to do in it now. Look at it again.");
}
