using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.NewReferral;

[Authorize(Access.CaseWork)]
public sealed class IndexModel(StaffContext context, CasesClient cases) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public ListResponse<SavedDraft> Saved { get; private set; } = new([]);
    public string? More => Saved.Next is { } next ? Addresses.With("/new", ("from", next)) : null;

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        var draft = await cases.StartDraft(new Draft(), Key.ToString());
        if (draft.Body is { } started)
            return Redirect($"/new/{started.Id}");
        await Load();
        return ShowProblem(draft.Problem!) ?? Page();
    }

    protected override async Task<IActionResult?> Load()
    {
        Saved = await cases.Drafts(From).Require();
        return null;
    }
}
