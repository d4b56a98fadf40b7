using ReferralNetwork.Cases.Fields;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Consents;

/// <summary>
/// The consent decision: purpose x part x recipient x category x time. Default deny. A deny beats a permit, also a permit of
/// another receipt. The narrower exclusion wins: one that names a field takes out that field and leaves the rest of its
/// category. What consent leaves is narrowed to what an organisation of that kind needs in that part, and what the person has
/// opened to it by their own choice (<see cref="VisibilityMatrix"/>). Of a transfer out of the EEA they must have been told. Who gave it
/// must have been somebody who may, and still be.
/// </summary>
public static class ConsentRules
{
    /// <summary>Decides over all receipts of a case.</summary>
    public static Decision Decide(IReadOnlyList<Receipt> receipts, Person person, ConsentQuery asked, DateTimeOffset now) =>
        Decide(receipts, receipts, person, asked, now);

    /// <summary>Decides as if only this receipt could permit; what any receipt of the case excludes is excluded still.</summary>
    public static Decision DecideOn(Receipt receipt, IReadOnlyList<Receipt> receipts, Person person, ConsentQuery asked, DateTimeOffset now) =>
        Decide([receipt], receipts, person, asked, now);

    /// <summary>
    /// The one receipt that reaches most of the recipients, with most of the categories, and what it lets go to each. A
    /// permit and a disclosure stand on one receipt, so that withdrawing it is all it takes to stop them. Among equals the
    /// newest. What only another receipt lets go is said to be in that one.
    /// </summary>
    public static ConsentCoverage Coverage(
        IReadOnlyList<Receipt> receipts, Person person, string purpose, string? part, IReadOnlyList<Recipient> recipients,
        IReadOnlyList<string> categories, DateTimeOffset now)
    {
        var best = receipts
            .Select(receipt => new ConsentCoverage(receipt, DecideEach([receipt])))
            .OrderByDescending(reach => reach.Recipients.Count(r => r.Any))
            .ThenByDescending(reach => reach.Recipients.Sum(r => r.Categories.Count))
            .ThenByDescending(reach => reach.Receipt!.GivenAt)
            .FirstOrDefault();
        var all = DecideEach(receipts);
        return best?.Recipients.Any(r => r.Any) is true
            ? best with
            {
                Recipients = [.. best.Recipients.Zip(all, (one, any) => one with
                {
                    Decisions = [.. one.Decisions.Zip(any.Decisions, Truly)]
                })]
            }
            : new ConsentCoverage(null, all);

        static Decision Truly(Decision one, Decision any) =>
            one.Permits || !any.Permits ? one : one with { Reason = Elsewhere, ReceiptId = any.ReceiptId };

        List<RecipientCoverage> DecideEach(IReadOnlyList<Receipt> permitting) =>
        [
            .. recipients.Select(to => new RecipientCoverage(
                to.Id, [.. categories.Select(c => Decide(permitting, receipts, person, new ConsentQuery(purpose, part, to, c), now))])),
        ];
    }

    /// <summary>What has not been lifted, of all receipts, as far as it bears on this purpose.</summary>
    public static IEnumerable<(Receipt Receipt, Exclusion Exclusion)> Standing(
        IReadOnlyList<Receipt> all, Person person, string purpose, bool reading, DateTimeOffset now)
    {
        var lifting = all.Where(r => InForce(r, now) is Verdict.Permits && !r.Refused && r.Purposes.Contains(purpose, StringComparer.Ordinal)
            && Giver(r, person, reading, now) is Verdict.Permits).ToList();
        return
            from receipt in all
            from exclusion in receipt.Exclusions
            let everyPurpose = exclusion is { Partner: not null, Category: null, Field: null }
            where everyPurpose || receipt.Purposes.Contains(purpose, StringComparer.Ordinal)
            where !lifting.Exists(later => later.GivenAt > receipt.GivenAt && later.Lifts.Any(lift => lift.Takes(receipt, exclusion)))
            select (receipt, exclusion);
    }

    /// <summary>The organisations that the person has shut out altogether, for whatever purpose.</summary>
    /// <param name="purpose">What a receipt must be for to lift one.</param>
    public static HashSet<Guid> ShutOut(IReadOnlyList<Receipt> all, Person person, string purpose, bool reading, DateTimeOffset now) =>
        Standing(all, person, purpose, reading, now)
            .Select(standing => standing.Exclusion).Where(exclusion => exclusion is { Category: null, Field: null })
            .Select(exclusion => exclusion.Partner).OfType<Guid>().ToHashSet();

    /// <summary>
    /// That the person is to be asked: <c>ask-anew</c> in the days (*rule*) before they are 18, <c>now-adult</c> where what was
    /// given for the child has ended. Null for everybody else, and for who was asked since and has answered, yes or no.
    /// </summary>
    public static string? AgeNotice(IReadOnlyList<Receipt> receipts, Person person, DateTimeOffset now) =>
        receipts.Any(r => r.GivenBy == Receipt.Self && (person.MayConsentAhead(r.GivenAt) || !person.IsChild(r.GivenAt))) ? null
        : person.IsChild(now) ? person.MayConsentAhead(now) ? "ask-anew" : null
        : receipts.Any(r => r.ChildView is not null && !r.Refused && InForce(r, now) is Verdict.Permits) ? "now-adult" : null;

