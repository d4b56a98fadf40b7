namespace ReferralNetwork.Staff.Services;

/// <summary>What a service has made or changed.</summary>
public sealed record CreatedResponse(Guid Id);
