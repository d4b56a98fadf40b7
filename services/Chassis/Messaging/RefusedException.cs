using ReferralNetwork.Chassis.Http;

namespace ReferralNetwork.Chassis.Messaging;

/// <summary>A message from the bus is refused: nothing is saved, nothing leaves, and it goes to quarantine with the reason.</summary>
public sealed class RefusedException(Refusal refusal) : Exception(refusal.Detail)
{
    public Refusal Refusal => refusal;
}

/// <summary>An event came for an instance that is not there. On the bus it is tried again for a while, then quarantined; never dropped.</summary>
public sealed class MissingInstanceException(Type saga, Type message, Guid? id)
    : Exception($"{message.Name} for {saga.Name} {id}: no such instance. If it is only late, replay the message from quarantine.");
