using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Cases.Exhibits;

/// <summary>
/// A sexual picture of somebody who may be under 18, found to be one after it came. Whoever says so has told the police; the
/// data-protection officer is told by the network. There is no way back.
/// </summary>
[Authorize(Access.CaseWork)]
public sealed class IsolateModel(StaffContext context, ExhibitsClient exhibits, TimeProvider time) : ExhibitPage(context, exhibits)
{
    [BindProperty] public string? ToldWhom { get; set; }
    [BindProperty] public PastAnswers ToldPolice { get; set; } = new();

    public async Task<IActionResult> OnPost()
    {
        var at = ToldPolice.Read(nameof(ToldPolice), time.GetUtcNow(), Zone, ModelState, T);
        if (string.IsNullOrWhiteSpace(ToldWhom))
            Fault(nameof(ToldWhom), "exhibit.noToldWhom");
        return await Do(
            () => Exhibits.Isolate(Id, Exhibit, new { toldPoliceAt = at, ToldWhom }, Key.ToString()), "exhibit-isolated", Here);
    }

    protected override (string, string)? Beside(string pointer) => pointer switch
    {
        "/toldPoliceAt" => ($"{nameof(ToldPolice)}.{nameof(PastAnswers.Day)}", T["act.notYet"]),
        _ => base.Beside(pointer),
    };
}
