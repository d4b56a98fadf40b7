using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>What waits for a counsellor: who is in danger, then rooms, callbacks, situations. Each list pages by itself.</summary>
public sealed class IndexModel(StaffContext context, InquiriesClient inquiries, TimeProvider time) : HotlinePage(context)
{
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    public bool Open => Show is not "closed";
    public Emergencies Emergencies { get; private set; } = null!;
    public RoomRows Waiting { get; private set; } = null!;
    public RoomRows Mine { get; private set; } = null!;
    public RoomRows Others { get; private set; } = null!;
    public ListResponse<CallbackLine> Callbacks { get; private set; } = null!;
    public ListResponse<SituationLine> Situations { get; private set; } = null!;
    public DateTimeOffset Now => time.GetUtcNow();

    public async Task OnGet()
    {
        Emergencies = await Emergencies.Read(inquiries, Request.Query, Zone);
        Waiting = await Rooms("waiting");
        Mine = await Rooms("mine");
        Others = await Rooms("others");
        Callbacks = await inquiries.Callbacks(From("callbacks")).Require();
        Situations = await inquiries.Situations(Open, Open ? false : null, From("situations")).Require();
    }

    /// <summary>Address of the page that goes on where this list stops.</summary>
    public string? More(string list, string? next) =>
        next is null ? null : $"{Addresses.With("/desk", ("show", Show), ($"{list}From", next))}#{list}";

    async Task<RoomRows> Rooms(string list)
    {
        var rooms = await inquiries.Rooms(list, From(list)).Require();
        return new(list, rooms.Items, rooms.Total ?? 0, More(list, rooms.Next), Zone);
    }

    string? From(string list) => Request.Query[$"{list}From"];
}
