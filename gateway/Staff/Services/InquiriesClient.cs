using System.Globalization;

namespace ReferralNetwork.Staff.Services;

/// <summary>The hotline's rooms, situations and callbacks; questions from outside.</summary>
public sealed class InquiriesClient(NetworkClient network)
{
    const string Service = "inquiries";

    /// <param name="list"><c>urgent</c>, <c>waiting</c>, <c>unread</c>, <c>mine</c> or <c>others</c>.</param>
    public Task<Answer<ListResponse<RoomLine>>> Rooms(string list, string? cursor) =>
        network.Get<ListResponse<RoomLine>>(Service, "/rooms", ("state", list), ("cursor", cursor));

    public Task<Answer<RoomShown>> Room(Guid id) => network.Get<RoomShown>(Service, $"/rooms/{id}");

    public Task<Answer<CreatedResponse>> TakeRoom(Guid id, string key) => InRoom(id, "take", null, key);

    public Task<Answer<CreatedResponse>> JoinRoom(Guid id, string key) => InRoom(id, "join", null, key);

    /// <param name="unanswered">The moment of the visitor's last word, where it stays unanswered.</param>
    public Task<Answer<CreatedResponse>> CloseRoom(Guid id, string? unanswered, string key) => InRoom(id, "close", new { unanswered }, key);

    public Task<Answer<CreatedResponse>> WriteInRoom(Guid id, string? text, string key) => InRoom(id, "messages", new { text }, key);

    public Task<Answer<CreatedResponse>> HandOverRoom(Guid id, string? note, string key) => InRoom(id, "hand-over", new { note }, key);

    /// <summary>To another hotline, which the visitor agrees to.</summary>
    public Task<Answer<CreatedResponse>> TransferRoom(Guid id, Guid hotline, string? note, string key) =>
        InRoom(id, "transfer", new { hotline, note, visitorAgrees = true }, key);

    /// <param name="evenIfBack">Also where the visitor has come back.</param>
    public Task<Answer<UnreadClosed>> CloseUnread(IReadOnlyList<string> rooms, bool evenIfBack, string key) =>
        network.Post<UnreadClosed>(Service, "/rooms/close-unread", new { rooms, evenIfBack }, key);

    /// <param name="escalated">Those that wait for the coordinator, or those that do not; null: both.</param>
    public Task<Answer<ListResponse<SituationLine>>> Situations(bool open, bool? escalated, string? cursor) =>
        network.Get<ListResponse<SituationLine>>(
            Service, "/situations", ("open", Flag(open)), ("escalated", escalated is { } only ? Flag(only) : null), ("cursor", cursor));

    public Task<Answer<Situation>> Situation(Guid id) => network.Get<Situation>(Service, $"/situations/{id}");

    /// <param name="safeContact">How the person may be reached; null where that was not asked.</param>
    public Task<Answer<CreatedResponse>> LogSituation(NewSignal signal, SafeContact? safeContact, string key) => network.Post<CreatedResponse>(
        Service, "/situations",
        new { signal.Channel, signal.CallType, signal.Language, signal.Topic, signal.Country, signal.RoomId, signal.Note, safeContact }, key);

    public Task<Answer<CreatedResponse>> AddSignal(Guid id, NewSignal signal, string key) => InSituation(id, "signals", signal, key);

    public Task<Answer<CreatedResponse>> SetSafeContact(Guid id, SafeContact safe, string key, string? ifMatch) =>
        InSituation(id, "safe-contact", safe, key, ifMatch);

    public Task<Answer<ListResponse<CallbackLine>>> Callbacks(string? cursor) =>
        network.Get<ListResponse<CallbackLine>>(Service, "/callbacks", ("cursor", cursor));

    public Task<Answer<CreatedResponse>> PlanCallback(Guid id, DateTimeOffset? dueAt, bool leaveMessage, string key) =>
        InSituation(id, "callbacks", new { dueAt, leaveMessage }, key);

    public Task<Answer<CreatedResponse>> MakeCallback(Guid id, Guid callback, string? outcome, string? note, DateTimeOffset? at, string key) =>
        InSituation(id, $"callbacks/{callback}/made", new { outcome, note, at }, key);

    public Task<Answer<CreatedResponse>> CancelCallback(Guid id, Guid callback, string key) =>
        InSituation(id, $"callbacks/{callback}/cancel", null, key);

    public Task<Answer<CreatedResponse>> Escalate(Guid id, string? note, string key) => InSituation(id, "escalate", new { note }, key);

    public Task<Answer<CreatedResponse>> AnswerEscalation(Guid id, string? note, string key) =>
        InSituation(id, "answer-escalation", new { note }, key);

    public Task<Answer<CreatedResponse>> Close(Guid id, string? end, object? facts, bool cancelCallbacks, string key, string? ifMatch) =>
        InSituation(id, "close", new { end, facts, cancelCallbacks }, key, ifMatch);

    public Task<Answer<CreatedResponse>> Reopen(Guid id, string key, string? ifMatch) => InSituation(id, "reopen", null, key, ifMatch);

    public Task<Answer<CreatedResponse>> ReserveCase(Guid id, string key, string? ifMatch) => InSituation(id, "reserve-case", null, key, ifMatch);

