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

/// <summary>
/// A question about a person as whoever asked it reads it. Nothing in it comes from the organisation that was asked, so nothing in it tells
/// whether the person is known or what is done.
/// </summary>
/// <param name="OnBehalfOf">Of <see cref="Codes.QuestionsOnBehalfOf"/>.</param>
/// <param name="AnswersAt">By the calendar of whoever asked.</param>
/// <param name="Answer">Null until then, and from then on <see cref="FixedAnswer"/>.</param>
/// <param name="DeletesAt">By the rule of the organisation asked.</param>
public sealed record OutsideQuestion(
    Guid Id, PartnerId Asked, string OnBehalfOf, DateTimeOffset AskedAt, DateTimeOffset AnswersAt, string? Answer, DateTimeOffset DeletesAt)
{
    /// <summary>To every question, and the only one.</summary>
    public const string FixedAnswer =
        "We neither confirm nor deny. If we can reach the person, they will be told that somebody asks.";
}

/// <summary>The same question in the list of the organisation asked.</summary>
/// <param name="Id">Another than the asker's.</param>
/// <param name="LookedAt">When a coordinator took it off the open ones; whoever asked never learns of it.</param>
public sealed record ReceivedQuestion(
    Guid Id, PartnerId Asker, string OnBehalfOf, DateTimeOffset AskedAt, DateTimeOffset DeletesAt, DateTimeOffset? LookedAt, Guid? LookedAtBy);

/// <summary>What was typed in a question.</summary>
/// <param name="About">Who is asked about.</param>
/// <param name="Contact">How whoever asks can be reached.</param>
public sealed record QuestionText(string About, string Reason, string Contact);

/// <summary>A question as a coordinator of the organisation asked reads it.</summary>
public sealed record ReceivedQuestionShown(ReceivedQuestion Question, QuestionText Text);
