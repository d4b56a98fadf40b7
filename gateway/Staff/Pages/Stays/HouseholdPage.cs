using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Stays;

/// <summary>A form that asks how many of a household live in each unit group of the reader's shelter.</summary>
public abstract class HouseholdPage(StaffContext context, PlacementsClient placements) : StaffPage(context)
{
    const int MostPersons = 50;

    /// <summary>As typed, by unit group; empty is nobody.</summary>
    [BindProperty] public Dictionary<Guid, string?> Persons { get; set; } = [];

    /// <summary>Those that are open.</summary>
    public IReadOnlyList<UnitGroupLine> Groups { get; private set; } = [];

    protected PlacementsClient Placements => placements;

    public static string QuestionOf(Guid group) => $"{nameof(Persons)}[{group}]";

    /// <summary>Key of what to do where nobody is said to live anywhere.</summary>
    protected virtual string NobodyText => "stay.household.nobody";

    /// <summary>What can be taken there without an extra place.</summary>
    public virtual int FreeFor(UnitGroupLine group) => group.Free;

    protected async Task ReadGroups() =>
        Groups = [.. (await placements.UnitGroups().Require()).Items.Where(group => group.ClosedAt is null).OrderBy(group => group.Number)];

    /// <summary>Who lives where; what is no number, and that nobody lives anywhere, stands beside its question.</summary>
    protected IReadOnlyList<TakenPlaces> ReadPersons()
    {
        var places = new List<TakenPlaces>();
        var wrong = false;
        foreach (var group in Groups)
        {
            if (!Persons.TryGetValue(group.Id, out var typed) || string.IsNullOrWhiteSpace(typed))
                continue;
            if (!int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var persons) || persons > MostPersons)
            {
                wrong = true;
                Fault(QuestionOf(group.Id), "stay.household.wrong");
            }
            else if (persons > 0)
            {
                places.Add(new(group.Id, persons));
            }
        }
        var first = Groups.Count > 0 ? QuestionOf(Groups[0].Id) : "";
        if (Persons.Any(typed => !string.IsNullOrWhiteSpace(typed.Value) && Groups.All(group => group.Id != typed.Key)))
            Fault(first, "stay.household.changed"); // closed while the form stood open: nobody's places are dropped unsaid
        else if (places.Count == 0 && !wrong)
            Fault(first, NobodyText);
        return places;
    }

    protected override (string, string)? Beside(string pointer) =>
        pointer.StartsWith("/places", StringComparison.Ordinal) && Groups.Count > 0
            ? (QuestionOf(Groups[0].Id), T["stay.household.changed"]) : base.Beside(pointer);
}
