namespace ReferralNetwork.Staff.Pages;

/// <summary>The note that a page was asked to open where it stands. That is recorded, so none is opened unasked.</summary>
/// <param name="Text">Null where it cannot be opened.</param>
/// <param name="Shut">Why it cannot.</param>
public sealed record OpenedNote(Guid Id, string? Text, string? Shut);
