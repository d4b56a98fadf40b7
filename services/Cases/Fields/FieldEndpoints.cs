using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Cases.Orders;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Cases.Fields;

static class FieldEndpoints
{
    static readonly object Shown = new
    {
        items = Catalogue.All.Select(f => new CaseField(
            f.Name, f.Label, f.Category, f.Type.ToString(), f.Core, f.Written, HasMost(f.Type) ? f.Most : null,
            f.Codes?.Select(c => c.Value).ToArray(),
            f.Codes?.ToDictionary(c => c.Value, c => c.Label, StringComparer.Ordinal),
            Kinds(kind => VisibilityMatrix.Fields("Referral", Codes.Recipient, kind, f.Category).Contains(f.Name)),
            Kinds(kind => VisibilityMatrix.Openable("Referral", Codes.Recipient, kind, f.Category).Contains(f.Name)),
            Codes.PartnerKinds.Any(kind => VisibilityMatrix.Fields(Codes.Introduction, Codes.Lead, kind, f.Category).Contains(f.Name)),
            Codes.PartnerKinds.Any(kind => VisibilityMatrix.PartsFor(Codes.ReturnAssistance).Any(
                part => VisibilityMatrix.Openable(Codes.ReturnAssistance, part, kind, f.Category).Contains(f.Name))),
            Kinds(kind => VisibilityMatrix.PartsFor(Codes.Handoff).Any(
                part => VisibilityMatrix.Openable(Codes.Handoff, part, kind, f.Category).Contains(f.Name))),
            OrderRules.WhyShut(f.Name, therapyNotesNamed: true) is null)).ToArray(),
    };

    public static void MapFields(this WebApplication app) => app.MapGet("/fields", () => Results.Ok(Shown)).RequireAuthorization();

    static string[] Kinds(Func<string, bool> which) => [.. Codes.PartnerKinds.Where(which).Order(StringComparer.Ordinal)];

    static bool HasMost(FieldType type) => type is FieldType.Text or FieldType.LongText or FieldType.Number;
}
