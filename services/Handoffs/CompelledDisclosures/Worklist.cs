using ReferralNetwork.Casework;
using ReferralNetwork.Contracts;
using static ReferralNetwork.Handoffs.CompelledDisclosures.States;

namespace ReferralNetwork.Handoffs.CompelledDisclosures;

/// <summary>On whose worklist a compelled disclosure is, and what is due there until when.</summary>
public static class Worklist
{
    public const string Sent = "compelled";
    public const string Received = "compelled-received";

    /// <summary>Its recipient has it once something has left.</summary>
    public static IReadOnlyList<WorklistItem> ItemsFor(string state, CompelledDisclosure data) =>
        data.DisclosedAt is null ? [ForSender(state, data)] : [ForSender(state, data), ForRecipient(data)];

    static WorklistItem ForSender(string state, CompelledDisclosure data)
    {
        var answerBy = data.Order.AnswerBy;
        var (toDo, due) = state switch
        {
            _ when data.BanEnded => (data.DisclosedAt is null ? "tell" : "tell-after", data.Told!.BanUntil),
            Demanded => ("check", answerBy),
            Challenged => ("decide-challenge", answerBy),
            Checked when data.Finding != Codes.InOrder => ("narrow-challenge-refuse", answerBy),
            _ when Decided.Contains(state) && data.Told is null => ("tell", answerBy),
            Checked or Narrowed or Approved1 => ("await-approval", answerBy),
            Approved2 when data.Release is { Refused: not null } => (Verbs.ReleaseRefused, answerBy),
            // Without a day on the order it is due from the time on at which the person was heard, and not by it.
            Approved2 when data.Release is null => answerBy is null ? ("disclose", data.Told!.ToBeHeardUntil) : ("disclose-by", answerBy),
            Disclosed or Reviewed when data is { Danger: not null, ToldAfterAt: null } => ("tell-after", null),
            Overturned when data.Overturned!.ToldAt is null => ("tell-overturned", null),
            Overturned when data.Receipt is { Owed: true, Overdue: true } late => ("receipt-overdue", late.DueAt),
            _ when data.MismatchAt is { } since => ("mismatch", since),
            _ => ((string?)null, (DateTimeOffset?)null),
        };
        var open = Before.Contains(state) || toDo is not null || data.Receipt is { Owed: true };
        var first = data.BanEnded || data.MismatchAt is not null;
        return new(data.Id, data.From, Sent, open, due, toDo, data.UpdatedAt, first, data.Audience.Only);
    }

    static WorklistItem ForRecipient(CompelledDisclosure data)
    {
        var (toDo, due) = data switch
        {
            { Receipt: { Owed: true, DueAt: var owed } } => ("stop-receipt", owed),
            { MismatchAt: { } since } => ("mismatch", since),
            { Overturned: null, LacksReceipts: true } => ("receipts", null),
            _ => ((string?)null, (DateTimeOffset?)null),
        };
        return new(
            data.Id, data.Recipient, Received, toDo is not null, due, toDo, data.Timeline.Last(e => e.With == data.Recipient).At,
            First: data.MismatchAt is not null);
    }
}
