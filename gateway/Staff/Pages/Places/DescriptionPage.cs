using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages.Places;

/// <summary>
/// What the places of a unit group are, in closed codes: nothing can be typed that would say where they are. What nobody answers is not said,
/// which is not the same as no.
/// </summary>
public abstract class DescriptionPage(StaffContext context, PlacementsClient placements) : UnitGroupPage(context, placements)
{
    /// <summary>Of a list: it was looked at, and there is nothing of it.</summary>
    const string NoneOfThese = "NONE";

    [BindProperty] public string? Region { get; set; }
    [BindProperty] public string? Kind { get; set; }
    [BindProperty] public string? Security { get; set; }
    [BindProperty] public List<string> Population { get; set; } = [];
    [BindProperty] public string? OldestBoy { get; set; }
    [BindProperty] public string? LargestHousehold { get; set; }
    [BindProperty] public string? Cots { get; set; }
    [BindProperty] public List<string> Access { get; set; } = [];
    [BindProperty] public List<string> Health { get; set; } = [];
    [BindProperty] public string? Substances { get; set; }
    [BindProperty] public List<string> Pets { get; set; } = [];
    [BindProperty] public List<string> Languages { get; set; } = [];
    [BindProperty] public string? IntakeFrom { get; set; }
    [BindProperty] public string? IntakeUntil { get; set; }

    /// <summary>Of <see cref="ArrivalChoices"/>.</summary>
    [BindProperty] public List<string> Arrival { get; set; } = [];
    [BindProperty] public string? ShortestNights { get; set; }
    [BindProperty] public string? LongestNights { get; set; }
    [BindProperty] public string? Extension { get; set; }
    [BindProperty] public List<string> Payers { get; set; } = [];

    public IReadOnlyList<Choice> Regions
    {
        get
        {
            var own = Context.Directory.FirstOrDefault(listing => listing.Id == Me.Partner);
            var named = Words.Languages.All[0].Keys.Where(key => key.StartsWith($"code.region.{own?.Jurisdiction}-", StringComparison.Ordinal))
                .Select(key => key["code.region.".Length..]);
            return InOrder((own?.Regions ?? []).Append(own?.Jurisdiction).OfType<string>().Concat(named).Distinct(StringComparer.Ordinal)
                .Select(code => new Choice(code, T.Region(code))));
        }
    }

    public IReadOnlyList<Choice> Kinds => Choices("placeKind", PlaceCodes.Kinds);

    public IReadOnlyList<Choice> Securities =>
        [.. PlaceCodes.SecuritiesInOrder.Select(code => new Choice(code, T.Code("placeSecurity", code)))];

    public IReadOnlyList<Choice> Populations => Choices("placePopulation", PlaceCodes.Populations);
    public IReadOnlyList<Choice> Accesses => OrNone("placeAccess", PlaceCodes.Accesses);
    public IReadOnlyList<Choice> HealthNeeds => OrNone("placeHealth", PlaceCodes.HealthNeeds);
    public IReadOnlyList<Choice> PetSizes => OrNone("placePets", PlaceCodes.PetSizes);
    public IReadOnlyList<Choice> PayerKinds => Choices("placePayer", PlaceCodes.PayerKinds);

    public IReadOnlyList<Choice> SubstanceRules =>
        [.. Choices("placeSubstances", PlaceCodes.SubstanceRules), new("", T["place.describe.notSaid"])];

    /// <summary>What partners work in, and what this shelter has said besides.</summary>
    public IReadOnlyList<Choice> LanguageChoices =>
        InOrder(Codes.Languages.Union(Languages, StringComparer.Ordinal).Select(code => new Choice(code, T.SpokenLanguage(code))));

    public IReadOnlyList<Choice> ArrivalChoices =>
    [
        new(nameof(UnitGroupDescription.SameDay), T["place.describe.sameDay"]),
        new(nameof(UnitGroupDescription.PoliceEscort), T["place.describe.policeEscort"]),
    ];

    public IReadOnlyList<Choice> ExtensionChoices => [new("yes", T["place.describe.extension"])];

