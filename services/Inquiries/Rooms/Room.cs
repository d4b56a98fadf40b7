using System.Text.Json.Serialization;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Inquiries.Rooms;

public sealed class RoomState : SagaState<Room>;

/// <summary>A consultation room as it stands. What was written in it lies sealed beside it; who the visitor is, nobody asks.</summary>
public sealed record Room(Guid Id, PartnerId Hotline, string Language, string Topic, string? Country, RoomTerms Terms, DateTimeOffset OpenedAt)
{
    /// <summary>The counsellors who are in the room, and so read it.</summary>
    public IReadOnlyList<Guid> Attending { get; init; } = [];

    public DateTimeOffset LastWordAt { get; init; } = OpenedAt;
    public string LastWordBy { get; init; } = Author.Visitor;
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The visitor wants to read it for longer after it is closed.</summary>
    public bool KeepAsked { get; init; }

    /// <summary>When its key is destroyed; null as long as it is open.</summary>
    public DateTimeOffset? DeletesAt { get; init; }
}

/// <summary>The periods that held when the room was opened, so that nobody's deadline moves when a rule changes.</summary>
/// <param name="Silence">Without a word it closes itself.</param>
/// <param name="Transcript">After it is closed the transcript goes.</param>
/// <param name="Kept">The same where the visitor asks to keep it.</param>
/// <param name="TimeZone">IANA name of the hotline's place.</param>
public sealed record RoomTerms(Period Silence, Period Transcript, Period Kept, string TimeZone, IReadOnlyList<DateOnly>? Holidays = null)
{
    [JsonIgnore]
    public WorkCalendar Calendar => new(TimeZone, Holidays);

    public static readonly string[] Rules = ["room-silence", "retention.room-transcript", "retention.room-kept"];
}

/// <summary>Who wrote a message. A note is for those who take the room over; the visitor does not see it.</summary>
public static class Author
{
    public const string Visitor = "visitor";
    public const string Counsellor = "counsellor";
    public const string Note = "note";
}
