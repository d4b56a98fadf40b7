using System.Text.Json.Serialization;

namespace ReferralNetwork.Contracts.Responses;

/// <summary>A line of a list of handoffs by consent. What a unit may not see before it accepts is not there.</summary>
/// <param name="Reference">The viewer's own label.</param>
/// <param name="Side"><c>handoffs-sent</c> or <c>handoffs-received</c>.</param>
/// <param name="Type"><c>consented-handoff</c>.</param>
/// <param name="HandlingCode">Of <see cref="Codes.HandlingCodes"/>.</param>
/// <param name="Exhibits">How many of which kind.</param>
/// <param name="AnswerBy">Until when the unit has time to accept or decline; null: it was not offered.</param>
public sealed record HandoffLine(
    Guid Id, string Reference, string Side, string Type, string State, string HandlingCode, string Urgency, IReadOnlyDictionary<string, int> Exhibits,
    DateTimeOffset? AnswerBy, DateTimeOffset? DueAt, string? ToDo)
{
    /// <summary>Absent before the unit has accepted, for the unit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PartnerId? From { get; init; }

    /// <summary>Absent for the unit, like <see cref="UpdatedAt"/> before it has accepted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PartnerId? To { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? UpdatedAt { get; init; }
}

/// <summary>A handoff by consent as this organisation may see it.</summary>
/// <param name="Actions">What the viewer may do now; the last segment of each action's route.</param>
public sealed record HandoffDetail(HandoffLine Line, IReadOnlyList<HandoffQuestion> Questions, IReadOnlyList<string> Actions)
{
    /// <summary>For the sender.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HandoffPreparation? Preparation { get; init; }

    /// <summary>For both, once the unit has accepted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AcceptedHandoff? Accepted { get; init; }

    /// <summary>For the unit once it has accepted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<HandoffEvent>? Timeline { get; init; }
}

/// <param name="NoteId">Of a note in Cases, like all of them.</param>
public sealed record HandoffQuestion(Guid NoteId, DateTimeOffset AskedAt, Guid? AnswerNoteId, DateTimeOffset? AnsweredAt);

/// <summary>What the sender has prepared and been answered.</summary>
/// <param name="LegalAdvice">Of <see cref="Codes.LegalAdviceAnswers"/>; null: consent is not verified.</param>
/// <param name="Contact">Of <see cref="Codes.ContactWishes"/>.</param>
/// <param name="DeclineCode">Of <see cref="Codes.HandoffDeclineCodes"/>.</param>
/// <param name="Responsible">Whose area it is, as the unit says that declined.</param>
/// <param name="ReleasePending">Cases was asked and has not answered.</param>
/// <param name="ReleaseRefused">Why Cases released nothing.</param>
/// <param name="ThreatAt">Since when there is word that somebody is free that the case does not hold yet.</param>
public sealed record HandoffPreparation(
    string Contact, Guid? PermitId, string? LegalAdvice, bool AskedForEarlier, DateTimeOffset? VerifiedAt, Guid? HandlingNoteId,
    string? DeclineCode, Guid? DeclineNoteId, PartnerId? Responsible, bool ReleasePending, string? ReleaseRefused, DateTimeOffset? ThreatAt);

/// <param name="ReferenceNoteId">The unit's reference, like its officer a note in Cases.</param>
/// <param name="HandlingNoteId">What H3 means here.</param>
/// <param name="Released">Null: nothing yet.</param>
/// <param name="MismatchAt">Since when something came otherwise than it was sent, and the sender has not seen to it.</param>
/// <param name="ReturnCode">Of <see cref="Codes.HandoffReturnCodes"/>.</param>
/// <param name="StoppedAt">When it was taken back, by the person or by the sender.</param>
public sealed record AcceptedHandoff(
    DateTimeOffset AcceptedAt, Guid ReferenceNoteId, Guid OfficerNoteId, Guid? HandlingNoteId, ReleasedHandoff? Released, DateTimeOffset? MismatchAt,
    IReadOnlyList<HandoffRequest> Requests, IReadOnlyList<HandoffFeedback> Feedback, string? ReturnCode, DateTimeOffset? StoppedAt,
    IReadOnlyList<HandoffStopReceipt> StopReceipts);

/// <param name="DisclosureId">Of Cases, where it is read.</param>
/// <param name="Contact">Of <see cref="Codes.ContactWishes"/>; null: an order compelled it.</param>
/// <param name="FileSha256">Hex.</param>
/// <param name="FileReceivedAt">When the unit confirmed the file; null: not yet.</param>
/// <param name="FileMatches">Null: not confirmed.</param>
public sealed record ReleasedHandoff(
    Guid DisclosureId, DateTimeOffset ReleasedAt, string? Contact, string? FileSha256, DateTimeOffset? FileReceivedAt, bool? FileMatches,
    IReadOnlyList<ReleasedExhibit> Exhibits);

/// <param name="ReceivedAt">When the unit confirmed it; null: not yet.</param>
/// <param name="NotRecallable">It was taken back too late: what is evidence stays where it is.</param>
public sealed record ReleasedExhibit(Guid Id, DateTimeOffset? ReceivedAt, bool? Matches, bool NotRecallable);

/// <param name="Basis">Of <see cref="Codes.InformationBases"/>.</param>
/// <param name="Answer">Of <see cref="Codes.InformationAnswers"/>.</param>
/// <param name="ToldAt">When the person had it in writing; for the sender.</param>
public sealed record HandoffRequest(
    Guid Id, string Basis, Guid NoteId, DateTimeOffset RequestedAt, string? Answer, Guid? AnswerNoteId, DateTimeOffset? AnsweredAt,
    DateTimeOffset? ToldAt);

/// <param name="Code">Of <see cref="Codes.HandoffFeedbackCodes"/>.</param>
public sealed record HandoffFeedback(string Code, DateOnly? On, Guid? NoteId, DateTimeOffset GivenAt);

/// <param name="Kind">Of <see cref="Codes.StopReceiptKinds"/>; null: it is owed.</param>
/// <param name="Basis">Of <see cref="Codes.RetentionBases"/>.</param>
public sealed record HandoffStopReceipt(DateTimeOffset DueAt, string? Kind, string? Basis, bool Overdue);

/// <param name="Actor">The person's pseudonym, to their own organisation only.</param>
public sealed record HandoffEvent(
    DateTimeOffset At, PartnerId? Partner, Guid? Actor, string What, string Track, string? Code, Guid? NoteId);
