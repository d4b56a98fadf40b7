namespace ReferralNetwork.Contracts;

// What is asked of rooms and situations stays within Inquiries, and no text is ever in a message: timers, and what Cases is told.

/// <summary>Has anybody said a word in this room lately?</summary>
public sealed record RoomSilenceDue(Guid RoomId);

/// <summary>Is this closed room's transcript to go?</summary>
public sealed record RoomShredDue(Guid RoomId);

/// <summary>Has the person been called back?</summary>
public sealed record CallbackDue(Guid SituationId, Guid CallbackId);

/// <summary>Has anything happened in this situation lately?</summary>
public sealed record SituationSilenceDue(Guid SituationId);

/// <summary>Are this closed situation's notes to go?</summary>
public sealed record SituationShredDue(Guid SituationId);

/// <summary>Has the case that was reserved for this situation been linked to it?</summary>
public sealed record CaseReservationDue(Guid SituationId, Guid CaseId);

/// <summary>Is what was asked from outside to go?</summary>
public sealed record OutsideQuestionShredDue(Guid QuestionId);

/// <summary>
/// Inquiries to Cases, mandatory: the reservation of this case id is undone. What was opened under it and never worked with
/// is erased, and nothing can be opened under it any more.
/// </summary>
/// <param name="Owner">The organisation that it was reserved for.</param>
public sealed record SweepCase(Guid CaseId, PartnerId Owner);
