namespace ReferralNetwork.Chassis.Http;

/// <summary>Why a command is not done: a rule's answer, not an error.</summary>
/// <param name="Code">UPPER_SNAKE; a stable part of the interface. <see cref="NotFound"/> is answered like an instance that is not there.</param>
/// <param name="Detail">What is the matter and what to do, for a person.</param>
public sealed record Refusal(string Code, string Detail)
{
    /// <summary>To strangers, who must not learn that there is something.</summary>
    public static readonly Refusal NotFound = new("NOT_FOUND", "There is no such thing, or it is not yours.");

    /// <summary>The caller's If-Match names something older.</summary>
    public static readonly Refusal Stale = new("STALE", "Somebody changed it since you read it. Read it again, then decide.");
}
