namespace ReferralNetwork.Contracts.Responses;

/// <summary>An act, to the organisation whose case it is about.</summary>
/// <param name="Actor">A pseudonym; who it is, only the actor's own organisation is told (gateway).</param>
/// <param name="Index">Its place in the tree; null for the moment until it has one.</param>
/// <param name="Times">How many acts this line stands for; the line is the newest of them.</param>
public sealed record AuditLine(
    Guid RecordId, Guid Actor, Guid? Partner, string Service, string Verb, Guid Reference, Guid? Related, DateTimeOffset At,
    string? Commitment, long? Index, long Times, DateTimeOffset FirstAt);

/// <summary>An audit record whole, and what shows that it is in the tree.</summary>
/// <param name="Path">Hashes in hex, from the bottom up (RFC 9162, section 2.1.3).</param>
public sealed record ProvedRecord(
    Guid Id, Guid Actor, Guid? Partner, string Service, string Verb, Guid Reference, Guid? Related, DateTimeOffset At,
    string? Commitment, long Index, IReadOnlyList<string> Path);

/// <param name="Checkpoint">The signed head (a JWS) that all paths lead to.</param>
public sealed record RecordProofs(IReadOnlyList<ProvedRecord> Records, string Checkpoint);

/// <summary>What checkpoints are checked with.</summary>
public sealed record LedgerKeys(IReadOnlyList<ExportedKey> Keys);
