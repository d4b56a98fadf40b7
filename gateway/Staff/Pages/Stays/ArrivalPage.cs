using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Stays;

/// <summary>A form by which a household is said to be in the house: a fact, which is recorded also where no place is free.</summary>
public abstract class ArrivalPage(StaffContext context, PlacementsClient placements, TimeProvider time) : HouseholdPage(context, placements)
{
    [BindProperty] public PastAnswers At { get; set; } = new();
    [BindProperty] public DateParts Until { get; set; } = new();

    protected void Begin()
    {
        if (HttpMethods.IsGet(Request.Method))
            At = PastAnswers.From(time.GetUtcNow(), Zone);
    }

    /// <summary>When they arrived, and until when they are to stay; what is none stands beside its question.</summary>
    protected (DateTimeOffset? At, DateTimeOffset? Until) ReadWhen()
    {
        var at = At.Read(nameof(At), time.GetUtcNow(), Zone, ModelState, T);
        if (Until.Empty)
            return (at, null);
        if (Until.TryRead(out var last))
            return (at, Zones.EndOf(last, Zone));
        Fault(nameof(Until), "form.noDay");
        return (at, null);
    }

    /// <summary>Who finds no place free gets extra ones: the page says so.</summary>
    protected void Confirm(IReadOnlyList<TakenPlaces> places) => Confirmation =
        places.Any(taken => taken.Places > FreeFor(Groups.First(group => group.Id == taken.UnitGroup))) ? "stay-arrived-extra" : "stay-arrived";

    protected override (string, string)? Beside(string pointer) => pointer switch
    {
        "/arrivedAt" => ($"{nameof(At)}.{nameof(PastAnswers.Day)}", T["act.notYet"]),
        "/plannedUntil" => (nameof(Until), T["stay.arrive.notAfter"]),
        _ => base.Beside(pointer),
    };
}
