using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using static ReferralNetwork.Inquiries.Situations.SituationStates;

namespace ReferralNetwork.Inquiries.Situations;

/// <summary>The whole table of a situation as data: the oracle for the machine, and half of docs/transitions-inquiries.md.</summary>
public static class SituationTransitions
{
    public static readonly IReadOnlyList<Transition<Party>> Table =
    [
        new([], "log a signal", Party.Hotline, [Open], typeof(LogSituation), "an emergency goes to the coordinator at once"),
        new(Going, "another signal", Party.Hotline, [InProgress], typeof(AddSignal)),
        new([.. Going, LinkedToCase], "safe contact", Party.Hotline, [], typeof(SetSafeContact),
            "may we call, leave a message, which words, which hours; once it is a case, as long as a callback is to be made"),
        new(Going, "plan a callback", Party.Hotline, [InProgress], typeof(PlanCallback), "only as safe contact allows"),
        new([InProgress, LinkedToCase], "callback made", Party.Hotline, [], typeof(MakeCallback),
            "only as safe contact allowed when the call was made"),
        new([InProgress, LinkedToCase], "cancel a callback", Party.Hotline, [], typeof(CancelCallback)),
        new(Going, "escalate", Party.Hotline, [InProgress], typeof(Escalate), "who, when, to the coordinator"),
        new(Going, "answer the escalation", Party.Coordinator, [InProgress], typeof(AnswerEscalation)),
        new(Going, "give the caller a phrase", Party.Hotline, [], typeof(GiveCallerPhrase), "the only way to find them again"),
        new(Going, "close", Party.Hotline, [Closed, Referred], typeof(CloseSituation),
            "the normal end, without a person record; notes go by rule (0 days: at once); not while an emergency waits for the coordinator; a planned callback is cancelled only if that was said"),
        new(Going, "reserve a case", Party.Hotline, [BecomingCase], typeof(ReserveCase), "an id for it; nobody else changes the situation meanwhile"),
        new([BecomingCase], "link the case", Party.Hotline, [LinkedToCase], typeof(LinkCase),
            "opened in Cases under that id, with consent and chosen facts; a planned callback stays on the list"),
        new(Over, "reopen", Party.Hotline, [InProgress], typeof(ReopenSituation), "with what notes there still are"),
        new(All, "callback due", Party.Timer, [], typeof(CallbackDue), "shows as overdue if nobody has called"),
        new([BecomingCase], "reservation due", Party.Timer, [InProgress], typeof(CaseReservationDue),
            "after 10 minutes; Cases sweeps what was opened under that id"),
        new([.. Going, .. Over], "reservation due", Party.Timer, [], typeof(CaseReservationDue), "nothing to do"),
        new(Going, "silence", Party.Timer, [.. Going, Closed], typeof(SituationSilenceDue),
            "by rule (90 days), so that no notes outlive everybody's interest; an emergency that waits stays"),
        new([BecomingCase, .. Over], "silence", Party.Timer, [], typeof(SituationSilenceDue), "nothing to do"),
        new(All, "notes due", Party.Timer, [], typeof(SituationShredDue), "the key is destroyed once it is over and the time has come"),
    ];
}
