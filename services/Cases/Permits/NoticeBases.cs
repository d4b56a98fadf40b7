using ReferralNetwork.Cases.CaseFiles;
using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Permits;

/// <summary>
/// Signs that somebody was asked about a handoff and refused: the basis of an anonymous notice. The token leads to nobody, and of one refusal it
/// is the same each time, so that one refusal makes one notice.
/// </summary>
static class NoticeBases
{
    const string Purpose = "Handoff";
    static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    sealed record GiveNoticeBasis(Guid Receipt);

    static readonly Refusal AgreedSince = new("AGREED_SINCE", "The person has agreed since: refer them by name, as they agreed.");

    public static void MapNoticeBases(this WebApplication app) => app.MapCaseWork("/cases").MapPost("{caseId:guid}/notice-bases", Give);

    static async Task<IResult> Give(
        Guid caseId, GiveNoticeBasis body, Caller caller, UnitOfWork work, KeyRing keys, LookupKey hashes, SigningKey network,
        CancellationToken cancellationToken)
    {
        if (await OwnCase.Find(work, caseId, caller, cancellationToken) is not { } found)
            return Problems.NotFound("case");
        using var key = await keys.Open(KeyKind.Case, caseId, cancellationToken);
        if (key is null)
            return CaseEndpoints.Erased();
        var (receipts, _) = await CaseConsents.Hold(work, key, caseId, cancellationToken);
        if (receipts.FirstOrDefault(r => r.Id == body.Receipt && r.Refused && IsOfHandoff(r)) is not { } refusal)
            return Problems.Invalid(new Fault("/receipt", "is no refusal of a handoff that this case has"));
        if (receipts.Any(later => later.GivenAt > refusal.GivenAt && IsOfHandoff(later) && later is { Refused: false, WithdrawnAt: null }
            && later.ValidUntil > work.Now))
            return Problems.Refused(AgreedSince);
        var expires = work.Now + Lifetime;
        var basis = network.Sign("notice-basis+jwt", new
        {
            jti = new Guid(hashes.Hash("notice-basis", refusal.Id.ToString()).AsSpan(0, 16)), owner = caller.Partner,
            exp = expires.ToUnixTimeSeconds(),
        });
        work.Audit(caller, Verbs.NoticeBasisGiven, found.LedgerReference, refusal.Id);
        return Answers.Found(new { basis, expiresAt = expires });
    }

    static bool IsOfHandoff(Receipt receipt) => receipt.Purposes.Contains(Purpose, StringComparer.Ordinal);
}