    static Decision Decide(IReadOnlyList<Receipt> permitting, IReadOnlyList<Receipt> all, Person person, ConsentQuery asked, DateTimeOffset now)
    {
        var verdicts = permitting.Select(r => (Receipt: r, Verdict: Examine(r, all, person, asked, now))).ToList();
        if (verdicts.Count == 0)
            return Denied(asked, Verdict.NoConsent, null);

        // The verdicts are ordered by how far a receipt came, so the highest is the permit or the nearest miss.
        var (receipt, verdict) = verdicts.OrderByDescending(v => v.Verdict).ThenByDescending(v => v.Receipt.GivenAt).First();
        if (verdict is not Verdict.Permits)
            return Denied(asked, verdict, receipt.Id);

        var exclusions = Bearing(all, person, asked, now);
        if (exclusions.Find(e => e.Exclusion.Field is null) is { Receipt: not null } whole)
            return Denied(asked, Verdict.Excluded, whole.Receipt);

        var excluded = exclusions.Select(e => e.Exclusion.Field).ToHashSet(StringComparer.Ordinal);
        if (!asked.Reading) // what was released with others stays beside them; its content opens no more
            excluded.UnionWith(receipt.Isolated.Select(ExhibitField.For));
        var openable = VisibilityMatrix.Openable(asked.Purpose, asked.Part, asked.To.Kind, asked.Category);
        var opened = receipt.Openings.Where(o => o.Partner == asked.To.Id && openable.Contains(o.Field)).Select(o => o.Field);
        var visible = VisibilityMatrix.Fields(asked.Purpose, asked.Part, asked.To.Kind, asked.Category).Concat(opened)
            .Concat(asked.Category == Codes.Evidence && VisibilityMatrix.SeesExhibits(asked.Purpose, asked.Part, asked.To.Kind)
                ? receipt.Exhibits.Select(ExhibitField.For) : [])
            .ToHashSet(StringComparer.Ordinal);
        if (visible.Count == 0 || !IsForThisAge(asked, person, now))
            return Denied(asked, Verdict.NotForThisKind, receipt.Id);
        string[] fields = [.. visible.Where(f => !excluded.Contains(f)).Order(StringComparer.Ordinal)];
        return fields.Length == 0
            ? Denied(asked, Verdict.Excluded, exclusions is [var first, ..] ? first.Receipt : receipt.Id)
            : new(asked.Category, Decision.Granted, receipt.Id, fields);
    }

    static Verdict Examine(Receipt receipt, IReadOnlyList<Receipt> all, Person person, ConsentQuery asked, DateTimeOffset now) =>
        !receipt.Purposes.Contains(asked.Purpose, StringComparer.Ordinal) ? Verdict.PurposeNotNamed
        : receipt.Refused ? Verdict.Refused
        : !receipt.Recipients.Contains(asked.To.Id) ? Verdict.RecipientNotNamed
        : asked is { Purpose: Codes.ReturnAssistance, Part: { } part } && receipt.Parts.Count > 0 && !receipt.Parts.Contains(new(asked.To.Id, part))
            ? Verdict.PartNotNamed
        : !receipt.Categories.Contains(asked.Category, StringComparer.Ordinal) ? Verdict.CategoryNotCovered
        : InForce(receipt, now) is not Verdict.Permits and var over ? over
        : Giver(receipt, person, asked.Reading, now) is not Verdict.Permits and var not ? not
        : receipt.OfTonight && all.Any(later => later.GivenAt > receipt.GivenAt && (later.Refused || !asked.Reading) && Decides(later, person))
            ? Verdict.DeciderAnswered
        : receipt.GivenBy != Receipt.Self && person.IsChild(now) && !GoesAllTheSame(receipt, asked) && Objects(receipt, all, asked.Purpose)
            ? Verdict.ChildObjects
        : Codes.ToldTransfers.Contains(asked.To.TransferGround) && !receipt.TransfersTold.Contains(asked.To.Id) ? Verdict.TransferNotTold
        : Verdict.Permits;

    static Verdict InForce(Receipt receipt, DateTimeOffset now) =>
        receipt.WithdrawnAt is not null ? Verdict.Withdrawn
        : now < receipt.GivenAt ? Verdict.NotYetValid
        : now >= receipt.ValidUntil ? Verdict.Expired
        : Verdict.Permits;

