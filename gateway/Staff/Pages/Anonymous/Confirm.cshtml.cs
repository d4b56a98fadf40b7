using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Staff.SignIn;

namespace ReferralNetwork.Staff.Pages.Anonymous;

/// <summary>
/// The one-time link that an administrator handed over outside the network. Opening it shows what would let people in; only the
/// button agrees, so that a program that looks at links uses none up.
/// </summary>
public sealed class ConfirmModel(ProposalLinks links) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Secret { get; set; } = "";

    /// <summary>Null if the link is not good, or not any more.</summary>
    public LinkedProposal? Proposal { get; private set; }

    /// <summary>What the partner's people sign in with, once this is agreed to.</summary>
    public string? Code { get; private set; }

    // The address holds the secret, and traces keep addresses.
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context) => Activity.Current?.SetTag("url.path", "/confirm");

    public async Task OnGet()
    {
        Proposal = await links.Open(Secret, HttpContext.RequestAborted);
        if (Proposal is null)
            Response.StatusCode = StatusCodes.Status404NotFound;
    }

    public async Task OnPost()
    {
        Code = await links.Agree(Secret, HttpContext.RequestAborted) is { } code ? SignInCode.Shown(code) : null;
        if (Code is null)
            Response.StatusCode = StatusCodes.Status404NotFound;
    }
}
