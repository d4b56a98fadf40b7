using System.Text.Json.Serialization;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Inquiries.Situations;

public sealed class SituationState : SagaState<Situation>;

/// <summary>
/// What one person's signals to a hotline are about, as codes. What was said lies sealed beside it, and goes by rule; most
/// situations end without anybody's name.
/// </summary>
public sealed record Situation(Guid Id, PartnerId Hotline, SituationTerms Terms, DateTimeOffset OpenedAt)
{
    public IReadOnlyList<Signal> Signals { get; init; } = [];

    /// <summary>Null as long as nobody has asked how they may be reached: then nobody may try.</summary>
    public SafeContact? SafeContact { get; init; }

    /// <summary>What held before, the oldest first: a call is judged by what held when it was made.</summary>
    public IReadOnlyList<FormerContact> FormerContacts { get; init; } = [];

    public IReadOnlyList<Callback> Callbacks { get; init; } = [];
    public IReadOnlyList<Escalation> Escalations { get; init; } = [];
    public Guid? CaseId { get; init; }

    /// <summary>Who opens a case from it at this moment; null else.</summary>
    public Reservation? Reservation { get; init; }
    public DateTimeOffset? ReopenedAt { get; init; }
    public Ending? Ending { get; init; }

    /// <summary>When its notes go, or went; null as long as it is open.</summary>
    public DateTimeOffset? DeletesAt { get; init; }

    /// <summary>Its key is destroyed. Opened again, it begins with empty notes.</summary>
    public bool NotesGone { get; init; }

    /// <summary>Since when it waits for the coordinator.</summary>
    public DateTimeOffset? EscalatedAt => Escalations.FirstOrDefault(e => e.AnsweredAt is null)?.At;

    [JsonIgnore]
    public IEnumerable<Callback> OpenCallbacks => Callbacks.Where(c => c.IsOpen);

    public SafeContact? SafeContactAt(DateTimeOffset moment) => FormerContacts.FirstOrDefault(f => moment < f.Until)?.SafeContact ?? SafeContact;

    /// <summary>When something happened last, or will: a signal, a callback made or planned, an escalation or its answer.</summary>
    [JsonIgnore]
    public DateTimeOffset LastAt => Signals.Select(s => s.At)
        .Concat(Callbacks.Select(c => c.MadeAt ?? c.EndedAt ?? c.DueAt))
        .Concat(Escalations.Select(e => e.AnsweredAt ?? e.At))
        .Append(ReopenedAt ?? OpenedAt)
        .Max();
}

/// <summary>A call, a message, a visit.</summary>
/// <param name="Country">Which country of destination it was about.</param>
/// <param name="RoomId">The consultation room it came from, which has been counted already.</param>
public sealed record Signal(
    Guid Id, string Channel, string CallType, string Language, string Topic, string? Country, Guid? RoomId, Guid By, DateTimeOffset At);

/// <summary>How they may be reached. Number and words to say lie sealed beside it.</summary>
/// <param name="From">With <paramref name="Until"/> the hours in their own time zone; null: at any hour.</param>
public sealed record SafeContact(bool MayCall, bool MayLeaveMessage, TimeOnly? From, TimeOnly? Until, string TimeZone);

/// <param name="Until">When it was replaced.</param>
public sealed record FormerContact(SafeContact SafeContact, DateTimeOffset Until);

/// <summary>A case is being opened under an id that was promised for it.</summary>
public sealed record Reservation(Guid CaseId, Guid By, DateTimeOffset At);

/// <param name="LeaveMessage">A message was meant to be left; whether it may be is for safe contact to say, at each moment anew.</param>
public sealed record Callback(Guid Id, DateTimeOffset DueAt, bool LeaveMessage, Guid PlannedBy)
{
    public DateTimeOffset? MadeAt { get; init; }
    public Guid? MadeBy { get; init; }
    public string? Outcome { get; init; }

    /// <summary>It was due and nobody had called.</summary>
    public bool Overdue { get; init; }

    /// <summary>It was cancelled, by a person or by the end of the situation.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    [JsonIgnore]
    public bool IsOpen => MadeAt is null && EndedAt is null;

    public bool MessageAllowed(SafeContact? safe) => LeaveMessage && safe is { MayCall: true, MayLeaveMessage: true };
}

/// <param name="To">The role that was called: a coordinator of the same hotline.</param>
public sealed record Escalation(Guid By, DateTimeOffset At, string To)
{
    public Guid? AnsweredBy { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }
}

/// <summary>What a counsellor noted at the end, for the figures: codes only.</summary>
/// <param name="Status">HTCDS; null where trafficking was not what it was about.</param>
public sealed record Facts(string? Status, string? Destination, string? Recruitment, string? Relationship, IReadOnlyList<string> Assistance)
{
    public static readonly Facts None = new(null, null, null, null, []);
}

/// <summary>When it ended, and what was counted then.</summary>
public sealed record Ending(DateTimeOffset At, Facts Facts);

/// <summary>The periods that held when the situation began.</summary>
/// <param name="Silence">Where nothing happens for so long it closes itself.</param>
/// <param name="Notes">How long notes stay after it was closed with no person record.</param>
/// <param name="ReferredNotes">The same where it led to a referral or a case; counted from the last callback where one is still to be made.</param>
public sealed record SituationTerms(
    Period Silence, Period Notes, Period ReferredNotes, string TimeZone, IReadOnlyList<DateOnly>? Holidays = null)
{
    [JsonIgnore]
    public WorkCalendar Calendar => new(TimeZone, Holidays);

    public static readonly string[] Rules = ["situation-silence", "retention.inquiry", "retention.inquiry-referred"];
}
