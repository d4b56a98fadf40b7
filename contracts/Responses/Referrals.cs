namespace ReferralNetwork.Contracts.Responses;

/// <summary>A line of a worklist.</summary>
/// <param name="Reference">The viewer's own label: another viewer of the same referral has another.</param>
/// <param name="To">Who has it, or who alone is asked; null where several are asked, or none.</param>
/// <param name="OfferedTo">For the sender: who has it; else who is asked; where nobody is asked any more, who was.</param>
public sealed record ReferralLine(
    Guid Id, string Reference, string Side, string State, IReadOnlyList<string> Needs, string AgeBand, string Language, string Region, string Urgency,
    PartnerId From, PartnerId? To, IReadOnlyList<PartnerId> OfferedTo, DateTimeOffset? AnswerBy, DateTimeOffset? DueAt, DateTimeOffset UpdatedAt,
    string? ToDo);

/// <summary>What is owed after a person took back consent, and so late that the data-protection officer is shown it.</summary>
/// <param name="ConversationId">Of the referral, or of the return where Returns answers.</param>
/// <param name="What">
/// <c>stop-receipt</c>, owed by the partner; <c>stop-wish</c>, what the sender has not asked the person whom the partner heard say stop.
/// </param>
public sealed record OverdueLine(
    Guid ConversationId, string Reference, string Side, string What, PartnerId Partner, DateTimeOffset Since, DateTimeOffset DueAt);
