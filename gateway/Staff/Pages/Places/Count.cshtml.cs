using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Places;

/// <summary>A shelter counts the places of one unit group, but not those promised or occupied through the network: these are known.</summary>
[Authorize(Access.Places)]
public sealed class CountModel(StaffContext context, PlacementsClient placements) : UnitGroupPage(context, placements)
{
    const string Contradicts = "count-contradicts";

    [BindProperty] public string? Total { get; set; }
    [BindProperty] public string? OutOfService { get; set; }
    [BindProperty] public string? Turnaround { get; set; }
    [BindProperty] public string? Others { get; set; }

    /// <summary>What stood there when the count was made; null: nobody has counted yet.</summary>
    public string? Stands(int figure) => Seen.CountedAt is null ? null : T.With("place.count.stands", ("figure", figure));

    public async Task<IActionResult> OnGet()
    {
        if (await Load() is { } stopped)
            return stopped;
        if (HttpMethods.IsGet(Request.Method) && Seen.CountedAt is not null)
            (Total, OutOfService, Turnaround, Others) =
                (Figure(Seen.Total), Figure(Seen.OutOfService), Figure(Seen.Turnaround), Figure(Seen.Others));
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        var (total, outOfService) = (Number(nameof(Total), Total), Number(nameof(OutOfService), OutOfService));
        var (turnaround, others) = (Number(nameof(Turnaround), Turnaround), Number(nameof(Others), Others));
        return await Do(
            () => Placements.Count(Id, total, outOfService, turnaround, others, Key.ToString(), SeenVersion), "places-counted", List);
    }

    protected override (string, string)? Beside(string pointer) =>
        base.Beside(pointer) is var (question, _) ? (question, T["place.count.range"]) : null;

    protected override string? RefusedAt(string code) => code == Contradicts ? nameof(Total) : null;

    protected override string? Said(Problem problem) => CodeOf(problem) != Contradicts ? null : T.With(
        "place.count.contradicts", ("total", Total), ("extra", Seen.Extra), ("held", Seen.Held), ("occupied", Seen.Occupied), ("others", Others),
        ("out", OutOfService), ("ready", Turnaround), ("taken", Seen.Held + Seen.Occupied + Typed(Others) + Typed(OutOfService) + Typed(Turnaround)));

    static int Typed(string? figure) => int.Parse(figure!.Trim(), CultureInfo.InvariantCulture);

    static string Figure(int figure) => figure.ToString(CultureInfo.InvariantCulture);
}
