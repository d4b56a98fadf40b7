using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Rendezvous;

/// <summary>Where the person is met, for whoever drives them there. That it is opened is recorded each time.</summary>
[Authorize(Access.CaseWork)]
public sealed class OpenModel(StaffContext context, RendezvousClient rendezvous, ReferralsClient referrals) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }

    public RendezvousOpened Opened { get; private set; } = null!;

    /// <summary>Why it can be opened no more.</summary>
    public string? Shut { get; private set; }

    /// <summary>Who sent them, to ring when it is closed; null: it could not be read now, or it is the reader's own organisation.</summary>
    public PartnerId? Sender { get; private set; }

    public async Task<IActionResult> OnGet(Guid point)
    {
        var answer = await rendezvous.Open(point);
        if (answer.Problem is { Status: 410 } shut)
        {
            Response.StatusCode = StatusCodes.Status410Gone;
            Shut = WhyShut(shut, "rendezvous.gone");
            Sender = (await referrals.Read(Id)).Body is { Sent: false, From: var from } ? from : null;
            return Page();
        }
        Opened = answer.Require();
        return Page();
    }
}
