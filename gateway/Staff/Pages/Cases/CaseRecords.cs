using System.Text.Json;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages.Cases;

// What Cases answers, as far as pages show it.

/// <summary>One question of a case file, from the catalogue of Cases.</summary>
/// <param name="Most">The longest text or the largest number.</param>
/// <param name="OpenableTo">Kinds that see it only if the person opens it to one of them by their own choice.</param>
public sealed record CaseField(string Name, string Category, string Type, bool Core, IReadOnlyList<string>? Codes, int? Most = null,
    IReadOnlyList<string>? OpenableTo = null);

/// <summary>A case in a list: a neutral label, never a name.</summary>
public sealed record CaseLine(Guid Id, string Label, Guid LedgerReference, DateTimeOffset OpenedAt);

public sealed record CaseFile(Guid Id, string Label, Guid LedgerReference, DateTimeOffset OpenedAt, IReadOnlyDictionary<string, JsonElement> Fields,
    Age Age);

public sealed record Exclusion(PartnerId? Partner, string? Category, string? Field)
{
    /// <summary>What it shuts, in words.</summary>
    public IEnumerable<string> Said(Names names, Words words) =>
        new[] { Partner is { } partner ? names.Of(partner) : null, Category is { } category ? words.Code("category", category) : null, Field is { } field ? words.Code("field", field) : null }
            .OfType<string>();
}

/// <summary>What the person opens to one organisation by their own choice.</summary>
public sealed record Opening(PartnerId Partner, string Field);

/// <summary>An exclusion of an earlier consent that nothing has lifted.</summary>
public sealed record StandingExclusion(Guid Receipt, PartnerId? Partner, string? Category, string? Field, DateTimeOffset GivenAt)
{
    /// <summary>Names it in a form.</summary>
    public string Key => string.Join('|', Receipt, Partner, Category, Field);

    public bool WholePartner => Partner is not null && Category is null && Field is null;

    public IEnumerable<string> Said(Names names, Words words) => new Exclusion(Partner, Category, Field).Said(names, words);
}

/// <summary>Who decided for the person.</summary>
public sealed record Decider(string Kind, string Name, string Document);

/// <param name="Unknown">There is neither a birth date nor a recorded doubt: the person counts as an adult.</param>
/// <param name="ChildTo">The last day as a child.</param>
/// <param name="AskFrom">From then on the person is asked for consent of their own.</param>
/// <param name="Notice"><c>ask-anew</c> or <c>now-adult</c>: they are to be asked now, and have not been yet.</param>
public sealed record Age(bool Child, bool Unknown, DateOnly? ChildTo, DateOnly? AskFrom, string? Notice);

/// <summary>A case whose person is to be asked, in a list: no date.</summary>
public sealed record AgeLine(Guid Id, string Label, string Notice);

/// <summary>An organisation that a consent in force names.</summary>
/// <param name="Withheld">Why nothing can go to it now; null where something can.</param>
public sealed record NamedRecipient(PartnerId Partner, string? Withheld);

/// <summary>All consents of a case, and what matters for the next.</summary>
public sealed record ConsentsSeen(IReadOnlyList<Consent> Items, IReadOnlyList<StandingExclusion> Exclusions, Age Age,
    IReadOnlyList<NamedRecipient> Named);

public sealed record Consent(
    Guid Id, IReadOnlyList<string> Purposes, IReadOnlyList<PartnerId> Recipients, IReadOnlyList<string> Categories, IReadOnlyList<Exclusion> Exclusions,
    IReadOnlyList<Opening>? Openings, string GivenBy, Decider? Decider, string? ChildView, string? ChildWords, string Language, string Method,
    string WordingVersion, DateTimeOffset GivenAt,
    DateTimeOffset? ValidUntil, DateTimeOffset? WithdrawnAt)
{
    /// <summary>Asked, and said no.</summary>
    public bool Refused => ValidUntil is null;

    public bool InForce(DateTimeOffset now) => WithdrawnAt is null && now < ValidUntil;
}

/// <summary>The words that consent is asked in.</summary>
public sealed record WordingToRead(string Id, string Language, string Text);

public sealed record Disclosed(
    Guid Id, PartnerId Recipient, string Conversation, Guid ConversationId, IReadOnlyList<string> Categories, DateTimeOffset ReleasedAt, DateTimeOffset? ShutAt, DateTimeOffset? FirstReadAt);

/// <summary>An act as the ledger tells it; of what one person read on one day the newest.</summary>
public sealed record Act(DateTimeOffset At, string Verb, string Service, Guid Actor, PartnerId? Partner, int Times, DateTimeOffset FirstAt);
