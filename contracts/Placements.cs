using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Serialization;

namespace ReferralNetwork.Contracts;

/// <summary>
/// What a shelter says of beds or rooms that are alike, in closed codes: it holds no text, and of the place no more than the region. A list that
/// is null has not been said: whether it fits is then unknown, not no.
/// </summary>
/// <param name="Region">ISO 3166 code.</param>
/// <param name="Kind">Of <see cref="PlaceCodes.Kinds"/>.</param>
/// <param name="Security">Of <see cref="PlaceCodes.Securities"/>.</param>
/// <param name="Population">Who may live there, of <see cref="PlaceCodes.Populations"/>.</param>
/// <param name="OldestBoy">In years: up to which age a boy may live there with who cares for him; null: not said.</param>
/// <param name="LargestHousehold">How many persons who come together; null: not said.</param>
/// <param name="Cots">Beside the places.</param>
/// <param name="Access">Of <see cref="PlaceCodes.Accesses"/>.</param>
/// <param name="Health">What can be cared for, of <see cref="PlaceCodes.HealthNeeds"/>.</param>
/// <param name="Substances">Of <see cref="PlaceCodes.SubstanceRules"/>; null: not said.</param>
/// <param name="Pets">Of <see cref="PlaceCodes.PetSizes"/>.</param>
/// <param name="Languages">ISO 639 codes of what is spoken there.</param>
/// <param name="Intake">When somebody can arrive; null: at any hour.</param>
/// <param name="SameDay">Somebody can arrive on the day on which they are offered.</param>
/// <param name="PoliceEscort">Somebody may be brought by the police.</param>
/// <param name="ShortestNights">Null, like the longest: no limit.</param>
/// <param name="Extension">The longest stay can be extended.</param>
/// <param name="Payers">Who can pay, of <see cref="PlaceCodes.PayerKinds"/>.</param>
public sealed record UnitGroupDescription(
    string Region, string Kind, string Security, IReadOnlyList<string> Population, int? OldestBoy = null, int? LargestHousehold = null,
    int Cots = 0, IReadOnlyList<string>? Access = null, IReadOnlyList<string>? Health = null, string? Substances = null,
    IReadOnlyList<string>? Pets = null, IReadOnlyList<string>? Languages = null, IntakeHours? Intake = null, bool SameDay = false,
    bool PoliceEscort = false, int? ShortestNights = null, int? LongestNights = null, bool Extension = false,
    IReadOnlyList<string>? Payers = null);

/// <summary>Local to the shelter. Hours that end before they begin go on after midnight.</summary>
public sealed record IntakeHours(TimeOnly From, TimeOnly Until);

/// <summary>
/// The place that an offer asks a shelter for, in closed codes and bands: nothing in it says who comes. A list that is null asks for nothing.
/// </summary>
/// <param name="When">Of <see cref="PlaceCodes.Whens"/>.</param>
/// <param name="On">
/// From which day, where it is <see cref="PlaceCodes.OnDate"/>; of the others on which day it was said, in the sender's time.
/// </param>
/// <param name="Nights">About how many, of <see cref="PlaceCodes.NightsInOrder"/>; null: nobody knows yet.</param>
/// <param name="Access">Of <see cref="PlaceCodes.Accesses"/>.</param>
/// <param name="Interpreter">ISO 639 code of the language; null: none is needed.</param>
/// <param name="Security">Of <see cref="PlaceCodes.Securities"/>: at least that; null: any.</param>
/// <param name="Pets">Of <see cref="PlaceCodes.PetSizes"/>.</param>
public sealed record PlaceNeeded(
    Household Household, string When, DateOnly? On = null, string? Nights = null, IReadOnlyList<string>? Access = null,
    string? Interpreter = null, string? Security = null, IReadOnlyList<string>? Pets = null);

