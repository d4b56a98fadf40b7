using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Inquiries.LocalCopies;

static class KnownPeriods
{
    /// <returns>In the order asked for; null if one is not known here (yet).</returns>
    public static async Task<Period[]?> Find(UnitOfWork work, string jurisdiction, CancellationToken cancellationToken, params string[] rules)
    {
        var known = await KnownRules.Find(work, rules, jurisdiction, cancellationToken);
        return rules.Select(known.PeriodOf).OfType<Period>().ToArray() is { } periods && periods.Length == rules.Length ? periods : null;
    }
}
