using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>What waits for a counsellor: rooms, callbacks, situations.</summary>
public sealed class IndexModel(Desk desk, TimeProvider time) : HotlinePage(desk)
{
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    /// <summary>The situation after which this page of the list begins.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Before { get; set; }

    public bool Over => Show is "over";
    public RoomRows Waiting { get; private set; } = null!;
    public RoomRows Mine { get; private set; } = null!;
    public RoomRows Others { get; private set; } = null!;
    public IReadOnlyList<CallbackLine> Callbacks { get; private set; } = [];
    public IReadOnlyList<SituationLine> Situations { get; private set; } = [];

    /// <summary>Address of the page that goes on where this one stops.</summary>
    public string? More { get; private set; }
    public DateTimeOffset Now => time.GetUtcNow();

    public async Task<IActionResult> OnGet()
    {
        Zone = await Desk.Zone(Ct);
        var open = await Network.Get<Several<RoomLine>>(Inquiries, "/rooms?state=open", Ct);
        var mine = await Network.Get<Several<RoomLine>>(Inquiries, "/rooms?state=mine", Ct);
        var callbacks = await Network.Get<Several<CallbackLine>>(Inquiries, "/callbacks", Ct);
        var situations = await Network.Get<SituationLines>(Inquiries, $"/situations?over={(Over ? "true" : "false")}{(Before is { } id ? $"&before={id}" : "")}", Ct);
        if ((open.Problem ?? mine.Problem ?? callbacks.Problem ?? situations.Problem) is { } problem)
            return Stop(problem) ?? Page();

        Waiting = RoomRows.Of("waiting", open.Body!.Items.Where(room => room.State == "Waiting"), Zone);
        Mine = RoomRows.Of("mine", mine.Body!.Items, Zone);
        Others = RoomRows.Of("others", open.Body!.Items.Where(room => room.State != "Waiting" && !room.Attending.Contains(Me.ActorId)), Zone);
        Callbacks = callbacks.Body!.Items;
        // What waits for the coordinator waits for nobody else.
        Situations = [.. situations.Body!.Items.OrderBy(line => line.EscalatedAt is null)];
        More = situations.Body!.Next is { } next ? $"/desk?show={(Over ? "over" : "open")}&before={next}#situations" : null;
        return Page();
    }
}
