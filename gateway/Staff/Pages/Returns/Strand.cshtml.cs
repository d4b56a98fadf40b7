using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Returns;

/// <summary>One part of a traveller's preparation: an organisation is asked for it on a permit of its own, or it stands outside the
/// network.</summary>
[Authorize(Access.CaseWork)]
public sealed class StrandModel(StaffContext context, ReturnsClient returns, CasesClient cases, TimeProvider time)
    : TravellerPage(context, returns, cases, time)
{
    const string IsReady = "ready", UnderWay = "under-way", NotNeeded = "not-needed";

    public static readonly IReadOnlyList<string> Statuses = [NotNeeded, UnderWay, IsReady];

    /// <summary>Of <see cref="Codes.StrandKinds"/>.</summary>
    [BindProperty(SupportsGet = true)] public string Kind { get; set; } = "";
    [BindProperty] public string? With { get; set; }
    [BindProperty] public DateParts NeededBy { get; set; } = new();
    [BindProperty] public string? Status { get; set; }
    [BindProperty] public DateParts Until { get; set; } = new();
    [BindProperty] public string? DocumentKind { get; set; }
    [BindProperty(SupportsGet = true)] public Guid? Note { get; set; }

    public OpenedNote? Opened { get; private set; }

    public StrandSeen? Strand { get; private set; }
    public IReadOnlyList<Choice> Candidates { get; private set; } = [];

    /// <summary>Those that offer it and that the person has named, but that cannot be asked, with the reason.</summary>
    public IReadOnlyDictionary<ListingShown, string> Shut { get; private set; } = new Dictionary<ListingShown, string>();

    public string Here => $"{There}/strands/{Kind}";
    public bool CanAsk => Stations.CanAsk(Seen) && Traveller.ConsentedAt is not null && !WithSomebody;
    public bool CanRecord => Stations.IsPrepared(Seen);

    bool WithSomebody => Strand is { With: not null, State: not ("Declined" or "Withdrawn") };

    protected override (string, string)? Beside(string pointer) =>
        pointer is "/permit" or "/with" ? (nameof(With), T["return.lead.wrongWith"])
        : pointer is "/neededBy" ? (nameof(NeededBy), T["return.lead.past"])
        : base.Beside(pointer);

    public async Task<IActionResult> OnPostAsk()
    {
        if (await Load() is { } stopped)
            return stopped;
        var part = Codes.StrandAsks(Kind).Part;
        var (consent, named) = Permitting.FirstOrDefault(one => one.Part.Part == part && one.Part.Partner.ToString() == With);
        if (named is null) Fault(nameof(With), "return.lead.noWith");
        if (!NeededBy.TryRead(out var day)) Fault(nameof(NeededBy), "form.noDay");
        else if (day < Zones.DayOf(Clock.GetUtcNow(), Zone)) Fault(nameof(NeededBy), "return.lead.past");
        if (!ModelState.IsValid)
            return Page();
        var permit = await Permit(consent, named!);
        if (permit.Problem is { } refused)
            return ShowProblem(refused) ?? Page();
        return await Do(
            () => Returns.AskStrand(
                Id, TravellerId, Kind, named!.Partner, permit.Body!.Permit, day, KeyFor("asked"), SeenVersion),
            "strand-asked", There);
    }

    public async Task<IActionResult> OnPostOutside()
    {
        DateOnly? until = Until.TryRead(out var day) ? day : null;
        if (Status is null || !Statuses.Contains(Status)) Fault(nameof(Status), "return.lead.noStatus");
        if (until is null && (!Until.Empty || (Kind == Codes.DocumentStrand && Status == IsReady))) Fault(nameof(Until), "form.noDay");
        var ready = Status == IsReady;
        return await Do(
            () => Returns.RecordStrand(
                Id, TravellerId, Kind, Status, ready ? until : null, ready && Kind == Codes.DocumentStrand ? DocumentKind : null, Key.ToString(),
                SeenVersion),
            "strand-recorded", There);
    }

    public async Task<IActionResult> OnPostComplete() => await Load() ?? await Do(
        () => Returns.CompleteStrand(Id, Strand?.Id ?? Guid.Empty, Key.ToString(), SeenVersion), "strand-completed", There);

    public async Task<IActionResult> OnPostWithdraw() => await Load() ?? await Do(
        () => Returns.WithdrawStrand(Id, Strand?.Id ?? Guid.Empty, Key.ToString(), SeenVersion), "strand-withdrawn", There);

    protected override async Task<IActionResult?> Load()
    {
        if (!Codes.StrandKinds.Contains(Kind))
            return NotFound();
        if (await base.Load() is { } stopped)
            return stopped;
        Strand = Seen.StrandOf(Traveller, Kind);
        Opened = await OpenNote(Cases, Note);
        var (service, part) = Codes.StrandAsks(Kind);
        var offering = Context.Directory
            .Where(listing => listing.Id != Me.Partner && listing.Services.Contains(service, StringComparer.Ordinal)).ToList();
        var askable = Permitting.Where(one => one.Part.Part == part).Select(one => one.Part.Partner).ToHashSet();
        Candidates = [.. offering.Where(listing => askable.Contains(listing.Id) && !listing.Suspended)
            .Select(listing => new Choice(listing.Id.ToString(), listing.Name, T.Code("kind", listing.Kind)))];
        Shut = offering.Where(listing => !askable.Contains(listing.Id) || listing.Suspended)
            .Select(listing => (listing, Named: Consents?.Named.FirstOrDefault(named => named.Partner == listing.Id)))
            .Where(one => one.Named is not null)
            .ToDictionary(
                one => one.listing,
                one => T.Code("withheld", one.listing.Suspended ? "RECIPIENT_SUSPENDED" : one.Named!.Withheld ?? "PART_NOT_NAMED"));
        return null;
    }
}
