using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.New;

public sealed class IndexModel(Desk desk) : StaffPage(desk)
{
    public IReadOnlyList<SavedDraft> Saved { get; private set; } = [];
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
        var answer = await Network.Get<Several<SavedDraft>>("cases", "/drafts", Ct);
        Saved = [.. (answer.Body?.Items ?? []).Where(draft => draft.Content.SentAs is null)];
        Zone = await Desk.Zone(Ct);
    }
}
