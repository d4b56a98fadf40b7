namespace ReferralNetwork.Staff.Pages.Hotline;

// What Inquiries answers, as far as pages show it.

/// <summary>A consultation room in a list: no word of what is written in it.</summary>
/// <param name="There">Its visitor looks in now; null where a page does not ask.</param>
public sealed record RoomLine(
    Guid Id, string State, long Version, string Language, string Topic, string? Country, DateTimeOffset OpenedAt, DateTimeOffset LastWordAt, string LastWordBy,
    IReadOnlyList<Guid> Attending, bool? There = null)
{
    /// <summary>The last word is the visitor's.</summary>
    public bool Unanswered => LastWordBy == "visitor";
    public bool Closed => State == "Closed";
}

/// <param name="From"><c>visitor</c>, <c>counsellor</c>, or <c>note</c>: left for whoever takes the room over.</param>
public sealed record Message(Guid Id, string From, Guid? Actor, DateTimeOffset At, string Text);

/// <param name="Messages">Null for whoever is not in the room.</param>
public sealed record RoomSeen(RoomLine Room, bool KeepAsked, DateTimeOffset? ClosedAt, DateTimeOffset? DeletesAt, IReadOnlyList<Message>? Messages);

/// <summary>A call, a message, a visit.</summary>
public sealed record Signal(string Channel, string CallType, string Language, string Topic, string? Country, Guid? RoomId, Guid By, DateTimeOffset At);

/// <param name="Signals">How many there are.</param>
public sealed record SituationLine(Guid Id, string State, DateTimeOffset OpenedAt, int Signals, Signal Last, DateTimeOffset? EscalatedAt, DateTimeOffset? NextCallback);

/// <summary>What came of closing rooms that nobody has read.</summary>
/// <param name="CameBack">Still open: their visitors have come back.</param>
public sealed record UnreadClosed(IReadOnlyList<Guid>? Closed, IReadOnlyList<RoomLine>? CameBack);

/// <param name="MayCall">By what safe contact says now; and so is <paramref name="LeaveMessage"/>.</param>
public sealed record CallbackLine(Guid Id, Guid SituationId, DateTimeOffset DueAt, bool MayCall, bool LeaveMessage, bool Overdue);

public sealed record SafeContact(bool MayCall, bool MayLeaveMessage, TimeOnly? From, TimeOnly? Until, string TimeZone, string? Contact, string? Words);

/// <param name="RefusedNow">Why she may not be called at this moment; null if she may.</param>
public sealed record Callback(Guid Id, DateTimeOffset DueAt, bool LeaveMessage, Guid PlannedBy, bool Overdue, DateTimeOffset? MadeAt, Guid? MadeBy, string? Outcome, DateTimeOffset? EndedAt, string? RefusedNow)
{
    public bool IsOpen => MadeAt is null && EndedAt is null;
}

/// <summary>A colleague opens a case from it at this moment.</summary>
public sealed record Reservation(Guid CaseId, Guid By, DateTimeOffset At);

public sealed record SituationNote(Guid Actor, DateTimeOffset At, string Text);

public sealed record Situation(
    Guid Id, string State, DateTimeOffset OpenedAt, IReadOnlyList<Signal> Signals, SafeContact? SafeContact, IReadOnlyList<Callback> Callbacks,
    DateTimeOffset? EscalatedAt, Guid? CaseId, Reservation? Reservation, DateTimeOffset? DeletesAt, bool NotesGone, IReadOnlyList<SituationNote> Notes)
{
    public bool Going => State is "Open" or "InProgress";
    public IEnumerable<Callback> OpenCallbacks => Callbacks.Where(callback => callback.IsOpen).OrderBy(callback => callback.DueAt);
}