    /// <summary>
    /// Whether who gave it was one who may, and is: a child cannot alone, a recruiter or exploiter never, and at 18 a
    /// guardian's word ends for all that is new. What a child said shortly before holds from that day on.
    /// </summary>
    static Verdict Giver(Receipt receipt, Person person, bool reading, DateTimeOffset now)
    {
        if (receipt.Decider is { } decider && person.Names(decider.Name))
            return Verdict.DeciderExcluded;
        var then = person.IsChild(receipt.GivenAt);
        if (receipt.GivenBy == Receipt.Self)
            return !then ? Verdict.Permits
                : !person.MayConsentAhead(receipt.GivenAt) ? Verdict.ChildAlone
                : person.IsChild(now) ? Verdict.NotYetValid : Verdict.Permits;
        return person.IsChild(now) || (receipt.GivenBy is not (Receipt.Guardian or Receipt.HeardChild) && !then)
            || (reading && then && person.StaysReadable(now))
            ? Verdict.Permits : Verdict.NowAdult;
    }

    /// <summary>Somebody who may decide for a child has answered here.</summary>
    public static bool Decides(Receipt receipt, Person person) =>
        receipt is { OfTonight: false, Decider: { } decider } && !person.Names(decider.Name);

    /// <summary>A bed, child protection, and what rests on no consent: a child's no stops what does, never these.</summary>
    static bool GoesAllTheSame(Receipt receipt, ConsentQuery asked) =>
        receipt.GivenBy == Receipt.HeardChild || asked is { Purpose: "Referral", To.Kind: Codes.Shelter or "x:ChildProtectionAuthority" };

    /// <summary>Child protection reads a child's file, not that of an adult who calls it something else.</summary>
    static bool IsForThisAge(ConsentQuery asked, Person person, DateTimeOffset now) =>
        asked.To.Kind != "x:ChildProtectionAuthority" || person.IsChild(now) || (asked.Reading && person.StaysReadable(now));

    /// <summary>The child says no: to this very consent, or at last, to anything for this purpose.</summary>
    static bool Objects(Receipt receipt, IReadOnlyList<Receipt> all, string purpose)
    {
        var said = all.Where(r => r.Purposes.Contains(purpose, StringComparer.Ordinal)).ToLookup(r => r.GivenAt, Said);
        return Said(receipt) is false
            || said.Where(at => at.Any(word => word is not null)).MaxBy(at => at.Key) is { } last && last.Any(word => word is false);

        static bool? Said(Receipt r) => r.Refused && r.GivenBy == Receipt.Self ? false : r.ChildView is null ? null : r.ChildView != Receipt.Objects;
    }

    /// <summary>
    /// The exclusions that bear on what is asked, with their receipts. An exclusion outlives its receipt: else taking
    /// consent back would let more go than before. Only a later receipt that says so lifts it, as long as that one is in
    /// force. It holds for the purposes of its receipt; one that shuts out an organisation altogether holds for every purpose.
    /// </summary>
    static List<(Exclusion Exclusion, Guid? Receipt)> Bearing(IReadOnlyList<Receipt> all, Person person, ConsentQuery asked, DateTimeOffset now) =>
    [
        .. from standing in Standing(all, person, asked.Purpose, asked.Reading, now)
           let exclusion = standing.Exclusion
           where exclusion.Partner is null || exclusion.Partner == asked.To.Id
           where exclusion.Category is null || exclusion.Category == asked.Category
           where exclusion.Field is null || ExhibitField.CategoryOf(exclusion.Field) == asked.Category
           select (exclusion, (Guid?)standing.Receipt.Id),
    ];

    static Decision Denied(ConsentQuery asked, Verdict verdict, Guid? receipt) => new(asked.Category, Code(verdict), receipt, []);

    const string Elsewhere = "IN_ANOTHER_CONSENT";

    static string Code(Verdict verdict) => verdict switch
    {
        Verdict.NoConsent => "NO_CONSENT",
        Verdict.PurposeNotNamed => "PURPOSE_NOT_NAMED",
        Verdict.Refused => "REFUSED",
        Verdict.ChildAlone => "CHILD_ALONE",
        Verdict.NowAdult => "NOW_ADULT",
        Verdict.DeciderExcluded => "DECIDER_EXCLUDED",
        Verdict.DeciderAnswered => "DECIDER_ANSWERED",
        Verdict.ChildObjects => "CHILD_OBJECTS",
        Verdict.RecipientNotNamed => "RECIPIENT_NOT_NAMED",
        Verdict.PartNotNamed => "PART_NOT_NAMED",
        Verdict.CategoryNotCovered => "CATEGORY_NOT_COVERED",
        Verdict.Withdrawn => "WITHDRAWN",
        Verdict.Expired => "EXPIRED",
        Verdict.NotYetValid => "NOT_YET_VALID",
        Verdict.TransferNotTold => "TRANSFER_NOT_TOLD",
        Verdict.Excluded => "EXCLUDED",
        Verdict.NotForThisKind => "NOT_FOR_THIS_KIND",
        _ => Decision.Granted,
    };

    /// <summary>In the order of how near a receipt came to permitting.</summary>
    enum Verdict
    {
        NoConsent, PurposeNotNamed, Refused, RecipientNotNamed, PartNotNamed, CategoryNotCovered, NotYetValid, Expired, Withdrawn, ChildAlone,
        NowAdult, DeciderExcluded, DeciderAnswered, ChildObjects, TransferNotTold, Excluded, NotForThisKind, Permits,
    }
}
