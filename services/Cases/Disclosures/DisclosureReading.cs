using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Disclosures;

/// <summary>A disclosure that its recipient may read now.</summary>
/// <param name="CaseKey">Of the case that it is of.</param>
sealed record DisclosureReading(Guid CaseId, DataKey CaseKey, RecipientAccess.Stored Stored, StoredDisclosure Disclosure) : IDisposable
{
    public void Dispose() => CaseKey.Dispose();

    /// <summary>Consent is decided again at every reading.</summary>
    /// <returns>What to answer where there is none, or it is shut.</returns>
    public static async Task<(DisclosureReading? Reading, IResult? Refused)> Open(
        Guid id, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        var caseId = await work.ReadOne<Guid?>(
            "select case_id from disclosures where disclosure_id = @id and recipient = @partner", new { id, caller.Partner }, cancellationToken);
        if (caseId is null)
            return (null, Problems.NotFound("disclosure"));
        // In this order: who holds the receipts also sees what their withdrawal shut.
        var caseKey = await keys.Open(KeyKind.Case, caseId.Value, cancellationToken);
        if (caseKey is null)
            return (null, Withholding.Shut("ERASED"));
        var consents = await CaseConsents.Hold(work, caseKey, caseId.Value, cancellationToken);
        var stored = (await RecipientAccess.Find(work, id, caller.Partner.Value, cancellationToken))!;
        var recipient = (await KnownRecipient.Find(work, caller.Partner.Value, cancellationToken))!;
        var (shut, disclosure) = await RecipientAccess.Open(stored, consents, recipient, keys, work.Now, cancellationToken);
        if (disclosure is not null)
            return (new(caseId.Value, caseKey, stored, disclosure), null);
        caseKey.Dispose();
        return (null, Withholding.Shut(stored.Part == Codes.Document ? "ACCESS_EXPIRED" : shut!)); // it is told no reason
    }
}
