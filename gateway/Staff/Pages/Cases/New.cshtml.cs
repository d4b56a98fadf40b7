using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Chassis.Timing;

namespace ReferralNetwork.Staff.Pages.Cases;

/// <summary>Least data: who they are and how to reach them safely, all of it optional; the rest is added when it is needed.</summary>
[Authorize(Access.CaseWork)]
public sealed class NewModel(StaffContext context, CasesClient cases, TimeProvider time) : StaffPage(context)
{
    static readonly string[] Asked =
    [
        "x:Alias", "prs_FirstName", "prs_SecondName", "prs_Birthdate", "prs_Gender", "prs_PrimaryLanguage", "prs_Citizenship",
        "prs_MobilePhone", "x:SafeContact"
    ];

    /// <summary>The new referral or return that waits for this case.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Draft { get; set; }

    public IReadOnlyList<CaseField> Fields { get; private set; } = [];
    public string BackTo { get; private set; } = "/cases";

    public async Task<IActionResult> OnGet()
    {
        var stopped = await Load();
        if (Request.HasFormContentType) // the language was switched
            FieldForm.Keep(Fields, Request.Form, ModelState);
        return stopped ?? Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        var values = FieldForm.Read(Fields, Request.Form, Zones.DayOf(time.GetUtcNow(), Zone), ModelState, T);
        if (values.Count == 0)
            Fault($"f.{Asked[0]}", "cases.something");
        if (!ModelState.IsValid)
            return Page();

        var answer = await cases.Open(values, id: null, Key.ToString());
        if (answer.Problem is { } problem)
            return ShowProblem(problem) ?? Page();
        Confirmation = "case-opened";
        if (Draft is not { } draft)
            return Redirect($"/cases/{answer.Body!.Id}");
        var ofReturn = false;
        await cases.ChangeDraft(draft, saved =>
        {
            ofReturn = saved.Return is not null;
            return saved.Return is not { } journey ? saved with { CaseId = answer.Body!.Id }
                : saved with { Return = journey with { Travellers = [.. journey.Travellers, new(answer.Body!.Id, null)], Candidates = [] } };
        });
        return Redirect(ofReturn ? $"/returns/new/{draft}/travellers" : $"/new/{draft}");
    }

    protected override (string, string)? Beside(string pointer) => FieldForm.Beside(Fields, pointer, T) ?? base.Beside(pointer);

    protected override async Task<IActionResult?> Load()
    {
        var answer = await cases.Fields();
        if (answer.Problem is { } problem)
            return ShowProblem(problem) ?? Page();
        if (Draft is { } draft)
            BackTo = (await cases.Draft(draft).Require()).Content.Return is null ? $"/new/{draft}/person" : $"/returns/new/{draft}/travellers";
        Fields = [.. Asked.Select(name => answer.Body!.Items.FirstOrDefault(field => field.Name == name)).OfType<CaseField>()];
        return null;
    }
}

