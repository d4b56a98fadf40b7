namespace ReferralNetwork.Contracts.Responses;

/// <summary>A report of intelligence in a list: codes and moments, none of its words.</summary>
/// <param name="Reference">The viewer's own label.</param>
/// <param name="Grades">Of source and information, such as <c>X4</c>.</param>
/// <param name="DraftedAt">For the sender.</param>
public sealed record IntelligenceLine(
    Guid Id, string Reference, string Side, string State, PartnerId From, PartnerId To, string Handling, string Grades, DateTimeOffset? DraftedAt,
    DateTimeOffset? SentAt, DateTimeOffset? DueAt, DateTimeOffset UpdatedAt, string? ToDo);

/// <param name="Report">Null: its words are gone.</param>
/// <param name="RecipientReference">Under which the recipient has it.</param>
/// <param name="ShredAt">When its words go; null: nobody said.</param>
/// <param name="HeldUntil">For the sender: until when the person whom it comes from wants it to wait.</param>
/// <param name="GaveAway">For the sender: the second look found that it gives away who told.</param>
/// <param name="OwnWork">The viewer has written in it, so that the second look is another's.</param>
public sealed record IntelligenceDetail(
    IntelligenceLine Line, IntelligenceReport? Report, string? RecipientReference, DateTimeOffset? AcknowledgedAt, DateTimeOffset? ShredAt,
    DateTimeOffset? HeldUntil, bool GaveAway, bool OwnWork, IReadOnlyList<string> Actions);

/// <summary>How many on one of the viewer's lists are a danger, or overdue.</summary>
/// <param name="Side">Of the list.</param>
public sealed record Alarm(string Side, long Count);
