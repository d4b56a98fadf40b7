using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Cases.ArrivalPlans;

/// <summary>What the person wants done if they do not arrive from one return; what was written before comes filled in.</summary>
[Authorize(Access.CaseWork)]
public sealed class WriteModel(StaffContext context, CasesClient cases) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid Return { get; set; }

    [BindProperty] public string? RingFirst { get; set; }
    [BindProperty] public string? RingNever { get; set; }
    [BindProperty] public string? AfterHours { get; set; }
    [BindProperty] public string? MayHear { get; set; }
    [BindProperty] public List<string> Desks { get; set; } = [];

    /// <summary>The duty desks of the network, whatever their countries: no body of a State reads this.</summary>
    public IReadOnlyList<Choice> DeskChoices { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        if (await Load() is { } stopped)
            return stopped;
        var line = (await cases.ArrivalPlans(Id).Require()).Items.First(line => line.ReturnId == Return);
        if (line.Id is { } id)
        {
            var before = await cases.ArrivalPlan(id).Require();
            (RingFirst, RingNever, MayHear) = (before.RingFirst, before.RingNever, before.MayHear);
            AfterHours = before.AfterHours.ToString(CultureInfo.InvariantCulture);
            Desks = [.. before.Desks.Select(desk => desk.ToString())];
        }
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (string.IsNullOrWhiteSpace(RingFirst)) Fault(nameof(RingFirst), "arrivalPlan.noRingFirst");
        if (string.IsNullOrWhiteSpace(MayHear)) Fault(nameof(MayHear), "arrivalPlan.noMayHear");
        if (!int.TryParse(AfterHours, NumberStyles.None, CultureInfo.InvariantCulture, out var hours))
            Fault(nameof(AfterHours), "arrivalPlan.noAfterHours");
        if (Desks.Count == 0) Fault(nameof(Desks), "arrivalPlan.noDesks");
        return await Do(
            () => cases.MakeArrivalPlan(
                Id,
                new
                {
                    @return = Return, desks = Desks, ringFirst = RingFirst, ringNever = string.IsNullOrWhiteSpace(RingNever) ? null : RingNever,
                    afterHours = hours, mayHear = MayHear,
                },
                Key.ToString()),
            "arrival-plan-made", $"/cases/{Id}/arrival-plans");
    }

    protected override (string, string)? Beside(string pointer) => pointer.Split('/') switch
    {
        [_, "afterHours", ..] => (nameof(AfterHours), T["arrivalPlan.noAfterHours"]),
        [_, "desks", ..] => (nameof(Desks), T["arrivalPlan.noDesks"]),
        [_, "mayHear", ..] => (nameof(MayHear), T["arrivalPlan.noMayHear"]),
        [_, "ringFirst", ..] => (nameof(RingFirst), T["arrivalPlan.noRingFirst"]),
        [_, "ringNever", ..] => (nameof(RingNever), T["arrivalPlan.noRingNever"]),
        _ => base.Beside(pointer),
    };

    protected override async Task<IActionResult?> Load()
    {
        if ((await cases.ArrivalPlans(Id).Require()).Items.All(line => line.ReturnId != Return))
            return NotFound();
        DeskChoices = [.. Context.Directory
            .Where(listing => listing is { Suspended: false, DutyDeskFor.Count: > 0 } && !Codes.StateBodies.Contains(listing.Kind))
            .Select(listing => new Choice(
                listing.Id.ToString(), listing.Name, string.Join(", ", listing.DutyDeskFor!.Select(country => T.Country(country)))))];
        return null;
    }
}
