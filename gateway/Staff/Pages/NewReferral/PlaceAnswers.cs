using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages.NewReferral;

/// <summary>Which place is needed, as it is answered: only figures and choices, so that nobody can be described.</summary>
public sealed class PlaceAnswers
{
    const int MostPeople = 20, MostDaysAhead = 366;

    public string? Women { get; set; }
    public string? Men { get; set; }

    /// <summary>By <see cref="PlaceCodes.ChildAgesInOrder"/>.</summary>
    public Dictionary<string, string?> Girls { get; set; } = [];

    public Dictionary<string, string?> Boys { get; set; } = [];
    public string? OldestBoy { get; set; }
    public string? When { get; set; }
    public DateParts On { get; set; } = new();
    public string? Nights { get; set; }
    public List<string> Access { get; set; } = [];
    public string? Interpreter { get; set; }
    public string? Security { get; set; }
    public List<string> Pets { get; set; } = [];

    /// <summary>What a question posts: the page's property of these answers is named the same everywhere.</summary>
    public static string Posted(string question) => $"Place.{question}";

    public static string Posted(string sex, string age) => Posted($"{sex}[{age}]");

    /// <summary>Today or later, and not so far ahead that it is a slip.</summary>
    public static bool IsAhead(DateOnly day, DateOnly today) => day >= today && day <= today.AddDays(MostDaysAhead);

    public static PlaceAnswers From(PlaceNeeded? said) => said is null ? new() : new()
    {
        Women = Figure(said.Household.Women),
        Men = Figure(said.Household.Men),
        Girls = Figures(said.Household.Girls),
        Boys = Figures(said.Household.Boys),
        OldestBoy = said.Household.OldestBoy,
        When = said.When,
        On = DateParts.From(said.When == PlaceCodes.OnDate ? said.On : null),
        Nights = said.Nights,
        Access = [.. said.Access ?? []],
        Interpreter = said.Interpreter,
        Security = said.Security,
        Pets = [.. said.Pets ?? []],
    };

    /// <summary>What is missing or cannot be read is said beside its question.</summary>
    /// <param name="errors">Of the page; nothing is read where there are any.</param>
    public PlaceNeeded Read(ModelStateDictionary errors, Words words, DateOnly today)
    {
        var household = new Household(
            Number(nameof(Women), Women), Number(nameof(Men), Men), Numbers(nameof(Girls), Girls), Numbers(nameof(Boys), Boys), Said(OldestBoy));
        if (errors.IsValid && household.People == 0)
            Fault(nameof(Women), "placeNeeded.nobody");
        if (household.OldestBoy is not null && household.OldestBoys is null)
            Fault(nameof(OldestBoy), "placeNeeded.noBoy");
        if (When is null)
            Fault(nameof(When), "placeNeeded.noWhen");
        DateOnly? on = null;
        if (When == PlaceCodes.OnDate)
        {
            if (On.TryRead(out var day) && IsAhead(day, today))
                on = day;
            else
                Fault(nameof(On), "placeNeeded.noDay");
        }
        else if (When is not null && !On.Empty)
            Fault(nameof(On), "placeNeeded.dayAlone");
        return new(household, When ?? "", on, Said(Nights), Access, Said(Interpreter), Said(Security), Pets);

        void Fault(string question, string key) => errors.AddModelError(Posted(question), words[key]);

        int Number(string question, string? typed)
        {
            if (string.IsNullOrWhiteSpace(typed))
                return 0;
            if (int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MostPeople)
                return number;
            Fault(question, "placeNeeded.range");
            return 0;
        }

        Dictionary<string, int> Numbers(string sex, Dictionary<string, string?> typed) => PlaceCodes.ChildAgesInOrder
            .Select(age => (Age: age, Count: Number($"{sex}[{age}]", typed.GetValueOrDefault(age))))
            .Where(one => one.Count > 0).ToDictionary(one => one.Age, one => one.Count, StringComparer.Ordinal);
    }

    /// <summary>The question that a service speaks of, where it has found something wrong; null: none of these.</summary>
    /// <param name="pointer">JSON pointer into what was sent.</param>
    public static (string Question, string Say)? Beside(string pointer, Words words) => pointer.Split('/') switch
    {
        [_, "place", "household"] => (Posted(nameof(Women)), words["placeNeeded.ownAge"]),
        [_, "place", "household", "oldestBoy"] => (Posted(nameof(OldestBoy)), words["placeNeeded.noBoy"]),
        [_, "place", "household", ..] => (Posted(nameof(Women)), words["placeNeeded.range"]),
        [_, "place", "on"] => (Posted(nameof(On)), words["placeNeeded.noDay"]),
        [_, "place", "when"] => (Posted(nameof(When)), words["placeNeeded.tonight"]),
        [_, "place", var member, ..] => (Posted($"{char.ToUpperInvariant(member[0])}{member[1..]}"), words["wrong.answer"]),
        _ => null,
    };

    static string? Said(string? chosen) => string.IsNullOrEmpty(chosen) ? null : chosen;

    static string? Figure(int count) => count == 0 ? null : count.ToString(CultureInfo.InvariantCulture);

    static Dictionary<string, string?> Figures(IReadOnlyDictionary<string, int>? counts) =>
        (counts ?? new Dictionary<string, int>()).ToDictionary(one => one.Key, one => Figure(one.Value), StringComparer.Ordinal);
}
