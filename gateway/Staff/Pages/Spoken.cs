namespace ReferralNetwork.Staff.Pages;

/// <summary>What was said between two organisations.</summary>
/// <param name="Action">What the reader does about it, with its address.</param>
public sealed record Spoken(DateTimeOffset At, string Words, string By, Guid? Note, (string Href, string Words)? Action = null);
