namespace ReferralNetwork.Staff.Pages.New;

public sealed class IndexModel(Desk desk) : StaffPage(desk)
{
    /// <summary>An address for a draft that does not exist until its first step is saved.</summary>
    public Guid Fresh { get; } = Guid.CreateVersion7();
    public IReadOnlyList<SavedDraft> Saved { get; private set; } = [];
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    public async Task OnGet()
    {
        var answer = await Network.Get<Several<SavedDraft>>("cases", "/drafts", Ct);
        Saved = [.. (answer.Body?.Items ?? []).Where(draft => draft.Content.SentAs is null)];
        Zone = await Desk.Zone(Ct);
    }
}
