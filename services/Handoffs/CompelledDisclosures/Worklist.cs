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
        var (toDo, due) = state switch
        {
            _ when data.BanEnded => (data.DisclosedAt is null ? "tell" : "tell-after", data.Told!.BanUntil),
            Demanded => ("check", null),
            Challenged => ("decide-challenge", null),
            Checked when data.Finding != Codes.InOrder => ("narrow-challenge-refuse", null),
            _ when Decided.Contains(state) && data.Told is null => ("tell", null),
            Checked or Narrowed or Approved1 => ("await-approval", null),
            Approved2 when data.Release is { Refused: not null } => (Verbs.ReleaseRefused, null),
            Approved2 when data.Release is null => ("disclose", data.Told!.ToBeHeardUntil),
            Disclosed or Reviewed when data is { Danger: not null, ToldAfterAt: null } => ("tell-after", null),
            Overturned when data.Overturned!.ToldAt is null => ("tell-overturned", null),
            Overturned when data.Receipt is { Owed: true, Overdue: true } late => ("receipt-overdue", late.DueAt),
            _ => ((string?)null, (DateTimeOffset?)null),
        };
        var open = Before.Contains(state) || toDo is not null || data.Receipt is { Owed: true };
        return new(data.Id, data.From, Sent, open, due, toDo, data.UpdatedAt, First: data.BanEnded, data.Audience.Only);
    }

    static WorklistItem ForRecipient(CompelledDisclosure data)
    {
        var owed = data.Receipt is { Owed: true } receipt ? receipt.DueAt : (DateTimeOffset?)null;
        return new(
            data.Id, data.Recipient, Received, owed is not null, owed, owed is null ? null : "stop-receipt",
            data.Timeline.Last(e => e.With == data.Recipient).At);
    }
}
