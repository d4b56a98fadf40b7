using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Pages.Returns;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Cases.ArrivalPlans;

/// <summary>What the person wants done if they do not arrive from one return; what was written before comes filled in.</summary>
[Authorize(Access.CaseWork)]
public sealed class WriteModel(StaffContext context, CasesClient cases, ReturnsClient returns) : StaffPage(context)
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
        var line = await Line();
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
        var led = ModelState.IsValid ? await Led() : null;
        return await Do(
            async () =>
            {
                var made = await cases.MakeArrivalPlan(
                    Id,
                    new
                    {
                        @return = Return, desks = Desks, ringFirst = RingFirst, ringNever = string.IsNullOrWhiteSpace(RingNever) ? null : RingNever,
                        afterHours = hours, mayHear = MayHear,
                    },
                    Key.ToString());
                return made.Problem is null && led is { } to
                    ? await returns.KeepArrivalPlan(Return, to.Traveller, (await Line()).Token, KeyFor("told"), to.Version)
                    : made;
            },
            "arrival-plan-made", led is { } there ? $"/returns/{Return}/travellers/{there.Traveller}#arrival-plan" : $"/cases/{Id}/arrival-plans");
    }

    /// <summary>
    /// The traveller of this case, whose return is told at once that there is a plan. Null: the return is another's, or it is told later, on the
    /// page of the traveller.
    /// </summary>
    async Task<(Guid Traveller, string? Version)?> Led()
    {
        var answer = await returns.Read(Return);
        if (answer.Body is not { Line.Side: "led" } seen || !Stations.KeepsArrivalPlans(seen))
            return null;
        var whose = await Whose.Read(cases, seen);
        return seen.Travellers.FirstOrDefault(traveller => whose.CaseOf(traveller)?.Id == Id) is { } of ? (of.Id, answer.ETag) : null;
    }

    async Task<ArrivalPlanLine> Line() => (await cases.ArrivalPlans(Id).Require()).Items.First(line => line.ReturnId == Return);

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
