using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>After a flood: rooms that nobody has read and nobody has come back to are closed many at once.</summary>
public sealed class UnreadModel(StaffContext context, InquiriesClient inquiries) : HotlinePage(context)
{
    [BindProperty(SupportsGet = true)] public string? From { get; set; }

    /// <summary>All of this page are ticked.</summary>
    [BindProperty(SupportsGet = true)] public bool All { get; set; }

    [BindProperty] public List<string> Rooms { get; set; } = [];

    /// <summary>It was asked whether rooms may be closed to which somebody has come back.</summary>
    [BindProperty] public bool Asked { get; set; }

    public IReadOnlyList<Choice> Listed { get; private set; } = [];
    public long Total { get; private set; }
    public string? More { get; private set; }
    public int Closed { get; private set; }

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (Rooms.Count == 0)
        {
            Fault(nameof(Rooms), "unread.none");
            return await Load() ?? Page();
        }
        var answer = await inquiries.CloseUnread(Rooms, Asked, KeyFor("close"));
        if (answer.Problem is { } problem)
            return ShowProblem(problem) ?? await Load() ?? Page();
        if (answer.Body?.CameBack is not { Count: > 0 } cameBack)
        {
            Confirmation = "rooms-closed";
            return Redirect("/desk");
        }
        ModelState.Clear(); // this is another question, under a key of its own
        (Closed, Asked, Key, Rooms, Listed) = (answer.Body.Closed.Count, true, Guid.Empty, [], [.. cameBack.Select(Choice)]);
        return Page();
    }

    protected override async Task<IActionResult?> Load()
    {
        var answer = await inquiries.Rooms("unread", From);
        if (answer.Problem is { } problem)
            return ShowProblem(problem);
        Listed = [.. answer.Body!.Items.Select(Choice)];
        Total = answer.Body.Total ?? 0;
        More = answer.Body.Next is { } next ? Addresses.With("/desk/rooms/close", ("from", next)) : null;
        if (All && HttpMethods.IsGet(Request.Method))
            Rooms = [.. Listed.Select(choice => choice.Value)];
        return null;
    }

    Choice Choice(RoomLine room) => new(
        room.Id.ToString(),
        string.Join(" · ",
            new[] { T.Code("topic", room.Topic), T.Code("language", room.Language), room.Country is { } country ? T.Destination(country) : null }
                .OfType<string>()),
        T.Moment(TimeZoneInfo.ConvertTime(room.OpenedAt, Zone).DateTime));
}
