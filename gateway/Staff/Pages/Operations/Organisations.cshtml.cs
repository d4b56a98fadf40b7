using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Pages.Organisation;
using ReferralNetwork.Staff.SignIn;

namespace ReferralNetwork.Staff.Pages.Operations;

/// <summary>All partners with their sign-in codes, and what waits for a second person.</summary>
public sealed class OrganisationsModel(Desk desk) : OperationsPage(desk)
{
    public sealed record LinkMade(string? Secret, DateTimeOffset EndsAt);

    [BindProperty]
    public Guid Id { get; set; }

    public IReadOnlyList<OwnListing> Listings { get; private set; } = [];
    public IReadOnlyList<Proposal> Open { get; private set; } = [];
    public Names Names { get; private set; } = null!;

    /// <summary>The one-time link that was just made; shown this once.</summary>
    public string? Link { get; private set; }

    public DateTimeOffset LinkEndsAt { get; private set; }

    public string NameOf(PartnerId id) => Listings.FirstOrDefault(listing => listing.Id == id)?.Name ?? T["who.unknown"];

    /// <summary>Offered, not decided, here: Partners refuses where the partner's own people have to agree.</summary>
    public bool MayLink(Proposal proposal) =>
        proposal is { Kind: "provider", ProviderId: null } && proposal.PartnerId != Me.Partner && proposal.ProposedBy != Me.ActorId;

    public bool MayAgree(Proposal proposal) => (proposal.Kind != "provider" || proposal.PartnerId == Me.Partner) && proposal.ProposedBy != Me.ActorId;

    public async Task<IActionResult> OnGet() => await Ready() ?? Page();

    public async Task<IActionResult> OnPostLink()
    {
        var answer = await Network.Post<LinkMade>("partners", $"/proposals/{Id}/link", null, KeyFor($"link-{Id}"), null, Ct);
        if (answer.Problem is { } problem)
            return Stop(problem) ?? await Ready() ?? Page();
        if (answer.Body?.Secret is { } secret)
            (Link, LinkEndsAt) = ($"{Request.Scheme}://{Request.Host}/confirm/{secret}", answer.Body.EndsAt);
        else
            Fault("", "organisations.linkOnce");
        return await Ready() ?? Page();
    }

    public Task<IActionResult> OnPostAgree() => Do("agree", "proposal-agreed");

    public Task<IActionResult> OnPostWithdraw() => Do("withdraw", "proposal-withdrawn");

    async Task<IActionResult> Do(string verb, string just)
    {
        var answer = await Network.Post<Made>("partners", $"/proposals/{Id}/{verb}", null, KeyFor($"{verb}-{Id}"), null, Ct);
        if (answer.Problem is { } problem)
            return Stop(problem) ?? await Ready() ?? Page();
        Just = just;
        return Redirect("/operations/organisations");
    }

    async Task<IActionResult?> Ready()
    {
        var listings = await Network.Get<Several<OwnListing>>("partners", "/partners", Ct);
        var open = await Network.Get<Several<Proposal>>("partners", "/proposals", Ct);
        if ((listings.Problem ?? open.Problem) is { } problem)
            return Stop(problem) ?? StatusCode(problem.Status);
        Listings = [.. listings.Body!.Items.OrderBy(listing => listing.Name, StringComparer.Create(T.Culture, ignoreCase: true))];
        Open = open.Body!.Items;
        Names = await Desk.Names(Open.SelectMany(proposal => proposal.Actors), Ct);
        return null;
    }
}
