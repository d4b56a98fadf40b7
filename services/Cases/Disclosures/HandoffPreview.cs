using ReferralNetwork.Cases.CaseFiles;
using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Cases.Exhibits;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Cases.Disclosures;

/// <summary>What exactly would go in a handoff as consent and case stand now, before anybody signs for it: decided like the release itself.</summary>
static class HandoffPreview
{
    public static void MapHandoffPreview(this WebApplication app) => app.MapCaseWork("/cases").MapGet("{caseId:guid}/handoff-preview", Read);

    /// <param name="part">Of <see cref="Codes.HandoffParts"/>.</param>
    static async Task<IResult> Read(
        Guid caseId, Guid recipient, string part, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        if (await OwnCase.Find(work, caseId, caller, cancellationToken) is not { } found)
            return Problems.NotFound("case");
        if (!Codes.HandoffParts.Contains(part))
            return Problems.Invalid(new Fault("/part", $"must be one of {string.Join(", ", Codes.HandoffParts.Order(StringComparer.Ordinal))}"));
        if ((await Nameable.Find(work, caller, [recipient], cancellationToken)).GetValueOrDefault(recipient) is not { } partner)
            return Problems.Invalid(new Fault("/recipient", "is no organisation of the network"));
        using var key = await keys.Open(KeyKind.Case, caseId, cancellationToken);
        if (key is null)
            return CaseEndpoints.Erased();

        var (receipts, person) = await CaseConsents.Hold(work, key, caseId, cancellationToken);
        var decisions = ConsentRules.Coverage(
            receipts, person, Codes.Handoff, part, [partner.As(recipient)], Codes.CategoriesInOrder, work.Now).Recipients[0].Decisions;
        var going = decisions.SelectMany(d => d.Fields).ToHashSet(StringComparer.Ordinal);
        var content = await CaseContents.Read(work, key, caseId, categories: null, cancellationToken);
        var exhibits = (await Exhibit.All(work, caseId, cancellationToken)).ConvertAll(exhibit => exhibit.Shown(exhibit.Open(key)));
        work.Audit(caller, Verbs.CaseRead, found.LedgerReference);
        return Answers.Found(new HandoffPreviewed(
            [.. decisions.Where(d => d.Permits).Select(d => d.Category)],
            decisions.Where(d => !d.Permits).ToDictionary(d => d.Category, d => d.Reason, StringComparer.Ordinal),
            content.Where(field => going.Contains(field.Key)).ToDictionary(StringComparer.Ordinal),
            [.. content.Keys.Where(field => !going.Contains(field))],
            [.. exhibits.Where(exhibit => going.Contains(ExhibitField.For(exhibit.Id)))],
            [.. exhibits.Where(exhibit => !going.Contains(ExhibitField.For(exhibit.Id)))]));
    }
}
