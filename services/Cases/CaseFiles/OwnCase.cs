using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.CaseFiles;

/// <summary>A case of the caller's own organisation that is for the caller too. In queries <c>visible_to</c> says the same.</summary>
sealed record OwnCase(Guid LedgerReference, Audience Audience)
{
    /// <summary>Null where there is none, where it is another's, or where it is for other colleagues: nobody learns which.</summary>
    public static Task<OwnCase?> Find(UnitOfWork work, Guid caseId, Caller caller, CancellationToken cancellationToken) =>
        Find(work, caseId, caller, caller.ActorId, cancellationToken);

    /// <summary>The same for what is overseen: no audience shuts the data-protection officer out.</summary>
    public static Task<OwnCase?> FindOverseen(UnitOfWork work, Guid caseId, Caller caller, CancellationToken cancellationToken) =>
        Find(work, caseId, caller, caller.ActorUnless(Roles.DataProtectionOfficer), cancellationToken);

    static async Task<OwnCase?> Find(UnitOfWork work, Guid caseId, Caller caller, Guid? actor, CancellationToken cancellationToken) =>
        await work.ReadOne<Row>(
            "select ledger_reference, audience, audience_version from cases where case_id = @caseId and visible_to(cases, @partner, @actor)",
            new { caseId, caller.Partner, actor }, cancellationToken) is { } row
            ? new OwnCase(row.LedgerReference, new(row.Audience, row.AudienceVersion))
            : null;

    sealed record Row(Guid LedgerReference, Guid[]? Audience, long AudienceVersion);
}
