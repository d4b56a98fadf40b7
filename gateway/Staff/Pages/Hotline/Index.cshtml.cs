using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>What waits for a counsellor: who is in danger, then rooms, callbacks, situations. Each list pages by itself.</summary>
public sealed class IndexModel(Desk desk, TimeProvider time) : HotlinePage(desk)
{
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    public bool Over => Show is "over";
    public Emergencies Emergencies { get; private set; } = null!;
    public RoomRows Waiting { get; private set; } = null!;
    public RoomRows Mine { get; private set; } = null!;
    public RoomRows Others { get; private set; } = null!;
    public Several<CallbackLine> Callbacks { get; private set; } = null!;
    public Several<SituationLine> Situations { get; private set; } = null!;
    public DateTimeOffset Now => time.GetUtcNow();

    public async Task OnGet()
    {
        Zone = await Desk.Zone(Ct);
        Emergencies = await Emergencies.Read(Network, Request.Query, Zone, Ct);
        Waiting = await Rooms("waiting");
        Mine = await Rooms("mine");
        Others = await Rooms("others");
        Callbacks = await Read<CallbackLine>("callbacks", "/callbacks");
        Situations = await Read<SituationLine>("situations", "/situations", ("over", Over ? "true" : "false"), ("escalated", Over ? null : "false"));
    }

    /// <summary>Address of the page that goes on where this list stops.</summary>
    public string? More(string list, string? next) =>
        next is null ? null : $"{Addresses.With("/desk", ("show", Show), ($"{list}From", next))}#{list}";

    async Task<RoomRows> Rooms(string list)
    {
        var rooms = await Read<RoomLine>(list, "/rooms", ("state", list));
        return new(list, rooms.Items, rooms.Total ?? 0, More(list, rooms.Next), Zone);
    }

    async Task<Several<T>> Read<T>(string list, string path, params IEnumerable<(string Name, string? Value)> query) =>
        (await Network.Get<Several<T>>(Inquiries, Addresses.With(path, [.. query, ("cursor", Request.Query[$"{list}From"])]), Ct)).Require();
}
