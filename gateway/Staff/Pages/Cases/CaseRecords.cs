using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Cases;

// What Cases answers, as far as pages show it.

/// <summary>One question of a case file, from the catalogue of Cases.</summary>
public sealed record CaseField(string Name, string Category, string Type, bool Core, IReadOnlyList<string>? Codes);

/// <summary>A case in a list: a neutral label, never a name.</summary>
public sealed record CaseLine(Guid Id, string Label, Guid LedgerReference, DateTimeOffset OpenedAt);

public sealed record CaseFile(Guid Id, string Label, Guid LedgerReference, DateTimeOffset OpenedAt, IReadOnlyDictionary<string, JsonElement> Fields);

public sealed record Exclusion(PartnerId? Partner, string? Category, string? Field);

public sealed record Consent(
    Guid Id, IReadOnlyList<string> Purposes, IReadOnlyList<PartnerId> Recipients, IReadOnlyList<string> Categories, IReadOnlyList<Exclusion> Exclusions,
    string GivenBy, string? ChildView, string Language, string Method, string WordingVersion, DateTimeOffset GivenAt, DateTimeOffset ValidUntil, DateTimeOffset? WithdrawnAt)
{
    public bool InForce(DateTimeOffset now) => WithdrawnAt is null && now < ValidUntil;
}

/// <summary>The words that consent is asked in.</summary>
public sealed record WordingToRead(string Id, string Language, string Text);

public sealed record Disclosed(
    Guid Id, PartnerId Recipient, Guid ReferralId, IReadOnlyList<string> Categories, DateTimeOffset ReleasedAt, DateTimeOffset? ShutAt, DateTimeOffset? FirstReadAt);

/// <summary>An act as the ledger tells it; of what one person read on one day the newest.</summary>
public sealed record Act(DateTimeOffset At, string Verb, string Service, Guid Actor, PartnerId? Partner, int Times, DateTimeOffset FirstAt);
