using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>One consultation room: what was said in it, for those who are in it, and what can be done with it.</summary>
public sealed class RoomModel(StaffContext context, InquiriesClient inquiries, TimeProvider time) : HotlinePage(context)
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
    public RoomShown? Seen { get; private set; }
    public bool InRoom => Seen?.Messages is not null;
    public RoomRows? Mine { get; private set; }
    public IReadOnlyList<Choice> Hotlines { get; private set; } = [];

    public int MinutesWaited => Seen is null ? 0 : (int)(time.GetUtcNow() - Seen.Room.LastWordAt).TotalMinutes;

    public string LastWord => Seen!.Room.LastWordAt.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Who else is in the room.</summary>
    public IReadOnlyList<string> Companions =>
        [.. Seen!.Room.Attending.Where(actor => actor != Me.ActorId).Select(actor => Names.For(Me.Partner, actor))];

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

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public Task<IActionResult> OnPostTake() => Do(() => inquiries.TakeRoom(Id, Key.ToString()), null, Here);
    public Task<IActionResult> OnPostJoin() => Do(() => inquiries.JoinRoom(Id, Key.ToString()), null, Here);
    public Task<IActionResult> OnPostClose() => Do(
        () => inquiries.CloseRoom(Id, Unanswered is { Length: > 0 } known ? known : null, Key.ToString()), "room-closed", "/desk");
    public Task<IActionResult> OnPostHandover() => Do(() => inquiries.HandOverRoom(Id, Typed(Note), Key.ToString()), "room-handed-over", "/desk");

    public Task<IActionResult> OnPostReply()
    {
        if (Typed(Text) is null) Fault(nameof(Text), "room.noText");
        return Do(() => inquiries.WriteInRoom(Id, Text, Key.ToString()), null, Here);
    }

    public Task<IActionResult> OnPostTransfer()
    {
        if (!Guid.TryParse(To, out var hotline)) Fault(nameof(To), "room.noHotline");
        if (Agrees.Count == 0) Fault(nameof(Agrees), "room.notAgreed");
        return Do(() => inquiries.TransferRoom(Id, hotline, Typed(NoteToOthers), Key.ToString()), "room-transferred", "/desk");
    }

    string Here => $"/desk/rooms/{Id}#Text";

    protected override async Task<IActionResult?> Load()
    {
        var room = await inquiries.Room(Id);
        var mine = await inquiries.Rooms("mine", cursor: null);
        if ((room.Problem ?? mine.Problem) is { } problem)
            return ModelState.IsValid || problem.Status == StatusCodes.Status404NotFound ? ShowProblem(problem) : null;
        Seen = room.Body!;
        Mine = new("mine", mine.Body!.Items, mine.Body.Total ?? 0, mine.Body.Next is null ? null : "/desk#mine", Zone, Here: Id);
        Names = await Context.NamesWith(
            (Seen.Messages ?? []).Select(message => message.Actor).OfType<Guid>().Concat(Seen.Room.Attending),
            RequestAborted);
        Hotlines = [.. Context.Directory.Where(listing => listing is { Kind: "x:Hotline", Suspended: false } && listing.Id != Me.Partner)
            .Select(listing => new Choice(listing.Id.ToString(), listing.Name))];
        return null;
    }
}
