namespace ReferralNetwork.Cases.Consenting;

/// <summary>What a person agreed to, once: GDPR Art. 9(2)(a). It is never changed; withdrawing ends it.</summary>
/// <param name="Recipients">Each by name; there is no wildcard.</param>
/// <param name="Lifts">Earlier receipts whose exclusions the person takes back with this one.</param>
public sealed record Receipt(
    Guid Id,
    long Version,
    IReadOnlyList<string> Purposes,
    IReadOnlyList<Guid> Recipients,
    IReadOnlyList<string> Categories,
    IReadOnlyList<Exclusion> Exclusions,
    IReadOnlyList<Guid> Lifts,
    DateTimeOffset GivenAt,
    DateTimeOffset ValidUntil,
    DateTimeOffset? WithdrawnAt);

/// <summary>
/// What must not go: to an organisation, of a category, a field; what is left out stands for "any". At least one is there.
/// </summary>
public sealed record Exclusion(Guid? Partner = null, string? Category = null, string? Field = null);

/// <summary>Who asks for what.</summary>
/// <param name="Kind">The recipient's, of <see cref="Contracts.Codes.PartnerKinds"/>.</param>
public sealed record Asked(string Purpose, Guid Recipient, string Kind, string Category);

/// <summary>The answer for one category.</summary>
/// <param name="Reason"><c>GRANTED</c>, or why not: a code of <see cref="Contracts.Codes.Withholdings"/>.</param>
/// <param name="ReceiptId">The receipt that permits, or the one that came nearest or forbids.</param>
/// <param name="Fields">The fields that may go; empty unless permitted.</param>
public sealed record Decision(string Category, string Reason, Guid? ReceiptId, IReadOnlyList<string> Fields)
{
    public const string Granted = "GRANTED";

    public bool Permits => Reason == Granted;
}

/// <summary>An organisation that something may go to.</summary>
public sealed record Recipient(Guid Id, string Kind);

/// <summary>How far consent reaches.</summary>
/// <param name="Receipt">The one it stands on; null where it reaches nobody.</param>
public sealed record Reach(Receipt? Receipt, IReadOnlyList<Reached> Recipients);

public sealed record Reached(Guid Recipient, IReadOnlyList<Decision> Decisions)
{
    public bool Any => Decisions.Any(d => d.Permits);
    public IReadOnlyList<string> Categories => [.. Decisions.Where(d => d.Permits).Select(d => d.Category)];

    /// <summary>Why nothing or not everything may go: the reason of the first category that may not.</summary>
    public string? Reason => Decisions.FirstOrDefault(d => !d.Permits)?.Reason;
}