/// <summary>
/// Who comes together: everybody needs a place, the youngest a cot. Of children it says the age coarsely, and only of the oldest boy more
/// closely, since shelters take boys up to an age.
/// </summary>
/// <param name="Women">How many, like <paramref name="Men"/>; grown-up.</param>
/// <param name="Girls">How many of each of <see cref="PlaceCodes.ChildAgesInOrder"/>, like <paramref name="Boys"/>; null: none.</param>
/// <param name="OldestBoy">Of <see cref="PlaceCodes.BoyAgesInOrder"/>; null: no more is known than his band among the boys.</param>
public sealed record Household(
    int Women = 0, int Men = 0, IReadOnlyDictionary<string, int>? Girls = null, IReadOnlyDictionary<string, int>? Boys = null,
    string? OldestBoy = null)
{
    [JsonIgnore]
    public int Grown => Women + Men;

    [JsonIgnore]
    public int People => Grown + Of(Girls) + Of(Boys);

    /// <summary>How many of them are children of this age.</summary>
    public int Children(string age) => (Girls?.GetValueOrDefault(age) ?? 0) + (Boys?.GetValueOrDefault(age) ?? 0);

    /// <summary>Among the boys; null: there is none.</summary>
    [JsonIgnore]
    public string? OldestBoys => PlaceCodes.ChildAgesInOrder.LastOrDefault(age => Boys?.GetValueOrDefault(age) > 0);

    static int Of(IReadOnlyDictionary<string, int>? children) => children?.Values.Sum() ?? 0;
}

/// <summary>The closed codes by which places are described and asked for.</summary>
public static class PlaceCodes
{
    public static readonly FrozenSet<string> Kinds = Set("PROTECTED", "OPEN", "FLAT", "HOTEL_NIGHT", "HOST_FAMILY");

    /// <summary>From an open door to a guard.</summary>
    public static readonly IReadOnlyList<string> SecuritiesInOrder = ["OPEN_DOOR", "STAFF_DAY", "STAFF_NIGHT", "GUARDED"];

    public static readonly FrozenSet<string> Securities = Set([.. SecuritiesInOrder]);
    public static readonly FrozenSet<string> Populations = Set("WOMEN", "MEN", "COUPLES", "GIRLS", "BOYS", "FAMILIES");
    public static readonly FrozenSet<string> Accesses = Set("WHEELCHAIR", "LIFT", "GROUND_FLOOR", "HEARING");
    public static readonly FrozenSet<string> HealthNeeds = Set("EQUIPMENT", "MEDICATION_KEPT", "PREGNANCY");
    public static readonly FrozenSet<string> SubstanceRules = Set("SOBER", "HARM_REDUCTION");
    public static readonly FrozenSet<string> PetSizes = Set("SMALL", "LARGE", "ASSISTANCE");
    public static readonly FrozenSet<string> PayerKinds = Set("NOBODY", "STATE", "MUNICIPALITY", "SENDER");

    /// <summary>How many persons come together, coarsely.</summary>
    public static readonly FrozenSet<string> HouseholdBands = Set("1", "2-3", "4+");

    /// <summary>Of <see cref="Codes.AssistanceTypes"/>: help that is a place. An offer of it says what place, and no other offer does.</summary>
    public static readonly FrozenSet<string> Needs = Set("x:ShelterAccommodation");

    /// <summary>In years, of who comes together: the first sleeps in a cot. Each lies within one of <see cref="Codes.AgeBands"/>.</summary>
    public static readonly IReadOnlyList<string> ChildAgesInOrder = ["0-2", "3-11", "12-17"];

    public static readonly FrozenSet<string> ChildAges = Set([.. ChildAgesInOrder]);

    /// <summary>In years: each lies within one of <see cref="ChildAgesInOrder"/>, and ends where shelters draw a line.</summary>
    public static readonly IReadOnlyList<string> BoyAgesInOrder = ["0-2", "3-6", "7-9", "10-11", "12-13", "14-15", "16-17"];

    public static readonly FrozenSet<string> BoyAges = Set([.. BoyAgesInOrder]);

