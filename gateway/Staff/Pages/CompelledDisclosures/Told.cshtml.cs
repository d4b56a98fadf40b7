using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Staff.Pages.Cases.Exhibits;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.CompelledDisclosures;

/// <summary>
/// The person was told, with a lawyer's name and time to be heard; or the order forbids it until a day. In the case first, then the disclosure is
/// told. After something has left they are told all the same.
/// </summary>
[Authorize(Access.Helping)]
public sealed class ToldModel(
    StaffContext context, CompelledDisclosuresClient compelled, OrdersClient orders, CasesClient cases, ExhibitsClient kept, TimeProvider time)
    : CompelledPage(context, compelled, cases)
{
    const string IsTold = "told", IsForbidden = "ban";

    [BindProperty] public string? May { get; set; }
    [BindProperty] public PastAnswers At { get; set; } = new();
    [BindProperty] public string? Lawyer { get; set; }
    [BindProperty] public DateParts Heard { get; set; } = new();
    [BindProperty] public DateParts Ban { get; set; } = new();

    public bool After => Action == "told-after";

    /// <summary>What the order takes, or has taken, in words for the person: each exhibit by its name.</summary>
    public IReadOnlyList<string> Takes { get; private set; } = [];

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        var telling = Check();
        if (!ModelState.IsValid)
            return Page();
        if (await CaseOfOrder() is not { } caseId)
            return NotFound();
        // Approvers would read in the case of a telling that the disclosure refuses.
        if (!Seen.Actions.Contains(Action, StringComparer.Ordinal))
        {
            Confirmation = "not-now";
            return Redirect(Here);
        }
        var told = await orders.Tell(caseId, Id, telling!, KeyFor("telling"));
        return told.Problem is { } refused
            ? ShowProblem(refused) ?? Page()
            : await Do(() => Act(new { told = told.Body!.Token }), "demand-told", Here);
    }

    object? Check()
    {
        if (!After && May == IsForbidden)
            return ReadEndOfDay(Ban, nameof(Ban)) is { } banUntil ? new { banUntil } : null;
        if (!After && May != IsTold)
        {
            Fault(nameof(May), "compelled.act.told.none");
            return null;
        }
        var at = At.Read(nameof(At), time.GetUtcNow(), Zone, ModelState, T);
        if (string.IsNullOrWhiteSpace(Lawyer))
            Fault(nameof(Lawyer), "compelled.act.told.noLawyer");
        return new { at, lawyer = Lawyer, toBeHeardUntil = ReadEndOfDay(Heard, nameof(Heard)) };
    }

    /// <summary>Nothing of what was told in danger can be listed from the case: there is no copy.</summary>
    protected override async Task<IActionResult?> Load()
    {
        if (await base.Load() is { } stopped)
            return stopped;
        if (Seen.Danger is not null)
            return null;
        if (After)
            return await LoadLeft();
        var order = await orders.Preview(Id).Require();
        Takes =
        [
            .. order.Fields.Keys.Select(field => T.Code("field", field)), .. order.Exhibits.Select(exhibit => ExhibitNames.Name(exhibit, T)),
        ];
        return null;
    }

    /// <summary>What left is what stands in the copy, whatever the case holds by now.</summary>
    async Task<IActionResult?> LoadLeft()
    {
        if (await CaseOfOrder() is not { } caseId)
            return NotFound();
        var left = (await orders.Left(caseId, Id).Require()).Items;
        var names = await ExhibitNames.Read(kept, caseId, left.Any(ExhibitNames.IsExhibit), T);
        Takes = [.. left.Select(names.ForField)];
        return null;
    }

    protected override (string, string)? Beside(string pointer) => pointer.TrimStart('#') switch
    {
        "/at" => ($"{nameof(At)}.{nameof(PastAnswers.Day)}", T["act.notYet"]),
        "/toBeHeardUntil" => (nameof(Heard), T["compelled.act.told.noTime"]),
        "/banUntil" => (nameof(Ban), T["order.banOver"]),
        _ => base.Beside(pointer),
    };
}