    protected void Show(UnitGroupDescription said)
    {
        (Region, Kind, Security, Population) = (said.Region, said.Kind, said.Security, [.. said.Population]);
        (OldestBoy, LargestHousehold, Cots) = (Figure(said.OldestBoy), Figure(said.LargestHousehold), Figure(said.Cots));
        (Access, Health, Pets) = (Ticked(said.Access), Ticked(said.Health), Ticked(said.Pets));
        (Substances, Languages, Payers) = (said.Substances, [.. said.Languages ?? []], [.. said.Payers ?? []]);
        (IntakeFrom, IntakeUntil) = (Hour(said.Intake?.From), Hour(said.Intake?.Until));
        Arrival =
        [
            .. said.SameDay ? [nameof(said.SameDay)] : Array.Empty<string>(),
            .. said.PoliceEscort ? [nameof(said.PoliceEscort)] : Array.Empty<string>(),
        ];
        (ShortestNights, LongestNights) = (Figure(said.ShortestNights), Figure(said.LongestNights));
        Extension = said.Extension ? "yes" : null;
    }

    /// <summary>As it was filled in; what is missing or cannot be read is said beside its question.</summary>
    protected UnitGroupDescription Described()
    {
        if (Region is null) Fault(nameof(Region), "place.describe.noRegion");
        if (Kind is null) Fault(nameof(Kind), "place.describe.noKind");
        if (Security is null) Fault(nameof(Security), "place.describe.noSecurity");
        if (Population.Count == 0) Fault(nameof(Population), "place.describe.noPopulation");
        return new(
            Region!, Kind!, Security!, Population, MayNumber(nameof(OldestBoy), OldestBoy), MayNumber(nameof(LargestHousehold), LargestHousehold),
            MayNumber(nameof(Cots), Cots) ?? 0, Chosen(nameof(Access), Access), Chosen(nameof(Health), Health), Substances,
            Chosen(nameof(Pets), Pets), Chosen(nameof(Languages), Languages), Intake(), Arrival.Contains(nameof(UnitGroupDescription.SameDay)),
            Arrival.Contains(nameof(UnitGroupDescription.PoliceEscort)), MayNumber(nameof(ShortestNights), ShortestNights),
            MayNumber(nameof(LongestNights), LongestNights), Extension is not null, Chosen(nameof(Payers), Payers));
    }

    protected override (string, string)? Beside(string pointer) => pointer.Split('/')[1] switch
    {
        "oldestBoy" => (nameof(OldestBoy), T["place.describe.wrongAge"]),
        "largestHousehold" => (nameof(LargestHousehold), T["place.describe.wrongHousehold"]),
        "shortestNights" => (nameof(ShortestNights), T["place.describe.wrongNights"]),
        "longestNights" => (nameof(LongestNights), T["place.describe.wrongLongest"]),
        "cots" => (nameof(Cots), T["place.count.range"]),
        "intake" => (nameof(IntakeFrom), T["act.noTime"]),
        _ => base.Beside(pointer),
    };

    IReadOnlyList<Choice> OrNone(string list, IEnumerable<string> codes) =>
        [.. Choices(list, codes), new(NoneOfThese, T["place.describe.noneOfThese"])];

    static List<string> Ticked(IReadOnlyList<string>? said) => said switch { null => [], { Count: 0 } => [NoneOfThese], _ => [.. said] };

    /// <summary>Null where nothing was said; empty where it was said that there is nothing.</summary>
    List<string>? Chosen(string question, List<string> ticked)
    {
        if (!ticked.Contains(NoneOfThese))
            return ticked.Count == 0 ? null : ticked;
        if (ticked.Count > 1)
            Fault(question, "place.describe.noneAndSome");
        return [];
    }

    int? MayNumber(string question, string? typed) => string.IsNullOrWhiteSpace(typed) ? null : Number(question, typed);

    IntakeHours? Intake()
    {
        if (string.IsNullOrWhiteSpace(IntakeFrom) && string.IsNullOrWhiteSpace(IntakeUntil))
            return null;
        if (!LocalTime.TryRead(IntakeFrom, out var from))
            Fault(nameof(IntakeFrom), "act.noTime");
        if (!LocalTime.TryRead(IntakeUntil, out var until))
            Fault(nameof(IntakeUntil), "act.noTime");
        return new(from, until);
    }

    static string? Figure(int? figure) => figure?.ToString(CultureInfo.InvariantCulture);

    static string? Hour(TimeOnly? hour) => hour?.ToString("HH:mm", CultureInfo.InvariantCulture);
}
