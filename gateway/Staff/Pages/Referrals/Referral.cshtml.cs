using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Referrals;

public sealed class ReferralModel(
    StaffContext context, ReferralsClient referrals, CasesClient cases, PlacementsClient placements, RendezvousClient rendezvous, TimeProvider time)
    : StaffPage(context)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The note that is opened; that is recorded, so none is opened unasked.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Note { get; set; }

    public ReferralSeen Seen { get; private set; } = null!;
    public IReadOnlyList<string> Actions { get; private set; } = [];
    public IEnumerable<Happened> Timeline => Seen.Timeline.Reverse();
    public OpenedNote? Opened { get; private set; }
    public RendezvousNow? Rendezvous { get; private set; }

    /// <summary>Whom to telephone for a place tonight; null: nobody, yet.</summary>
    public RingTonight? Ring { get; private set; }

    /// <summary>By day: whoever comes after six in the evening has a bed this night.</summary>
    public bool BeforeEvening => TimeZoneInfo.ConvertTime(time.GetUtcNow(), Zone).Hour is >= 6 and < 18;

    /// <summary>The recipient's part has ended, and the details are shut.</summary>
    public bool Shut => Seen.ReadsUntil <= time.GetUtcNow();

    public TimeZoneInfo PartnersZone(PartnerId partner) => Context.Directory.Any(listing => listing.Id == partner) ? Context.ZoneOf(partner) : Zone;

    /// <summary>Where an action is done: who keeps places accepts with them in a form of its own.</summary>
    public string AddressOf(string action) => action switch
    {
        "offers" => $"/referrals/{Id}/offer-again",
        "accept" when AcceptModel.Concerns(Seen, Me) => $"/referrals/{Id}/accept",
        _ => $"/referrals/{Id}/do/{action}",
    };

    /// <summary>What the page before has done, as it turned out: a yes with a place counts only once the place is kept.</summary>
    public string? Done => Confirmation != "accept-place" ? Confirmation : Seen.WithPlace?.To == Me.Partner ? Confirmation : null;

    /// <summary>Whoever keeps the stay that the place is, opens it from here.</summary>
    public bool OpensStay => !Seen.Sent && PlacesToCount.Concerns(Me);

    /// <summary>Why the promised place was given back, where that was said.</summary>
    public string? GivenBackFor => Seen.Timeline.LastOrDefault(
        entry => entry.What == Verbs.PlaceGivenBack && (!Seen.Sent || entry.With == Seen.WithPlace?.To))?.Code;

    /// <summary>Who is rung there; null: the directory has no number.</summary>
    public string? TelephoneOf(PartnerId partner) =>
        Context.Directory.FirstOrDefault(listing => listing.Id == partner) is { } listing ? listing.DutyTelephone ?? listing.Telephone : null;

    public async Task OnGet()
    {
        Seen = await Settled(() => referrals.Read(Id), seen => seen.ReleasePending || seen.PendingOf(Me.Partner) is not null, time);
        Actions = [.. ActionForms.All.Prepend(ActionForms.OfferAgain).Select(form => form.Name)
            .Where(name => Seen.Actions.Contains(name, StringComparer.Ordinal))];
        Names = await Context.NamesWith(Seen.Timeline.Select(entry => entry.Actor).OfType<Guid>(), RequestAborted);
        Opened = await OpenNote(cases, Note);
        Ring = await RingTonight.For(Seen, Context, placements, RequestAborted);
        Rendezvous = await RendezvousNow.Read(rendezvous, Seen, Context, Shut, RequestAborted);
    }
}
