using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Chassis.Timing;

namespace ReferralNetwork.Staff.Pages.NewReturn;

/// <summary>Who travels, each with a case of this organisation; of each only how old they are is told before somebody leads.</summary>
public sealed class TravellersModel(StaffContext context, CasesClient cases, TimeProvider time) : ReturnDraftPage(context, cases)
{
    /// <summary>Of the button that takes somebody off the list; null: the one that goes on.</summary>
    [BindProperty] public Guid? Leave { get; set; }

    public IReadOnlyList<Traveller> Travellers { get; private set; } = [];

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        await Load();
        var chosen = Travellers.Select(traveller => traveller with { ChosenBand = Chosen(traveller) }).ToList();
        if (Leave is { } leaving)
            return await Keep(
                draft => draft with { Travellers = [.. Stored().Where(one => one.CaseId != leaving)], Candidates = [] }, $"{Here}/travellers");
        foreach (var traveller in chosen.Where(traveller => traveller.AgeBand is null))
            Fault(traveller.Posted, "about.noAge");
        if (chosen.Count == 0)
            Fault("", "newReturn.nobody");
        return ModelState.IsValid ? await Keep(draft => draft with { Travellers = [.. Stored()] }) : Page();

        IEnumerable<DraftTraveller> Stored() => chosen.Select(traveller => new DraftTraveller(traveller.File.Id, traveller.AgeBand));
    }

    /// <summary>The answer beside this traveller, if it is one that stands there.</summary>
    string? Chosen(Traveller traveller)
    {
        var typed = Request.Form[traveller.Posted].ToString();
        ModelState.SetModelValue(traveller.Posted, typed, typed);
        ModelState.MarkFieldValid(traveller.Posted); // a value that nobody has judged counts as not valid
        return traveller.Bands.Contains(typed, StringComparer.Ordinal) ? typed : null;
    }

    protected override async Task<IActionResult?> Load()
    {
        Travellers = await Traveller.Read(Cases, Return, Zones.DayOf(time.GetUtcNow(), Zone));
        return null;
    }
}
