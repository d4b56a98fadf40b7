using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReferralNetwork.Contracts.Responses;

/// <summary>A listing as one viewer sees it; the gateway, which lets people in, sees all of each.</summary>
/// <param name="TimeZone">IANA name of where its days begin and end.</param>
/// <param name="Hours">Null, like <paramref name="DutyTelephone"/>, where it is not for this viewer: see <see cref="Visibility.SeesHours"/>.</param>
/// <param name="SignInCode">Null but for the partner's own people and administrators.</param>
/// <remarks>The other members as in <see cref="PartnerListed"/>.</remarks>
public sealed record ListingShown(
    PartnerId Id,
    long Version,
    string Name,
    string Kind,
    string Jurisdiction,
    IReadOnlyList<string> Services,
    IReadOnlyList<string> Languages,
    IReadOnlyList<string> Regions,
    string TimeZone,
    OpeningHours? Hours,
    string? PublicKey,
    bool Suspended,
    DateTimeOffset ConfirmedAt,
    string? SignInCode,
    string? DutyTelephone,
    string? Telephone = null,
    IReadOnlyList<string>? DutyDeskFor = null,
    string? HolidaysOf = null,
    string TransferGround = "NONE",
    AuthorityDetails? Authority = null)
{
    /// <summary>No authority is asked by a referral, and nobody who is suspended.</summary>
    [JsonIgnore]
    public bool CanBeAsked => !Suspended && Codes.ReferralRecipients.Contains(Kind);

    /// <summary>A listing that nobody has confirmed for 90 days may be out of date.</summary>
    public bool OutOfDate(DateTimeOffset now) => now - ConfirmedAt > TimeSpan.FromDays(90);

    /// <summary>As <see cref="Visibility"/> lets somebody see it.</summary>
    /// <param name="viewer">Whose people they are.</param>
    /// <param name="kind">Of the viewer's organisation; null for one that is not listed, which sees nothing.</param>
    /// <param name="runsTheNetwork">Administrators see all.</param>
    /// <returns>Null if they do not see it.</returns>
    public ListingShown? To(PartnerId viewer, string? kind, bool runsTheNetwork)
    {
        if (runsTheNetwork || Id == viewer)
            return this;
        if (Suspended || kind is null || !Visibility.Sees(kind, Kind))
            return null;
        return (Visibility.SeesHours(kind, Kind) ? this : this with { Hours = null, DutyTelephone = null }) with { SignInCode = null };
    }

    /// <summary>
    /// Whether it gives this help, in this language and there, where that is said; as <c>GET /partners</c> finds it. Who helps
    /// in all of a country helps in each of its parts, and the other way round.
    /// </summary>
    public bool Helps(string service, string? language, string? region) =>
        Services.Contains(service, StringComparer.Ordinal)
        && (language is null || Languages.Contains(language, StringComparer.Ordinal))
        && (region is null || Regions.Any(own => own == region || own == CountryOf(region) || CountryOf(own) == region));

    static string CountryOf(string region) => region.Split('-')[0];
}

/// <summary>Whoever has this value in the role claim has this role.</summary>
public sealed record RoleRule(string Value, string Role);

/// <summary>An organisation's identity provider as the gateway gets it, and everybody else without the secret.</summary>
/// <param name="Hosts">host[:port] of everything that the provider's metadata may point to.</param>
/// <param name="RoleClaim">The claim of the ID token whose values the role rules speak of.</param>
public sealed record KnownProvider(
    Guid Id,
    PartnerId PartnerId,
    string DisplayName,
    string Issuer,
    string ClientId,
    string ClientAuthentication,
    string? ClientSecret,
    IReadOnlyList<string> Hosts,
    string RoleClaim,
    IReadOnlyList<RoleRule> RoleRules,
    bool Suspended)
{
    /// <summary>The network signs what it sends (RFC 7523).</summary>
    public const string PrivateKeyJwt = "private_key_jwt";

    /// <summary>A secret that the provider gave.</summary>
    public const string ClientSecretBasic = "client_secret_basic";

    /// <summary>The id only: the secret must not end up in a log.</summary>
    public override string ToString() => Id.ToString();
}

/// <summary>The answer to <c>GET /gateway/directory</c>: all listings and providers, for the gateway alone.</summary>
public sealed record DirectoryAnswer(long Version, IReadOnlyList<ListingShown> Partners, IReadOnlyList<KnownProvider> Providers);

/// <summary>What one person wants and another has to agree to.</summary>
/// <param name="ProviderId">Null where it is about the partner itself, and for a provider that is not there yet.</param>
/// <param name="Content">What is proposed, by its kind; never changed, and without a secret.</param>
/// <param name="LinkBy">The administrator who made the one-time link.</param>
/// <param name="AgreedBy">Null beside <paramref name="AgreedAt"/>: whoever opened the link.</param>
/// <param name="WithdrawnBy">Null beside <paramref name="EndedAt"/>: a later proposal took its place.</param>
public sealed record Proposal(
    Guid Id,
    PartnerId PartnerId,
    string Kind,
    Guid? ProviderId,
    JsonElement Content,
    Guid ProposedBy,
    DateTimeOffset ProposedAt,
    Guid? LinkBy,
    DateTimeOffset? LinkEndsAt,
    Guid? AgreedBy,
    DateTimeOffset? AgreedAt,
    Guid? WithdrawnBy,
    DateTimeOffset? EndedAt)
{
    /// <summary>A new name or kind.</summary>
    public const string Naming = "naming";

    /// <summary>A key to seal disclosures to.</summary>
    public const string Key = "key";

    /// <summary>How the partner's people sign in.</summary>
    public const string Provider = "provider";

    /// <summary>The end of a suspension.</summary>
    public const string Reinstatement = "reinstatement";

    /// <summary>It waits for a second person.</summary>
    public bool IsOpen => AgreedAt is null && EndedAt is null;
}
