using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.New;

[Authorize(Access.CaseWork)]
public sealed class IndexModel(Desk desk) : StaffPage(desk)
{
    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public Several<SavedDraft> Saved { get; private set; } = new([]);
    public string? More => Saved.Next is { } next ? Addresses.With("/new", ("from", next)) : null;
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    public Task OnGet() => Ready();

    public async Task<IActionResult> OnPost()
    {
        var draft = await Drafts.Start(Network, new Draft(), Key.ToString(), Ct);
        if (draft.Body is { } started)
            return Redirect($"/new/{started.Id}");
        await Ready();
        return Stop(draft.Problem!) ?? Page();
    }

    async Task Ready()
    {
        Saved = (await Network.Get<Several<SavedDraft>>("cases", Addresses.With("/drafts", ("cursor", From)), Ct)).Require();
        Zone = await Desk.Zone(Ct);
    }
}
