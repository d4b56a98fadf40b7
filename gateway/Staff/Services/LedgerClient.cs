namespace ReferralNetwork.Staff.Services;

public sealed class LedgerClient(NetworkClient network)
{
    /// <summary>Who saw or changed what, newest first.</summary>
    /// <param name="zone">What one person read on one day there is one line.</param>
    public Task<Answer<ListResponse<AuditLine>>> Acts(Guid reference, TimeZoneInfo zone, string? cursor) =>
        network.Get<ListResponse<AuditLine>>("ledger", $"/references/{reference}/records", ("dayIn", zone.Id), ("cursor", cursor));
}
