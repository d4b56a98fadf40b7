using System.Collections.Frozen;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.TravelFacts;

/// <summary>
/// The asylum firewall: what a person tells for a return does not reach the State whose protection they lack or fled (Regulation (EU)
/// 2024/1348 Art. 7(2)), and stays so after the decision, whatever it was: a national passport can end refugee status (1951 Convention
/// Art. 1C(1)).
/// </summary>
public static class Firewall
{
    /// <summary>What it applies to. A referral to the embassy is another matter.</summary>
    public static readonly FrozenSet<string> Purposes = new[] { "ReturnAssistance", "Introduction" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether nothing goes to this recipient.</summary>
    /// <param name="recipientJurisdiction">Null where it is not known here yet: then it may be theirs.</param>
    /// <param name="citizenships">Countries; none where none is recorded or the person is stateless: then any embassy may be the one.</param>
    public static bool Shuts(
        CaseTravelFacts facts, string recipientKind, string? recipientJurisdiction, IReadOnlyList<string> citizenships, DateTimeOffset now) =>
        IsOfTheirState(recipientKind, recipientJurisdiction, citizenships)
        && !LeavesOpen(facts, facts.Newest(TravelFact.ProtectionStatus)?.Fact, now);

    /// <returns>The first of them that nothing goes to for this purpose; null: none.</returns>
    internal static async Task<Guid?> ShutsAny(
        UnitOfWork work, DataKey key, Guid caseId, string purpose, IEnumerable<(Guid Id, string Kind, string? Jurisdiction)> recipients,
        CancellationToken cancellationToken)
    {
        if (!Purposes.Contains(purpose))
            return null;
        var facts = await CaseTravelFacts.Read(work, key, caseId, cancellationToken);
        var citizenships = await CaseTravelFacts.Citizenships(work, key, caseId, cancellationToken);
        return recipients.Where(to => Shuts(facts, to.Kind, to.Jurisdiction, citizenships, work.Now))
            .Select(to => (Guid?)to.Id).FirstOrDefault();
    }

    static bool IsOfTheirState(string kind, string? jurisdiction, IReadOnlyList<string> citizenships) =>
        citizenships.Count == 0
            ? kind is "x:Embassy"
            : Codes.StateBodies.Contains(kind) && (jurisdiction is null || citizenships.Contains(jurisdiction, StringComparer.Ordinal));

    static bool LeavesOpen(CaseTravelFacts facts, TravelFact? status, DateTimeOffset now) => status switch
    {
        { State: "none" } => TravelRules.AskedLately(facts, status, now),
        { State: "protected" or "refused-finally" or "withdrawn" } => status is { WrittenWish: true, AdviceBy: not null, AdviceOn: not null },
        _ => false,
    };
}
