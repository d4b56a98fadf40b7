using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.New;

[Authorize(Access.CaseWork)]
public sealed class IndexModel(Desk desk, CasesClient cases) : StaffPage(desk)
{
    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public Several<SavedDraft> Saved { get; private set; } = new([]);
    public string? More => Saved.Next is { } next ? Addresses.With("/new", ("from", next)) : null;

    public async Task<IActionResult> OnGet() => await Ready() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        var draft = await cases.StartDraft(new Draft(), Key.ToString());
        if (draft.Body is { } started)
            return Redirect($"/new/{started.Id}");
        await Ready();
        return Stop(draft.Problem!) ?? Page();
    }

    protected override async Task<IActionResult?> Ready()
    {
        Saved = await cases.Drafts(From).Require();
        return null;
    }
}
