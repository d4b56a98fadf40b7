using ReferralNetwork.Cases.Fields;

namespace ReferralNetwork.Cases.Consenting;

/// <summary>
/// The consent decision: purpose x recipient x category x time. Default deny. A deny beats a permit, also a permit of
/// another receipt. The narrower exclusion wins: one that names a field takes out that field and leaves the rest of its
/// category. What consent leaves is narrowed to what an organisation of that kind needs (<see cref="Sight"/>).
/// </summary>
public static class ConsentRules
{
    /// <summary>Decides over all receipts of a case.</summary>
    public static Decision Decide(IReadOnlyList<Receipt> receipts, Asked asked, DateTimeOffset now) =>
        Decide(receipts, receipts, asked, now);

    /// <summary>Decides as if only this receipt could permit; what any receipt of the case excludes is excluded still.</summary>
    public static Decision DecideOn(Receipt receipt, IReadOnlyList<Receipt> receipts, Asked asked, DateTimeOffset now) =>
        Decide([receipt], receipts, asked, now);

    /// <summary>
    /// The one receipt that reaches most of the recipients, with most of the categories, and what it lets go to each. A
    /// permit and a disclosure stand on one receipt, so that withdrawing it is all it takes to stop them. Among equals the newest.
    /// </summary>
    public static Reach Reach(
        IReadOnlyList<Receipt> receipts, string purpose, IReadOnlyList<Recipient> recipients, IReadOnlyList<string> categories, DateTimeOffset now)
    {
        var best = receipts
            .Select(receipt => new Reach(receipt, DecideEach([receipt])))
            .OrderByDescending(reach => reach.Recipients.Count(r => r.Any))
            .ThenByDescending(reach => reach.Recipients.Sum(r => r.Categories.Count))
            .ThenByDescending(reach => reach.Receipt!.GivenAt)
            .FirstOrDefault();
        return best?.Recipients.Any(r => r.Any) is true ? best : new Reach(null, DecideEach(receipts));

        List<Reached> DecideEach(IReadOnlyList<Receipt> permitting) =>
        [
            .. recipients.Select(to => new Reached(
                to.Id, [.. categories.Select(c => Decide(permitting, receipts, new Asked(purpose, to.Id, to.Kind, c), now))])),
        ];
    }

    static Decision Decide(IReadOnlyList<Receipt> permitting, IReadOnlyList<Receipt> all, Asked asked, DateTimeOffset now)
    {
        var verdicts = permitting.Select(r => (Receipt: r, Verdict: Examine(r, asked, now))).ToList();
        if (verdicts.Count == 0)
            return Denied(asked, Verdict.NoConsent, null);

        // The verdicts are ordered by how far a receipt came, so the highest is the permit or the nearest miss.
        var (receipt, verdict) = verdicts.OrderByDescending(v => v.Verdict).ThenByDescending(v => v.Receipt.GivenAt).First();
        if (verdict is not Verdict.Permits)
            return Denied(asked, verdict, receipt.Id);

        var exclusions = Standing(all, asked, now);
        if (exclusions.Find(e => e.Exclusion.Field is null) is { Receipt: not null } whole)
            return Denied(asked, Verdict.Excluded, whole.Receipt);

        var excluded = exclusions.Select(e => e.Exclusion.Field).ToHashSet(StringComparer.Ordinal);
        var visible = Sight.Fields(asked.Kind, asked.Purpose, asked.Category);
        if (visible.Count == 0)
            return Denied(asked, Verdict.NotForThisKind, receipt.Id);
        string[] fields = [.. visible.Where(f => !excluded.Contains(f)).Order(StringComparer.Ordinal)];
        return fields.Length == 0
            ? Denied(asked, Verdict.Excluded, exclusions[0].Receipt)
            : new(asked.Category, Decision.Granted, receipt.Id, fields);
    }

    static Verdict Examine(Receipt receipt, Asked asked, DateTimeOffset now) =>
        !receipt.Purposes.Contains(asked.Purpose, StringComparer.Ordinal) ? Verdict.PurposeNotNamed
        : !receipt.Recipients.Contains(asked.Recipient) ? Verdict.RecipientNotNamed
        : !receipt.Categories.Contains(asked.Category, StringComparer.Ordinal) ? Verdict.CategoryNotCovered
        : receipt.WithdrawnAt is not null ? Verdict.Withdrawn
        : now < receipt.GivenAt ? Verdict.NotYetValid
        : now >= receipt.ValidUntil ? Verdict.Expired
        : Verdict.Permits;

    /// <summary>
    /// The exclusions that bear on what is asked, with their receipts. An exclusion outlives its receipt: else taking
    /// consent back would let more go than before. Only a later receipt that says so lifts it. It holds for the purposes of
    /// its receipt; one that shuts out an organisation altogether holds for every purpose.
    /// </summary>
    static List<(Exclusion Exclusion, Guid? Receipt)> Standing(IReadOnlyList<Receipt> all, Asked asked, DateTimeOffset now)
    {
        var lifted = all.Where(r => r.WithdrawnAt is null && r.GivenAt <= now).SelectMany(r => r.Lifts).ToHashSet();
        return
        [
            .. from receipt in all
               where !lifted.Contains(receipt.Id)
               from exclusion in receipt.Exclusions
               let everyPurpose = exclusion is { Partner: not null, Category: null, Field: null }
               where everyPurpose || receipt.Purposes.Contains(asked.Purpose, StringComparer.Ordinal)
               where exclusion.Partner is null || exclusion.Partner == asked.Recipient
               where exclusion.Category is null || exclusion.Category == asked.Category
               where exclusion.Field is null || Catalogue.Find(exclusion.Field)?.Category == asked.Category
               select (exclusion, (Guid?)receipt.Id),
        ];
    }

    static Decision Denied(Asked asked, Verdict verdict, Guid? receipt) => new(asked.Category, Code(verdict), receipt, []);

    static string Code(Verdict verdict) => verdict switch
    {
        Verdict.NoConsent => "NO_CONSENT",
        Verdict.PurposeNotNamed => "PURPOSE_NOT_NAMED",
        Verdict.RecipientNotNamed => "RECIPIENT_NOT_NAMED",
        Verdict.CategoryNotCovered => "CATEGORY_NOT_COVERED",
        Verdict.Withdrawn => "WITHDRAWN",
        Verdict.Expired => "EXPIRED",
        Verdict.NotYetValid => "NOT_YET_VALID",
        Verdict.Excluded => "EXCLUDED",
        Verdict.NotForThisKind => "NOT_FOR_THIS_KIND",
        _ => Decision.Granted,
    };

    /// <summary>In the order of how near a receipt came to permitting.</summary>
    enum Verdict
    {
        NoConsent, PurposeNotNamed, RecipientNotNamed, CategoryNotCovered, NotYetValid, Expired, Withdrawn, Excluded, NotForThisKind, Permits,
    }
}
