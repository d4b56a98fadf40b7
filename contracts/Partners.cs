namespace ReferralNetwork.Contracts;

/// <summary>
/// A partner as it now stands: the whole listing, so that receivers need not ask back. A receiver keeps the highest
/// <paramref name="Version"/> and ignores lower ones, so order and repetition don't matter.
/// </summary>
/// <param name="Jurisdiction">ISO 3166-1 code, whose rules (deadlines) apply to what this partner sends. XA to XZ are fictional.</param>
/// <param name="Regions">ISO 3166 codes of where it helps.</param>
/// <param name="PublicKey">JWK of an organisation that brings its own key; null: Cases keeps a custodial key pair for it.</param>
/// <param name="Telephone">E.164: where partners reach it in its hours.</param>
/// <param name="DutyTelephone">E.164: where partners and its own people reach it in an emergency.</param>
/// <param name="DutyDeskFor">ISO 3166-1 codes of the countries whose duty desk it is: who is rung when somebody does not arrive there.</param>
/// <param name="HolidaysOf">ISO 3166-1 code of the country whose public holidays it keeps; null: those of its jurisdiction.</param>
/// <param name="TransferGround">Of <see cref="Codes.TransferGrounds"/>.</param>
/// <param name="Authority">Of one of <see cref="Codes.Authorities"/> only.</param>
public sealed record PartnerListed(
    PartnerId PartnerId,
    long Version,
    string Name,
    string Kind,
    string Jurisdiction,
    IReadOnlyList<string> Services,
    IReadOnlyList<string> Languages,
    IReadOnlyList<string> Regions,
    OpeningHours Hours,
    string? PublicKey,
    bool Suspended,
    DateTimeOffset ConfirmedAt,
    string? Telephone = null,
    string? DutyTelephone = null,
    IReadOnlyList<string>? DutyDeskFor = null,
    string? HolidaysOf = null,
    string TransferGround = "NONE",
    AuthorityDetails? Authority = null);

/// <summary>What a person is told of an authority before they agree that it learns of them.</summary>
/// <param name="ReferredBy">Kinds of partner that may turn to it.</param>
/// <param name="Immigration">Of <see cref="Codes.ImmigrationRoles"/>.</param>
/// <param name="Duty">The law and article by which they must; null: nobody has to.</param>
public sealed record AuthorityDetails(IReadOnlyList<string> ReferredBy, string Immigration, string? Duty = null);

/// <summary>When a partner answers. Urgent offers go only to partners that are open or on duty.</summary>
/// <param name="TimeZone">IANA name.</param>
/// <param name="AlwaysOnDuty">Answers day and night; the week then says nothing.</param>
public sealed record OpeningHours(string TimeZone, bool AlwaysOnDuty, IReadOnlyList<OpenDay> Week);

public sealed record OpenDay(DayOfWeek Day, TimeOnly Opens, TimeOnly Closes);

/// <summary>A rule of a jurisdiction as data, each with its citation. A receiver keeps the row by jurisdiction, name and validity.</summary>
/// <param name="Value">
/// In <paramref name="Unit"/>: <c>seconds</c>, <c>minutes</c>, <c>hours</c>, <c>days</c> or <c>working-days</c>; of a limit <c>times-a-day</c>.
/// </param>
public sealed record RuleSet(
    string Jurisdiction, string Rule, decimal Value, string Unit, DateOnly ValidFrom, DateOnly? ValidTo, string Citation);

/// <summary>
/// The public holidays of a country in a whole year, so that a receiver can tell a year without holidays from one that it has not
/// heard of. It keeps the row by country and year.
/// </summary>
/// <param name="Country">ISO 3166-1 code; see <see cref="PartnerListed.HolidaysOf"/>.</param>
/// <param name="Days">Weekends may be among them.</param>
public sealed record HolidaysSet(string Country, int Year, IReadOnlyList<DateOnly> Days, string Citation);
