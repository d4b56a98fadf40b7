namespace ReferralNetwork.Contracts;

// What an order compels, or somebody was told to save a life. Only timers: what is demanded, approved and reviewed stays within Handoffs.

/// <summary>Timer: has the data-protection officer reviewed the disclosure? Asked again every day until they have.</summary>
public sealed record CompelledReviewDue(Guid CompelledDisclosureId);

/// <summary>Timer: the order forbade telling the person until now. Have they been told?</summary>
public sealed record CompelledBanEndsDue(Guid CompelledDisclosureId);

/// <summary>Timer: has the recipient of what was overturned said what it has done with its copy?</summary>
public sealed record CompelledReceiptDue(Guid CompelledDisclosureId);
