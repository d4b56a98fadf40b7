using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Staff.Services;

public sealed class LedgerClient(NetworkClient network)
{
    /// <summary>Who saw or changed what, newest first.</summary>
    /// <param name="zone">What one person read on one day there is one line.</param>
    public Task<Answer<ListResponse<AuditLine>>> Acts(Guid reference, TimeZoneInfo zone, string? cursor) =>
        network.Get<ListResponse<AuditLine>>("ledger", $"/references/{reference}/records", ("dayIn", zone.Id), ("cursor", cursor));

    /// <summary>What its checkpoints are checked with.</summary>
    public Task<Answer<LedgerKeys>> Keys() => network.Get<LedgerKeys>("ledger", "/keys");

    /// <summary>Records that the caller knows the commitments of, with their proofs; not found while one has no place yet.</summary>
    public Task<Answer<RecordProofs>> Prove(IEnumerable<(Guid Record, byte[] Commitment)> known) => network.Post<RecordProofs>(
        "ledger", "/proofs", new { records = known.Select(one => new { recordId = one.Record, commitment = one.Commitment }) }, key: null);
}
