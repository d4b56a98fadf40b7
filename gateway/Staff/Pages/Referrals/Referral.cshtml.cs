using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Referrals;

public sealed class ReferralModel(StaffContext context, ReferralsClient referrals, CasesClient cases, RendezvousClient rendezvous, TimeProvider time)
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

    /// <summary>The recipient's part has ended, and the details are shut.</summary>
    public bool Shut => Seen.ReadsUntil <= time.GetUtcNow();

    public TimeZoneInfo PartnersZone(PartnerId partner) => Context.Directory.Any(listing => listing.Id == partner) ? Context.ZoneOf(partner) : Zone;

    public async Task OnGet()
    {
        Seen = await Settled(() => referrals.Read(Id), seen => seen.ReleasePending, time);
        Actions = [.. ActionForms.All.Prepend(ActionForms.OfferAgain).Select(form => form.Name)
            .Where(name => Seen.Actions.Contains(name, StringComparer.Ordinal))];
        Names = await Context.NamesWith(Seen.Timeline.Select(entry => entry.Actor).OfType<Guid>(), RequestAborted);
        Opened = await OpenNote(cases, Note);
        Rendezvous = await RendezvousNow.Read(rendezvous, Seen, Context, Shut, RequestAborted);
    }
}
