using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Staff.Known;
using ReferralNetwork.Staff.SignIn;

namespace ReferralNetwork.Staff.Pages.Organisation;

/// <summary>One's own organisation, for all its people: who may sign in for it and how, who wanted it so and who agreed.</summary>
[Authorize(Access.OwnOrganisation)]
public sealed class IndexModel(Desk desk, People people, KnownNetwork network) : StaffPage(desk)
{
    IReadOnlyDictionary<Guid, (string Name, Contracts.PartnerId Partner)> deciders = new Dictionary<Guid, (string, Contracts.PartnerId)>();

    [BindProperty]
    public Guid Id { get; set; }

    public OwnListing Listing { get; private set; } = null!;
    public IReadOnlyList<Provider> Providers { get; private set; } = [];
    public IReadOnlyList<Proposal> Proposals { get; private set; } = [];
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    public string Who(Guid? actor) => actor is { } id && deciders.TryGetValue(id, out var who)
        ? $"{who.Name}, {network.Current?.Partner(who.Partner)?.Name ?? T["who.unknown"]}"
        : T["who.unknown"];

    public async Task<IActionResult> OnGet() => await Ready() ?? Page();

    public Task<IActionResult> OnPostAgree() => Do("agree", "proposal-agreed");

    public Task<IActionResult> OnPostWithdraw() => Do("withdraw", "proposal-withdrawn");

    async Task<IActionResult> Do(string verb, string just)
    {
        var answer = await Network.Post<Made>("partners", $"/proposals/{Id}/{verb}", null, KeyFor($"{verb}-{Id}"), null, Ct);
        if (answer.Problem is { } problem)
            return Stop(problem) ?? await Ready() ?? Page();
        Just = just;
        return Redirect("/organisation");
    }

    async Task<IActionResult?> Ready()
    {
        var own = $"/partners/{Me.Partner}";
        var listing = await Network.Get<OwnListing>("partners", own, Ct);
        var providers = await Network.Get<Several<Provider>>("partners", $"{own}/providers", Ct);
        var proposals = await Network.Get<Several<Proposal>>("partners", $"{own}/proposals", Ct);
        if ((listing.Problem ?? providers.Problem ?? proposals.Problem) is { } problem)
            return Stop(problem) ?? StatusCode(problem.Status);
        (Listing, Providers, Proposals) = (listing.Body!, providers.Body!.Items, proposals.Body!.Items);
        deciders = await people.Deciders([.. Proposals.SelectMany(proposal => proposal.Actors).Distinct()], Ct);
        Zone = await Desk.Zone(Ct);
        return null;
    }
}
