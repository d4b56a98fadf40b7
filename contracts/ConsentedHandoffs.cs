namespace ReferralNetwork.Contracts;

// A handoff by consent to law enforcement. Its service tells nobody but Cases, by the messages of every conversation; these are timers.

/// <summary>A timer: the unit that was asked has not answered. It asks, it does not order.</summary>
public sealed record HandoffAnswerDue(Guid HandoffId, Guid OfferId);

/// <summary>Timer: has whoever has the handoff said what became of it?</summary>
public sealed record HandoffFeedbackDue(Guid HandoffId);

/// <summary>Timer: has the receipt that is owed after a stop been given?</summary>
public sealed record HandoffReceiptDue(Guid HandoffId);
