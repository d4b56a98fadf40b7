using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.NewReturn;

/// <summary>Where a return begins, from a case or before there is one.</summary>
[Authorize(Access.CaseWork)]
public sealed class IndexModel(StaffContext context, CasesClient cases) : StaffPage(context)
{
    /// <summary>Of the first traveller; others can be added.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Case { get; set; }

    /// <summary>They are home already: nobody is asked to lead.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Back { get; set; }

    public string? CaseLabel { get; private set; }

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        var content = new Draft { Return = new() { AlreadyBack = Back, Travellers = Case is { } first ? [new(first, null)] : [] } };
        var draft = await cases.StartDraft(content, Key.ToString());
        return draft.Body is { } started ? Redirect($"/returns/new/{started.Id}") : ShowProblem(draft.Problem!) ?? Page();
    }

    protected override async Task<IActionResult?> Load()
    {
        if (Case is { } chosen)
            CaseLabel = (await cases.Label(chosen).Require()).Label;
        return null;
    }
}