    /// <summary>The first and the last year of one of <see cref="BoyAgesInOrder"/>.</summary>
    public static (int First, int Last) Years(string boyAge) => boyAge.Split('-') is [var first, var last]
        ? (int.Parse(first, CultureInfo.InvariantCulture), int.Parse(last, CultureInfo.InvariantCulture))
        : throw new ArgumentOutOfRangeException(nameof(boyAge), boyAge, "No age of a boy.");

    public const string Now = "NOW", Today = "TODAY", OnDate = "DATE";

    /// <summary>From when a place is needed.</summary>
    public static readonly FrozenSet<string> Whens = Set(Now, Today, OnDate);

    /// <summary>About how many nights a place is needed for.</summary>
    public static readonly IReadOnlyList<string> NightsInOrder = ["1", "2-7", "8-30", "31-90", "91+"];

    public static readonly FrozenSet<string> NightBands = Set([.. NightsInOrder]);

    /// <summary>Why a search for a place came to nothing: it is counted, without saying for whom.</summary>
    public static readonly FrozenSet<string> UnmetNeeds = Set(
        "NO_BED", "TOO_NEAR", "TOO_FAR", "ACCESS", "PETS", "RULES", "CHILDREN_APART", OwnChoice);

    /// <summary>Of <see cref="UnmetNeeds"/>: the person does not want what there is.</summary>
    public const string OwnChoice = "OWN_CHOICE";

    /// <summary>How a search for a place can end without one: nobody is left without a bed by closing a file.</summary>
    public static readonly FrozenSet<string> GiveUps = Set("HOTEL_NIGHT", PersonDeclined);

    /// <summary>Of <see cref="GiveUps"/>.</summary>
    public const string PersonDeclined = "PERSON_DECLINED";

    /// <summary>Until the first shelter answered.</summary>
    public static readonly IReadOnlyList<string> FirstAnswersInOrder = ["30_MINUTES", "2_HOURS", "1_DAY", "LONGER"];

    public const string Free = "FREE", Few = "FEW", None = "NONE", Unknown = "UNKNOWN";
    public const string Met = "MET", NotMet = "NOT_MET";

    /// <summary>A likely yes first; what nobody has counted lately before what is full.</summary>
    public static readonly IReadOnlyList<string> AvailabilitiesInOrder = [Free, Few, Unknown, None];

    static FrozenSet<string> Set(params string[] codes) => codes.ToFrozenSet(StringComparer.Ordinal);
}

/// <summary>The closed codes of a stay.</summary>
public static class StayCodes
{
    public static readonly FrozenSet<string> Absences = Set("HOSPITAL", "COURT", "VISIT", Journey);

    /// <summary>Of <see cref="Absences"/>: on the way home. Who says no at the gate is simply back.</summary>
    public const string Journey = "JOURNEY";

    public static readonly FrozenSet<string> Ends = Set(
        "MOVED_ON", "OWN_HOME", "OTHER_SHELTER", "RETURNED", "HOSPITAL", "DETAINED", "LEFT_NO_WORD", "HOUSE_RULES", "CONFLICT", "PLACE_CLOSED",
        "DIED");

    public const string NoneFree = "NONE_FREE", NotTheirs = "NOT_THEIRS", SecondHold = "SECOND_HOLD", NoAnswer = "NO_ANSWER";

    /// <summary>Why a yes with a place came to nothing: the offer is open again.</summary>
    public static readonly FrozenSet<string> HoldRefusals = Set(NoneFree, NotTheirs, SecondHold, NoAnswer);

    public const string ReferralEnded = "REFERRAL_ENDED", PersonDecided = "PERSON_DECIDED", GivenBack = "GIVEN_BACK", NotTaken = "NOT_TAKEN";

    /// <summary>The referral ended when they had set out: their place stays theirs until somebody says otherwise.</summary>
    public const string UnderWay = "UNDER_WAY";

    /// <summary>Why a promised place is kept no longer, nobody having arrived.</summary>
    public static readonly FrozenSet<string> Releases = Set(ReferralEnded, PersonDecided, GivenBack, NotTaken, NoAnswer, UnderWay);

    static FrozenSet<string> Set(params string[] codes) => codes.ToFrozenSet(StringComparer.Ordinal);
}
