using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages.NewReferral;

[Authorize(Access.CaseWork)]
public sealed class IndexModel(StaffContext context, CasesClient cases) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public ListResponse<SavedDraft> Saved { get; private set; } = new([]);
    public string? More => Saved.Next is { } next ? Addresses.With("/new", ("from", next)) : null;

    /// <summary>They need help now: it begins with a new case.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Urgent { get; set; }

    /// <summary>A draft by what is asked for in it: it names nobody.</summary>
    public static string NameOf(Draft draft, Words words) =>
        draft.Return is { } journey ? journey.GoesTo is { } to
            ? words.With("newReturn.to", ("country", words.Country(to))) : words[$"newReturn.{(journey.AlreadyBack ? "back" : "ask")}.title"]
        : draft.Needs.Count > 0 ? words.Codes("need", draft.Needs) : words["new.unnamed"];

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        var draft = await cases.StartDraft(new Draft { Urgency = Urgent ? "Urgent" : null }, Key.ToString());
        if (draft.Body is { } started)
            return Redirect(Urgent ? $"/cases/new?draft={started.Id}" : $"/new/{started.Id}");
        await Load();
        return ShowProblem(draft.Problem!) ?? Page();
    }

    protected override async Task<IActionResult?> Load()
    {
        Saved = await cases.Drafts(From).Require();
        return null;
    }
}
