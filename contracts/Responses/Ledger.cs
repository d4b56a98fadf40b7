namespace ReferralNetwork.Contracts.Responses;

/// <summary>An act, to the organisation whose case it is about.</summary>
/// <param name="Actor">A pseudonym; who it is, only the actor's own organisation is told (gateway).</param>
/// <param name="Index">Its place in the tree; null for the moment until it has one.</param>
/// <param name="Times">How many acts this line stands for; the line is the newest of them.</param>
public sealed record AuditLine(
    Guid RecordId, Guid Actor, Guid? Partner, string Service, string Verb, Guid Reference, Guid? Related, DateTimeOffset At,
    string? Commitment, long? Index, long Times, DateTimeOffset FirstAt);
