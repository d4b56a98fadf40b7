using ReferralNetwork.Cases.Consenting;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Fields;

static class FieldEndpoints
{
    /// <param name="SeenBy">Kinds of organisation that may see it in a referral, where consent reaches.</param>
    /// <param name="OpenableTo">Kinds that see it only if the person opens it to one of them by their own choice.</param>
    sealed record FieldShown(
        string Name, string Label, string Category, FieldType Type, bool Core, bool Written, int? Most, IReadOnlyList<string>? Codes,
        IReadOnlyDictionary<string, string>? CodeLabels, IReadOnlyList<string> SeenBy, IReadOnlyList<string> OpenableTo);

    static readonly object Shown = new
    {
        items = Catalogue.All.Select(f => new FieldShown(
            f.Name, f.Label, f.Category, f.Type, f.Core, f.Written, HasMost(f.Type) ? f.Most : null, f.Codes?.Select(c => c.Value).ToArray(),
            f.Codes?.ToDictionary(c => c.Value, c => c.Label, StringComparer.Ordinal),
            Kinds(kind => Sight.Fields(kind, "Referral", f.Category).Contains(f.Name)),
            Kinds(kind => Sight.Openable(kind, "Referral", f.Category).Contains(f.Name)))).ToArray(),
    };

    public static void MapFields(this WebApplication app) => app.MapGet("/fields", () => Results.Ok(Shown)).RequireAuthorization();

    static string[] Kinds(Func<string, bool> which) => [.. Codes.PartnerKinds.Where(which).Order(StringComparer.Ordinal)];

    static bool HasMost(FieldType type) => type is FieldType.Text or FieldType.LongText or FieldType.Number;
}
