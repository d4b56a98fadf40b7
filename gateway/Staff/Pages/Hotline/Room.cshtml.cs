using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>One consultation room: what was said in it, for those who are in it, and what can be done with it.</summary>
public sealed class RoomModel(Desk desk, TimeProvider time) : HotlinePage(desk)
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty] public string? Text { get; set; }
    [BindProperty] public string? Note { get; set; }
    [BindProperty] public string? NoteToOthers { get; set; }
    [BindProperty] public string? To { get; set; }

    /// <summary>The visitor agrees that the other hotline reads everything.</summary>
    [BindProperty] public List<string> Agrees { get; set; } = [];

    /// <summary>The last word of the visitor that stays unanswered: which one, by its moment.</summary>
    [BindProperty] public string? Unanswered { get; set; }

    /// <summary>Null where Inquiries does not answer: what was typed is shown all the same.</summary>
    public RoomSeen? Seen { get; private set; }
    public bool InRoom => Seen?.Messages is not null;
    public RoomRows? Mine { get; private set; }
    public Names Names { get; private set; } = null!;
    public IReadOnlyList<Choice> Hotlines { get; private set; } = [];

    public int MinutesWaited => Seen is null ? 0 : (int)(time.GetUtcNow() - Seen.Room.LastWordAt).TotalMinutes;

    public string LastWord => Seen!.Room.LastWordAt.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Who else is in the room.</summary>
    public IReadOnlyList<string> Companions => [.. Seen!.Room.Attending.Where(actor => actor != Me.ActorId).Select(actor => Names.Of(Me.Partner, actor))];

    protected override (string, string)? Beside(string pointer) => pointer switch
    {
        "/note" when RouteData.Values["handler"] is "transfer" => (nameof(NoteToOthers), T["wrong.Note"]),
        "/hotline" => (nameof(To), T["room.noHotline"]),
        "/visitorAgrees" => (nameof(Agrees), T["room.notAgreed"]),
        _ => base.Beside(pointer),
    };

    protected override string? RefusedAt(string code) => code switch
    {
        "same-hotline" => nameof(To),
        "visitor-waits" => nameof(Unanswered),
        _ => null,
    };

    public async Task<IActionResult> OnGet() => await Ready() ?? Page();

    public Task<IActionResult> OnPostTake() => Do("take", null, Here);
    public Task<IActionResult> OnPostJoin() => Do("join", null, Here);
    public Task<IActionResult> OnPostClose() => Do("close", new { unanswered = Unanswered is { Length: > 0 } known ? known : null }, "/desk", "room-closed");
    public Task<IActionResult> OnPostHandover() => Do("hand-over", new { note = Typed(Note) }, "/desk", "room-handed-over");

    public Task<IActionResult> OnPostReply()
    {
        if (Typed(Text) is null) Fault(nameof(Text), "room.noText");
        return Do("messages", new { text = Text }, Here);
    }

    public Task<IActionResult> OnPostTransfer()
    {
        if (!Guid.TryParse(To, out var hotline)) Fault(nameof(To), "room.noHotline");
        if (Agrees.Count == 0) Fault(nameof(Agrees), "room.notAgreed");
        return Do("transfer", new { hotline, note = Typed(NoteToOthers), visitorAgrees = true }, "/desk", "room-transferred");
    }

    string Here => $"/desk/rooms/{Id}#Text";

    async Task<IActionResult> Do(string deed, object? body, string next, string? just = null)
    {
        if (ModelState.IsValid)
        {
            var answer = await Network.Post<Made>(Inquiries, $"/rooms/{Id}/{deed}", body, Key.ToString(), null, Ct);
            if (answer.Problem is not { } problem)
            {
                Just = just;
                return Redirect(next);
            }
            if (Stop(problem) is { } stopped)
                return stopped;
        }
        return await Ready() ?? Page();
    }

    async Task<IActionResult?> Ready()
    {
        Zone = await Desk.Zone(Ct);
        var room = await Network.Get<RoomSeen>(Inquiries, $"/rooms/{Id}", Ct);
        var mine = await Network.Get<Several<RoomLine>>(Inquiries, "/rooms?state=mine", Ct);
        if ((room.Problem ?? mine.Problem) is { } problem)
            return ModelState.IsValid || problem.Status == StatusCodes.Status404NotFound ? Stop(problem) : null;
        Seen = room.Body!;
        Mine = new("mine", mine.Body!.Items, mine.Body.Total ?? 0, mine.Body.Next is null ? null : "/desk#mine", Zone, Here: Id);
        Names = await Desk.Names((Seen.Messages ?? []).Select(message => message.Actor).OfType<Guid>().Concat(Seen.Room.Attending), Ct);
        Hotlines = [.. (await Desk.Directory(Ct)).Where(listing => listing is { Kind: "x:Hotline", Suspended: false } && listing.Id != Me.Partner)
            .Select(listing => new Choice(listing.Id.ToString(), listing.Name))];
        return null;
    }
}
