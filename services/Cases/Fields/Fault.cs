namespace ReferralNetwork.Cases.Fields;

public sealed record Fault(string Pointer, string Detail);
