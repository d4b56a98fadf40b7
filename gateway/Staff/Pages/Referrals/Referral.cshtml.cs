using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Tokens;

namespace ReferralNetwork.Staff.Pages.Referrals;

public sealed class ReferralModel(Desk desk, TimeProvider time) : StaffPage(desk)
{
    /// <summary>What another service answers usually comes within this; longer than that nobody is kept waiting.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The note that is opened; that is recorded, so none is opened unasked.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Note { get; set; }

    public ReferralSeen Seen { get; private set; } = null!;
    public IReadOnlyList<string> Actions { get; private set; } = [];
    public IEnumerable<Happened> Timeline => Seen.Timeline.Reverse();
    public Names Names { get; private set; } = null!;
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;
    public string? NoteText { get; private set; }

    /// <summary>Why it cannot be opened.</summary>
    public string? NoteShut { get; private set; }

    /// <summary>The recipient's part has ended, and the details are shut.</summary>
    public bool Shut => Seen.ReadsUntil <= time.GetUtcNow();
    IReadOnlyList<Listing> Directory { get; set; } = [];

    public TimeZoneInfo PartnersZone(PartnerId partner) => Directory.FirstOrDefault(listing => listing.Id == partner) is { } listing ? Staff.Pages.Desk.ZoneOf(listing) : Zone;

    public string Say(Happened entry)
    {
        var what = T.With($"what.{entry.What}", ("whom", entry.With is { } whom ? Names.Of(whom) : ""));
        return entry.Code is { } code ? $"{what}: {T.AnyCode(code)}" : what;
    }

    public async Task<IActionResult> OnGet()
    {
        var answer = await Settled();
        if (answer.Problem is { } problem)
            return Stop(problem) ?? StatusCode(problem.Status);
        Seen = answer.Body!;
        Actions = [.. ActionForms.All.Prepend(ActionForms.OfferAgain).Select(form => form.Name)
            .Where(name => Seen.Actions.Contains(name, StringComparer.Ordinal))];
        Directory = await Desk.Directory(Ct);
        Names = await Desk.Names(Seen.Timeline.Select(entry => entry.Actor).OfType<Guid>(), Ct);
        Zone = await Desk.Zone(Ct);
        if (Note is { } note)
        {
            var read = await Network.Get<Note>("cases", $"/notes/{note}", Ct);
            (NoteText, NoteShut) = (read.Body?.Text, read.Problem is { } shut ? WhyShut(shut, "note.gone") : null);
        }
        return Page();
    }

    /// <summary>Waits a moment for details that are on their way.</summary>
    async Task<Answer<ReferralSeen>> Settled()
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var answer = await Network.Get<ReferralSeen>("referrals", $"/referrals/{Id}", Ct);
            if (answer.Body is not { ReleasePending: true } || time.GetElapsedTime(began) > Patience)
                return answer;
            await Task.Delay(Pause, time, Ct);
        }
    }
}
