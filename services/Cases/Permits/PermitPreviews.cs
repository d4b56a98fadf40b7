using ReferralNetwork.Cases.CaseFiles;
using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Cases.Permits;

/// <summary>
/// What exactly would leave on a permit now, with its values, for who gives it: decided as the release decides it. Exhibits are not among it.
/// </summary>
static class PermitPreviews
{
    sealed record Given(
        Guid CaseId, Guid ReceiptId, string Purpose, string? Part, string[] Categories, Guid[] Recipients, Guid LedgerReference);

    public static void MapPermitPreviews(this WebApplication app) => app.MapCaseWork("/permits").MapGet("{id:guid}/preview", Read);

    static async Task<IResult> Read(Guid id, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        var permit = await work.ReadOne<Given>(
            """
            select p.case_id, coalesce(p.receipt_id, p.permit_id) as receipt_id, p.purpose, p.part, p.categories, p.recipients, k.ledger_reference
            from permits p join cases k using (case_id) where p.permit_id = @id and visible_to(k, @partner, @actorId)
            """,
            new { id, caller.Partner, caller.ActorId }, cancellationToken);
        if (permit is null)
            return Problems.NotFound("permit");
        using var key = await keys.Open(KeyKind.Case, permit.CaseId, cancellationToken);
        if (key is null)
            return CaseEndpoints.Erased();
        var partners = await Nameable.Find(work, caller, permit.Recipients, cancellationToken);
        var consents = await CaseConsents.Hold(work, key, permit.CaseId, cancellationToken);
        var content = await CaseContents.Read(work, key, permit.CaseId, permit.Categories, cancellationToken);
        var (receipts, person) = consents;
        work.Audit(caller, Verbs.CaseRead, permit.LedgerReference);
        return Answers.Found(new PermitPreview(id, permit.CaseId,
        [
            .. permit.Recipients.Where(partners.ContainsKey).Select(recipient =>
            {
                var decisions = permit.Categories.Select(category => ConsentRules.DecideOn(
                    consents.Basis(permit.ReceiptId), receipts, person,
                    new ConsentQuery(permit.Purpose, permit.Part, partners[recipient].As(recipient), category), work.Now)).ToList();
                return new RecipientPreview(
                    recipient,
                    decisions.Where(d => d.Permits).SelectMany(d => d.Fields).Where(content.ContainsKey)
                        .ToDictionary(field => field, field => content[field], StringComparer.Ordinal),
                    decisions.Where(d => !d.Permits).ToDictionary(d => d.Category, d => d.Reason, StringComparer.Ordinal));
            }),
        ]));
    }
}
