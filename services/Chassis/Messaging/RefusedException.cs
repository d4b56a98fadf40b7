using ReferralNetwork.Chassis.Http;

namespace ReferralNetwork.Chassis.Messaging;

/// <summary>A message from the bus is refused: nothing is saved, nothing leaves, and it goes to quarantine with the reason.</summary>
public sealed class RefusedException(Refusal refusal) : Exception(refusal.Detail)
{
    public Refusal Refusal => refusal;
}
