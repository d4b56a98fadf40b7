using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Identity;

namespace ReferralNetwork.Cases.Opening;

/// <summary>A case of the caller's own organisation.</summary>
sealed record OwnCase(Guid LedgerReference)
{
    /// <summary>Null where there is none, or where it is another's: nobody learns which.</summary>
    public static Task<OwnCase?> Find(UnitOfWork work, Guid caseId, Caller caller, CancellationToken cancellationToken) =>
        work.ReadOne<OwnCase>("select ledger_reference from cases where case_id = @caseId and owner = @partner",
            new { caseId, caller.Partner }, cancellationToken);
}
