using System.Text.Json.Serialization;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Casework;

/// <summary>What an organisation that had details has done with them, after consent was taken back (GDPR Art. 7(3), 17): owed, or given.</summary>
/// <param name="EscalateAt">When, if it is still owed, the data-protection officers are shown it; null: never.</param>
public sealed record StopReceipt(PartnerId Partner, DateTimeOffset DueAt, DateTimeOffset? EscalateAt = null)
{
    /// <summary>Null: stored before this was kept.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>For which part of the conversation, where an organisation may have several; null: for all that it had.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? PartId { get; init; }

    /// <summary>Of <see cref="Codes.StopReceiptKinds"/>; null as long as it is owed.</summary>
    public string? Kind { get; init; }

    /// <summary>Of <see cref="Codes.RetentionBases"/>, of what is retained.</summary>
    public string? Basis { get; init; }

    /// <summary>When it was given; null: owed, or stored before this was kept.</summary>
    public DateTimeOffset? GivenAt { get; init; }

    /// <summary>It was owed still when it was due: it is told once.</summary>
    public bool Overdue { get; init; }

    /// <summary>It was owed still when the data-protection officers were to be shown it.</summary>
    public bool Escalated { get; init; }

    /// <summary>It has not been given.</summary>
    [JsonIgnore]
    public bool Owed => Kind is null;

    /// <summary>Asked for now.</summary>
    /// <param name="escalation">Counted from now like <paramref name="due"/>, to the end of the last day; null: nobody knows such a rule.</param>
    /// <param name="calendar">Of the organisation that owes it.</param>
    public static StopReceipt Ask(
        PartnerId partner, DateTimeOffset now, Period due, Period? escalation, WorkCalendar calendar, Guid? partId = null) =>
        new(partner, Deadlines.EndOf(now, due, calendar), escalation is null ? null : Deadlines.EndOf(now, escalation, calendar))
        {
            AskedAt = now, PartId = partId,
        };

    /// <summary>The same, given now if it is owed.</summary>
    public StopReceipt Give(string kind, string? basis, DateTimeOffset now) => Owed ? this with { Kind = kind, Basis = basis, GivenAt = now } : this;

    /// <summary>The same, late if it is.</summary>
    /// <param name="tell">Hears, once, the verb of what it has become.</param>
    public StopReceipt Late(DateTimeOffset now, Action<string> tell)
    {
        var late = this;
        if (late is { Owed: true, Overdue: false } && DueAt <= now)
        {
            tell(Verbs.StopReceiptOverdue);
            late = late with { Overdue = true };
        }
        if (late is { Owed: true, Overdue: true, Escalated: false } && EscalateAt <= now)
        {
            tell(Verbs.StopReceiptEscalated);
            late = late with { Escalated = true };
        }
        return late;
    }
}

/// <summary>Several, of one conversation.</summary>
public static class StopReceipts
{
    /// <summary>When one of them becomes late, or later than that; null: none will.</summary>
    public static DateTimeOffset? NextLook(this IEnumerable<StopReceipt> receipts) =>
        receipts.Where(r => r is { Owed: true, Escalated: false }).Min(r => r.Overdue ? r.EscalateAt : r.DueAt);

    /// <param name="asked">Those of the organisation that gives them.</param>
    /// <returns>Null: they may be given so.</returns>
    public static Refusal? CannotGive(this IEnumerable<StopReceipt> asked, string kind, string? basis) =>
        !asked.Any(r => r.Owed) ? new("ALREADY_GIVEN", "Your organisation has given its receipt already.")
        : string.Equals(kind, "RetainedUnder", StringComparison.Ordinal) != basis is not null
            ? new("BASIS", "RetainedUnder names the legal basis; no other receipt has one.")
        : null;
}
