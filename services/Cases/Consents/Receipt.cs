namespace ReferralNetwork.Cases.Consents;

/// <summary>What a person agreed to, once: GDPR Art. 9(2)(a). It is never changed; withdrawing ends it.</summary>
/// <param name="Recipients">Each by name; there is no wildcard.</param>
/// <param name="Lifts">Exclusions of earlier receipts that the person takes back with this one.</param>
public sealed record Receipt(
    Guid Id,
    long Version,
    IReadOnlyList<string> Purposes,
    IReadOnlyList<Guid> Recipients,
    IReadOnlyList<string> Categories,
    IReadOnlyList<Exclusion> Exclusions,
    IReadOnlyList<Lift> Lifts,
    DateTimeOffset GivenAt,
    DateTimeOffset ValidUntil,
    DateTimeOffset? WithdrawnAt)
{
    public const string Self = "self", Guardian = "guardian", Objects = "objects";

    /// <summary>Nobody's consent: a child was heard and told. What a permit stands on that Cases gave so, never stored as a receipt.</summary>
    public const string HeardChild = "heard-child";

    public string GivenBy { get; init; } = Self;

    /// <summary>Nobody gave it: a child's need of tonight is the basis. <see cref="Decider"/> is whom child protection was asked.</summary>
    public bool OfTonight => GivenBy == Contracts.Codes.NeedOfTonight;

    /// <summary>What a child's permit to the competent authority stands on, for as long as the person is a child. No transfer goes untold.</summary>
    public static Receipt OfHeardChild(Guid permitId, Guid authority, DateTimeOffset givenAt) => new(
        permitId, Version: 1, ["Handoff"], [authority], Contracts.Codes.CategoriesInOrder, [], [], givenAt, DateTimeOffset.MaxValue,
        WithdrawnAt: null)
    {
        GivenBy = HeardChild,
        TransfersTold = [authority],
    };

    /// <summary>Asked, and said no.</summary>
    public bool Refused { get; init; }

    /// <summary>What the person opens by their own choice.</summary>
    public IReadOnlyList<Opening> Openings { get; init; } = [];

    /// <summary>The recipients outside the EEA of whom the person was told that their data goes there.</summary>
    public IReadOnlyList<Guid> TransfersTold { get; init; } = [];

    /// <summary>In what part of a return each recipient takes part; empty: in any that its kind can have.</summary>
    public IReadOnlyList<RecipientPart> Parts { get; init; } = [];

    /// <summary>The exhibits that the person has ticked, one by one.</summary>
    public IReadOnlyList<Guid> Exhibits { get; init; } = [];

    /// <summary>Of <see cref="Exhibits"/>: isolated since, so that none goes any more.</summary>
    public IReadOnlyList<Guid> Isolated { get; init; } = [];

    /// <summary>Where somebody else decided.</summary>
    public Decider? Decider { get; init; }

    /// <summary>Of <see cref="Contracts.Codes.ChildViews"/>.</summary>
    public string? ChildView { get; init; }
}

/// <summary>
/// What must not go: to an organisation, of a category, a field; what is left out stands for "any". At least one is there.
/// </summary>
/// <param name="Field">Or an exhibit, as <see cref="ExhibitField"/> names it.</param>
public sealed record Exclusion(Guid? Partner = null, string? Category = null, string? Field = null);

/// <summary>
/// The counterpart: a field that organisations of that kind do not see unless the person opens it to this one
/// (<see cref="VisibilityMatrix.Openable"/>). It goes with its category, and an exclusion beats it.
/// </summary>
public sealed record Opening(Guid Partner, string Field);

/// <summary>What a recipient does in the person's return, as the person was told: for another part of it nothing goes there.</summary>
/// <param name="Part">Of those that <see cref="Contracts.Codes.ReturnAssistance"/> knows.</param>
public sealed record RecipientPart(Guid Partner, string Part);

/// <summary>Takes back one exclusion of one earlier receipt, and no other.</summary>
public sealed record Lift(Guid Receipt, Guid? Partner = null, string? Category = null, string? Field = null)
{
    public bool Takes(Receipt receipt, Exclusion exclusion) =>
        receipt.Id == Receipt && exclusion == new Exclusion(Partner, Category, Field);
}

/// <summary>Who decides for the person: a fact with a document.</summary>
/// <param name="Kind">Of <see cref="Contracts.Codes.Deciders"/>.</param>
/// <param name="Document">What says so, and where it can be found.</param>
public sealed record Decider(string Kind, string Name, string Document);

/// <summary>Who asks for what.</summary>
/// <param name="Part">In which part, of <see cref="Contracts.Codes.Parts"/>; null: the purpose knows none.</param>
/// <param name="Reading">What was released before is read; nothing new leaves.</param>
public sealed record ConsentQuery(string Purpose, string? Part, Recipient To, string Category, bool Reading = false);

/// <summary>The answer for one category.</summary>
/// <param name="Reason"><c>GRANTED</c>, or why not: a code of <see cref="Contracts.Codes.Withholdings"/>.</param>
/// <param name="ReceiptId">The receipt that permits, or the one that came nearest or forbids.</param>
/// <param name="Fields">The fields, or of Evidence the exhibits, that may go; empty unless permitted.</param>
public sealed record Decision(string Category, string Reason, Guid? ReceiptId, IReadOnlyList<string> Fields)
{
    public const string Granted = "GRANTED";

    public bool Permits => Reason == Granted;
}

/// <summary>An organisation that something may go to.</summary>
/// <param name="Kind">Of <see cref="Contracts.Codes.PartnerKinds"/>.</param>
/// <param name="TransferGround">Of <see cref="Contracts.Codes.TransferGrounds"/>.</param>
public sealed record Recipient(Guid Id, string Kind, string TransferGround);

/// <summary>How far consent reaches.</summary>
/// <param name="Receipt">The one it stands on; null where it reaches nobody.</param>
public sealed record ConsentCoverage(Receipt? Receipt, IReadOnlyList<RecipientCoverage> Recipients);

public sealed record RecipientCoverage(Guid Recipient, IReadOnlyList<Decision> Decisions)
{
    public bool Any => Decisions.Any(d => d.Permits);
    public IReadOnlyList<string> Categories => [.. Decisions.Where(d => d.Permits).Select(d => d.Category)];

    /// <summary>Why nothing or not everything may go: the reason of the first category that may not.</summary>
    public string? Reason => Decisions.FirstOrDefault(d => !d.Permits)?.Reason;
}
