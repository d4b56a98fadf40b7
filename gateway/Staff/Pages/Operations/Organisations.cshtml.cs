using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Pages.Organisation;
using ReferralNetwork.Staff.SignIn;

namespace ReferralNetwork.Staff.Pages.Operations;

/// <summary>All partners with their sign-in codes, and what waits for a second person.</summary>
public sealed class OrganisationsModel(StaffContext context, PartnersClient partners) : OperationsPage(context)
{
    [BindProperty]
    public Guid Id { get; set; }

    public IReadOnlyList<ListingShown> Listings { get; private set; } = [];
    public IReadOnlyList<Proposal> Open { get; private set; } = [];

    /// <summary>The one-time link that was just made; shown this once.</summary>
    public string? Link { get; private set; }

    public DateTimeOffset LinkEndsAt { get; private set; }

    public string NameOf(PartnerId id) => Listings.FirstOrDefault(listing => listing.Id == id)?.Name ?? T["who.unknown"];

    /// <summary>Offered, not decided, here: Partners refuses where the partner's own people have to agree.</summary>
    public bool MayLink(Proposal proposal) =>
        proposal is { Kind: Proposal.Provider, ProviderId: null } && proposal.PartnerId != Me.Partner && proposal.ProposedBy != Me.ActorId;

    public bool MayAgree(Proposal proposal) =>
        (proposal.Kind != Proposal.Provider || proposal.PartnerId == Me.Partner) && proposal.ProposedBy != Me.ActorId;

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPostLink()
    {
        var answer = await partners.MakeLink(Id, KeyFor($"link-{Id}"));
        if (answer.Problem is { } problem)
            return ShowProblem(problem) ?? await Load() ?? Page();
        if (answer.Body?.Secret is { } secret)
            (Link, LinkEndsAt) = ($"{Request.Scheme}://{Request.Host}/confirm/{secret}", answer.Body.EndsAt);
        else
            Fault("", "organisations.linkOnce");
        return await Load() ?? Page();
    }

    public Task<IActionResult> OnPostAgree() => Do(() => partners.Agree(Id, KeyFor($"agree-{Id}")), "proposal-agreed", "/operations/organisations");

    public Task<IActionResult> OnPostWithdraw() =>
        Do(() => partners.Withdraw(Id, KeyFor($"withdraw-{Id}")), "proposal-withdrawn", "/operations/organisations");

    protected override async Task<IActionResult?> Load()
    {
        Listings = [.. (await partners.List().Require()).Items.OrderBy(listing => listing.Name, StringComparer.Create(T.Culture, ignoreCase: true))];
        Open = (await partners.OpenProposals().Require()).Items;
        Names = await Context.NamesWith(Open.SelectMany(proposal => proposal.Actors()), RequestAborted);
        return null;
    }
}
