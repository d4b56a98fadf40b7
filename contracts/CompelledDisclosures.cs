namespace ReferralNetwork.Contracts;

// What an order compels, or somebody was told to save a life. What is demanded, found and reviewed stays within Handoffs; Cases hears who may
// read what would leave, and when nobody may any more.

/// <summary>
/// Nothing leaves on this order any more: it was refused, or was told already to save somebody. Who only approves reads it no longer.
/// </summary>
public sealed record OrderClosed(Guid OrderId, PartnerId Owner);

/// <summary>All who approve in somebody's stead from now on. What was said at an earlier <paramref name="At"/> is over.</summary>
/// <param name="Of">Whose deputies.</param>
/// <param name="Role">In which of their roles.</param>
public sealed record DeputiesNamed(PartnerId Partner, Guid Of, string Role, IReadOnlyList<NamedDeputy> Deputies, DateTimeOffset At);

/// <param name="NamedAt">They read and approve what was recorded after.</param>
public sealed record NamedDeputy(Guid Actor, DateTimeOffset NamedAt);

/// <summary>Timer: has the data-protection officer reviewed the disclosure? Asked again every day until they have.</summary>
public sealed record CompelledReviewDue(Guid CompelledDisclosureId);

/// <summary>Timer: the order forbade telling the person until now. Have they been told?</summary>
public sealed record CompelledBanEndsDue(Guid CompelledDisclosureId);

/// <summary>Timer: has the recipient of what was overturned said what it has done with its copy?</summary>
public sealed record CompelledReceiptDue(Guid CompelledDisclosureId);
