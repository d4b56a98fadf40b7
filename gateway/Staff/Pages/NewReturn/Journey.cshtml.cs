using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages.NewReturn;

/// <summary>From where to where, and what the travellers speak. No day and no place: those are said to whoever leads, by the person.</summary>
public sealed class JourneyModel(StaffContext context, CasesClient cases) : ReturnDraftPage(context, cases)
{
    /// <summary>As it is typed: a name in any of our languages, or a code.</summary>
    [BindProperty] public string? LeavesFrom { get; set; }
    [BindProperty] public string? GoesTo { get; set; }
    [BindProperty] public List<string> Languages { get; set; } = [];

    public void OnGet() =>
        (LeavesFrom, GoesTo, Languages) = (Name(Return.LeavesFrom), Name(Return.GoesTo), [.. Return.Languages]);

    public async Task<IActionResult> OnPost()
    {
        var from = Find(nameof(LeavesFrom), LeavesFrom);
        var to = Find(nameof(GoesTo), GoesTo);
        if (from is not null && from == to) Fault(nameof(GoesTo), "newReturn.sameCountry");
        if (Languages.Count == 0) Fault(nameof(Languages), "newReturn.noLanguage");
        return ModelState.IsValid ? await Keep(draft => draft with { LeavesFrom = from, GoesTo = to, Languages = Languages }) : Page();
    }

    string? Name(string? code) => code is null ? null : T.Country(code);

    string? Find(string question, string? typed)
    {
        if (Countries.Find(typed ?? "") is { } code && IsoCountries.All.Contains(code))
            return code;
        Fault(question, "newReturn.noCountry");
        return null;
    }
}
