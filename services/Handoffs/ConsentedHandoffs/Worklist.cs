using ReferralNetwork.Casework;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Handoffs.ConsentedHandoffs;

/// <summary>On whose worklist a handoff is, and what is due there until when.</summary>
public static class Worklist
{
    public const string Sent = "handoffs-sent";
    public const string Received = "handoffs-received";

    public static IReadOnlyList<WorklistItem> ItemsFor(string state, ConsentedHandoff handoff) =>
    [
        ForSender(state, handoff) with { Only = handoff.Audience.Only },
        .. handoff.Offers.LastTo(handoff.To) is { } offer ? [ForRecipient(state, handoff, offer)] : (WorklistItem[])[],
    ];

    static WorklistItem ForSender(string state, ConsentedHandoff handoff)
    {
        var open = States.Open.Contains(state);
        var (toDo, due) = handoff switch
        {
            { ThreatAt: { } since } => ("threat-alert", since),
            { MismatchAt: { } since } => ("mismatch", since),
            _ when handoff.StopReceipts.Where(r => r is { Owed: true, Overdue: true }).Min(r => (DateTimeOffset?)r.DueAt) is { } late =>
                ("stop-receipt-overdue", late),
            _ when handoff.Requests.Any(r => r is { Answer: not null, ToldAt: null }) => ("tell-person", null),
            _ when !open && state != States.Closed => (null, null),
            { OpenQuestion: { } question } => ("answer-question", question.AskedAt),
            _ when handoff.Requests.FirstOrDefault(r => r.Answer is null) is { } request => ("answer-request", request.RequestedAt),
            _ when state is States.Offered or States.Accepted && handoff.LacksHandling => ("state-handling", null),
            { Release.Refused: not null } when state == States.Accepted => (Verbs.ReleaseRefused, null),
            { FeedbackOverdue: true } when open => ("feedback-overdue", handoff.UpdatedAt),
            _ => state switch
            {
                States.Prepared => ("verify", null),
                States.ConsentVerified => ("offer", null),
                States.Offered => (null, handoff.Offers.LastTo(handoff.To)?.AnswerBy),
                _ => ((string?)null, (DateTimeOffset?)null),
            },
        };
        return new(
            handoff.Id, handoff.From, Sent, open || toDo is not null, due, toDo, handoff.UpdatedAt, First: toDo is "threat-alert" or "mismatch");
    }

    /// <summary>It moves by what concerns the unit: what the sender does on its own side is not told by a list either.</summary>
    static WorklistItem ForRecipient(string state, ConsentedHandoff handoff, Offer offer)
    {
        var (toDo, due) = handoff switch
        {
            { MismatchAt: { } since } => ("mismatch", since),
            _ when handoff.StopReceipts.Where(r => r.Owed).Min(r => (DateTimeOffset?)r.DueAt) is { } owed => ("stop-receipt", owed),
            { FeedbackOverdue: true } when States.Held.Contains(state) => ("feedback", handoff.HeardAt),
            _ => state switch
            {
                States.Offered => ("answer", offer.AnswerBy),
                States.Released => ("receipts", null),
                _ => ((string?)null, (DateTimeOffset?)null),
            },
        };
        var open = toDo is not null || state == States.Offered || States.Running.Contains(state);
        var updatedAt = handoff.Timeline.Last(e => e.With == handoff.To).At;
        return new(handoff.Id, handoff.To, Received, open, due, toDo, updatedAt, First: toDo is "mismatch");
    }
}
