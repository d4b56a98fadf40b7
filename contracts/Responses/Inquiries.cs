using System.Text.Json.Serialization;

namespace ReferralNetwork.Contracts.Responses;

/// <summary>A consultation room in a list: no word of what is written in it.</summary>
/// <param name="LastWordBy"><c>visitor</c> or <c>counsellor</c>.</param>
/// <param name="Attending">Counsellors who are in it.</param>
/// <param name="There">Its visitor looks in now; null where nobody has asked.</param>
public sealed record RoomLine(
    Guid Id, string State, long Version, string Language, string Topic, string? Country, DateTimeOffset OpenedAt, DateTimeOffset LastWordAt,
    string LastWordBy, IReadOnlyList<Guid> Attending, bool? There)
{
    /// <summary>The last word is the visitor's.</summary>
    [JsonIgnore]
    public bool Unanswered => LastWordBy == "visitor";

    /// <summary>Nobody writes in it any more.</summary>
    [JsonIgnore]
    public bool Closed => State == "Closed";
}

/// <summary>What was written in a room.</summary>
/// <param name="From"><c>visitor</c>, <c>counsellor</c>, or <c>note</c>: left for whoever takes the room over.</param>
/// <param name="Actor">Which counsellor; null for the visitor.</param>
public sealed record Message(Guid Id, string From, Guid? Actor, DateTimeOffset At, string Text);

/// <summary>A room as a counsellor sees it.</summary>
/// <param name="Messages">Null for whoever is not in the room.</param>
public sealed record RoomShown(RoomLine Room, bool KeepAsked, DateTimeOffset? ClosedAt, DateTimeOffset? DeletesAt, IReadOnlyList<Message>? Messages);

/// <summary>What came of closing rooms that nobody has read.</summary>
/// <param name="CameBack">Still open: their visitors have come back.</param>
public sealed record UnreadClosed(IReadOnlyList<Guid> Closed, IReadOnlyList<RoomLine> CameBack);

/// <summary>Somebody to call back.</summary>
/// <param name="MayCall">By what safe contact says now; and so is <paramref name="LeaveMessage"/>.</param>
public sealed record CallbackLine(Guid Id, Guid SituationId, DateTimeOffset DueAt, bool MayCall, bool LeaveMessage, bool Overdue);
