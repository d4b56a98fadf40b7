namespace ReferralNetwork.Contracts;

// Timers alone: what is asked of rooms and situations stays within Inquiries, and no text is ever in a message.

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
