using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Stays;

/// <summary>One stay of the reader's shelter.</summary>
[Authorize(Access.Places)]
public sealed class StayModel(StaffContext context, PlacementsClient placements, TimeProvider time) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }

    public StayDetail Seen { get; private set; } = null!;
    public UnitGroupNumbers Groups { get; private set; } = null!;

    public StayLine Line => Seen.Line;
    public bool IsDue => StaysDue.IsDue(Line, time.GetUtcNow());

    public string? Next => StayForms.NextOf(Line, time.GetUtcNow()) is { } next && Seen.Actions.Contains(next, StringComparer.Ordinal) ? next : null;

    public IEnumerable<string> Others => StayForms.Names.Where(name => name != Next && Seen.Actions.Contains(name, StringComparer.Ordinal));

    public IEnumerable<StayEvent> Timeline => Seen.Timeline.Reverse();

    public string Say(StayEvent entry) => entry.Code is { } code
        ? $"{T[$"what.{entry.What}"]}: {T.Code(ListOf(entry.What), code)}"
        : T[$"what.{entry.What}"];

    static string ListOf(string what) => what switch { Verbs.StayEnded => "stayEnd", Verbs.StayAway => "stayAbsence", _ => "placeReleased" };

    public async Task OnGet()
    {
        var (stay, groups) = (placements.Stay(Id), placements.UnitGroups());
        Seen = await stay.Require();
        Groups = new((await groups.Require()).Items, T);
        Names = await Context.NamesWith(Seen.Timeline.Select(entry => entry.Actor).OfType<Guid>(), RequestAborted);
    }
}