    public Task<Answer<CreatedResponse>> LinkCase(Guid id, Guid caseId, object facts, string key) =>
        InSituation(id, "link-case", new { caseId, facts }, key);

    /// <summary>The caller's own phrase. It is in the first answer alone.</summary>
    public Task<Answer<PhraseGiven>> GivePhrase(Guid id, string? language, string key) =>
        network.Post<PhraseGiven>(Service, $"/situations/{id}/phrase", new { language }, key);

    /// <summary>The situation of whoever says this phrase.</summary>
    public Task<Answer<CreatedResponse>> FindCaller(string phrase, string key) =>
        network.Post<CreatedResponse>(Service, "/callers/find", new { phrase }, key);

    public Task<Answer<Statistics>> Statistics(int year) => network.Get<Statistics>(Service, "/statistics", Services.Statistics.Of(year));

    /// <param name="asked">The organisation.</param>
    public Task<Answer<CreatedResponse>> AskOutside(Guid asked, string? onBehalfOf, QuestionText text, string key) =>
        network.Post<CreatedResponse>(Service, "/outside-questions", new { asked, onBehalfOf, text.About, text.Reason, text.Contact }, key);

    /// <summary>What the reader has asked.</summary>
    public Task<Answer<ListResponse<OutsideQuestion>>> OutsideQuestions(string? cursor) =>
        network.Get<ListResponse<OutsideQuestion>>(Service, "/outside-questions", ("cursor", cursor));

    /// <summary>What the reader's organisation is asked; for coordinators.</summary>
    public Task<Answer<ListResponse<ReceivedQuestion>>> ReceivedQuestions(bool open, string? cursor) =>
        network.Get<ListResponse<ReceivedQuestion>>(Service, "/outside-questions/received", ("open", Flag(open)), ("cursor", cursor));

    public Task<Answer<ReceivedQuestionShown>> ReceivedQuestion(Guid id) =>
        network.Get<ReceivedQuestionShown>(Service, $"/outside-questions/received/{id}");

    public Task<Answer<CreatedResponse>> LookAtQuestion(Guid id, string key) =>
        network.Post<CreatedResponse>(Service, $"/outside-questions/received/{id}/look", null, key);

    Task<Answer<CreatedResponse>> InRoom(Guid id, string action, object? body, string key) =>
        network.Post<CreatedResponse>(Service, $"/rooms/{id}/{action}", body, key);

    Task<Answer<CreatedResponse>> InSituation(Guid id, string action, object? body, string key, string? ifMatch = null) =>
        network.Post<CreatedResponse>(Service, $"/situations/{id}/{action}", body, key, ifMatch);

    static string Flag(bool value) => value ? "true" : "false";
}

/// <summary>A signal as it is logged.</summary>
public sealed record NewSignal(string? Channel, string? CallType, string? Language, string? Topic, string? Country, Guid? RoomId, string? Note);

public sealed record PhraseGiven(Guid Id, string? Phrase);

// A situation as Inquiries answers it, as far as pages show it: it is made of what Inquiries itself keeps.

/// <summary>A call, a message, a visit.</summary>
public sealed record Signal(
    string Channel, string CallType, string Language, string Topic, string? Country, Guid? RoomId, Guid By, DateTimeOffset At);

/// <param name="Signals">How many there are.</param>
public sealed record SituationLine(
    Guid Id, string State, DateTimeOffset OpenedAt, int Signals, Signal Last, DateTimeOffset? EscalatedAt, DateTimeOffset? NextCallback);

public sealed record SafeContact(
    bool MayCall, bool MayLeaveMessage, TimeOnly? From, TimeOnly? Until, string TimeZone, string? Contact, string? Words);

/// <param name="RefusedNow">Why they may not be called at this moment; null if they may.</param>
public sealed record Callback(
    Guid Id, DateTimeOffset DueAt, bool LeaveMessage, Guid PlannedBy, bool Overdue, DateTimeOffset? MadeAt, Guid? MadeBy,
    string? Outcome, DateTimeOffset? EndedAt, string? RefusedNow)
{
    public bool IsOpen => MadeAt is null && EndedAt is null;
}

/// <summary>A colleague opens a case from it at this moment.</summary>
public sealed record Reservation(Guid CaseId, Guid By, DateTimeOffset At);

public sealed record SituationNote(Guid Actor, DateTimeOffset At, string Text);

/// <param name="Actions">What the viewer may do now; the last segment of each action's route.</param>
public sealed record Situation(
    Guid Id, string State, DateTimeOffset OpenedAt, IReadOnlyList<Signal> Signals, SafeContact? SafeContact, IReadOnlyList<Callback> Callbacks,
    DateTimeOffset? EscalatedAt, Guid? CaseId, Reservation? Reservation, DateTimeOffset? DeletesAt, bool NotesGone,
    IReadOnlyList<SituationNote> Notes, IReadOnlyList<string> Actions)
{
    public bool Can(string action) => Actions.Contains(action, StringComparer.Ordinal);
    public IEnumerable<Callback> OpenCallbacks => Callbacks.Where(callback => callback.IsOpen).OrderBy(callback => callback.DueAt);
}
