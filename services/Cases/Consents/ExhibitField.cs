using ReferralNetwork.Cases.Fields;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Consents;

/// <summary>An exhibit among the fields that a decision lets go and an exclusion takes out: <c>exhibit:{id}</c>, of Evidence.</summary>
public static class ExhibitField
{
    public static string For(Guid exhibit) => Codes.ExhibitPrefix + exhibit;

    /// <summary>Null: it is a field of the catalogue, or nothing.</summary>
    public static Guid? Find(string field) =>
        field.StartsWith(Codes.ExhibitPrefix, StringComparison.Ordinal)
        && Guid.TryParseExact(field.AsSpan(Codes.ExhibitPrefix.Length), "D", out var id) && For(id) == field
            ? id : null;

    /// <summary>Null: there is no such field.</summary>
    public static string? CategoryOf(string field) => Find(field) is null ? Catalogue.Find(field)?.Category : Codes.Evidence;
}
