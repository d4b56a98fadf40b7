namespace ReferralNetwork.Staff.Pages;

/// <summary>A list as services answer it.</summary>
public sealed record Several<T>(IReadOnlyList<T> Items);
