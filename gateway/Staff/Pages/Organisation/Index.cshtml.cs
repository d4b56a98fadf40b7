using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Staff.Known;
using ReferralNetwork.Staff.SignIn;

namespace ReferralNetwork.Staff.Pages.Organisation;

/// <summary>One's own organisation, for all its people: who may sign in for it and how, who wanted it so and who agreed.</summary>
[Authorize(Access.OwnOrganisation)]
public sealed class IndexModel(StaffContext context, PartnersClient partners, People people, KnownNetwork network) : StaffPage(context)
{
    IReadOnlyDictionary<Guid, (string Name, Contracts.PartnerId Partner)> deciders = new Dictionary<Guid, (string, Contracts.PartnerId)>();

    [BindProperty]
    public Guid Id { get; set; }

    public ListingShown Listing { get; private set; } = null!;
    public IReadOnlyList<KnownProvider> Providers { get; private set; } = [];
    public IReadOnlyList<Proposal> Proposals { get; private set; } = [];

    public string Who(Guid? actor) => actor is { } id && deciders.TryGetValue(id, out var who)
        ? $"{who.Name}, {network.Current?.Partner(who.Partner)?.Name ?? T["who.unknown"]}"
        : T["who.unknown"];

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public Task<IActionResult> OnPostAgree() => Do(() => partners.Agree(Id, KeyFor($"agree-{Id}")), "proposal-agreed", "/organisation");

    public Task<IActionResult> OnPostWithdraw() => Do(() => partners.Withdraw(Id, KeyFor($"withdraw-{Id}")), "proposal-withdrawn", "/organisation");

    protected override async Task<IActionResult?> Load()
    {
        Listing = await partners.Read(Me.Partner).Require();
        Providers = (await partners.Providers(Me.Partner).Require()).Items;
        Proposals = (await partners.Proposals(Me.Partner).Require()).Items;
        deciders = await people.Deciders([.. Proposals.SelectMany(proposal => proposal.Actors()).Distinct()], RequestAborted);
        return null;
    }
}
