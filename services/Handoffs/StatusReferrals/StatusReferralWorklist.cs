using ReferralNetwork.Casework;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Handoffs.StatusReferrals;

/// <summary>On whose worklist a status referral is, and what is due there until when.</summary>
public static class StatusReferralWorklist
{
    public const string SentSide = "status-sent", ReceivedSide = "status-received";

    public static IReadOnlyList<WorklistItem> ItemsFor(string state, StatusReferral referral)
    {
        var (toDo, due) = ForSender(state, referral);
        var (toDoThere, dueThere) = ForAuthority(state, referral);
        return
        [
            new(referral.Id, referral.From, SentSide, toDo is not null || due is not null, due, toDo, referral.UpdatedAt)
            {
                Only = referral.Audience.Only,
            },
            new(
                referral.Id, referral.To, ReceivedSide, toDoThere is not null || dueThere is not null, dueThere, toDoThere,
                referral.Timeline.Last(e => e.With == referral.To).At),
        ];
    }

    static (string? ToDo, DateTimeOffset? Due) ForSender(string state, StatusReferral referral) =>
        referral.PeriodOverdue ? (Verbs.PeriodOverdue, referral.PeriodDueAt)
        : state == StatusStates.InfoAsked ? ("answer-info", DueAt(referral))
        : referral.LastRelease.Refused is not null && !referral.NothingMoreComes ? (Verbs.ReleaseRefused, DueAt(referral))
        : (null, DueAt(referral));

    static (string? ToDo, DateTimeOffset? Due) ForAuthority(string state, StatusReferral referral) => state switch
    {
        StatusStates.Sent => ("acknowledge", DueAt(referral)),
        StatusStates.Acknowledged or StatusStates.ReconsiderationAsked => ("decide", DueAt(referral)),
        StatusStates.Decided when referral.PeriodDueAt is not null => ("grant-period", DueAt(referral)),
        _ => (null, DueAt(referral)),
    };

    static DateTimeOffset? DueAt(StatusReferral referral) =>
        referral.PeriodDueAt < referral.DecisionDueAt ? referral.PeriodDueAt : referral.DecisionDueAt ?? referral.PeriodDueAt;
}
