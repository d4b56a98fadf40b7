using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Pages.Cases;
using ReferralNetwork.Staff.Pages.New;

namespace ReferralNetwork.Staff.Pages.Referrals;

/// <summary>Nobody has taken it: others whom the person has named are asked, on a permit of its own.</summary>
[Authorize(Access.CaseWork)]
public sealed class OfferAgainModel(Desk desk, TimeProvider time) : StaffPage(desk)
{
    IReadOnlyList<string> _categories = [];
    IReadOnlyList<PartnerId> chosen = [];

    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }

    public ReferralSeen Seen { get; private set; } = null!;
    public Guid CaseId { get; private set; }
    public Candidates Candidates { get; private set; } = null!;

    protected override (string, string)? Beside(string pointer) =>
        pointer.Split('/') is [_, "candidates" or "recipients", var place, ..] && Candidates.At(chosen, place) is { } partner
            ? (Candidates.Posted(partner), T["wrong.candidate"])
            : base.Beside(pointer);

    public async Task<IActionResult> OnGet() => await Ready() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await Ready() is { } stopped)
            return stopped;
        chosen = Candidates.Read(Request.Form, ModelState);
        if (chosen.Count == 0)
        {
            Fault(Candidates.Listings.Count > 0 ? Candidates.Posted(Candidates.Listings[0]) : "", "partners.noneChosen");
            return Page();
        }
        var permit = await Permits.Ask(Network, CaseId, chosen, _categories, KeyFor("permit"), Ct);
        if (permit.Problem is { } noPermit)
            return Stop(noPermit) ?? Page();
        var answer = await Network.Post<object>("referrals", $"/referrals/{Id}/offers", new { permit = permit.Body!.Permit, candidates = chosen }, Key.ToString(), SeenVersion, Ct);
        if (answer.Problem is { } problem)
            return Stop(problem) ?? await Ready() ?? Page();
        Just = "offers";
        return Redirect($"/referrals/{Id}");
    }

    async Task<IActionResult?> Ready()
    {
        var referral = await Network.Get<ReferralSeen>("referrals", $"/referrals/{Id}", Ct);
        if (referral.Problem is { } problem)
            return Stop(problem) ?? StatusCode(problem.Status);
        Reread(referral.ETag);
        Seen = referral.Body!;
        if (this.Refuse(ActionForms.OfferAgain, Seen) is { } refused)
            return refused;
        var permit = await Network.Get<Permitted>("cases", $"/permits/{referral.Body!.PermitId}", Ct);
        if (permit.Problem is not null || permit.Body!.CaseId is not { } caseId)
            return NotFound();
        CaseId = caseId;

        var consents = (await Network.Get<ConsentsSeen>("cases", $"/cases/{CaseId}/consents", Ct)).Require();
        var now = time.GetUtcNow();
        _categories = [.. consents.Items.Where(consent => consent.InForce(now)).SelectMany(consent => consent.Categories)
            .Distinct(StringComparer.Ordinal)];
        var asked = referral.Body.Offers.Select(offer => offer.To).ToHashSet();
        var need = new Draft { Needs = referral.Body.Needs, Language = referral.Body.Language, Region = referral.Body.Region };
        var (askable, shut) = await Eligible.Named(Desk, consents, need, Ct);
        var doubtful = Doubtful(referral.Body);
        // Whoever has not been asked yet comes first, whom safety speaks against last and only if somebody chooses it.
        Candidates = new(
            [.. askable.OrderBy(listing => doubtful.ContainsKey(listing.Id)).ThenBy(listing => asked.Contains(listing.Id))],
            [], await Desk.Zone(Ct), now)
        { Doubtful = doubtful, Shut = shut };
        return null;
    }

    /// <summary>Whom safety speaks against, with the reason: it declined for it, or the person told it to stop.</summary>
    Dictionary<PartnerId, string> Doubtful(ReferralSeen referral)
    {
        var reasons = referral.Offers.Where(offer => offer.Code is { } code && Codes.SafetyDeclines.Contains(code))
            .GroupBy(offer => offer.To)
            .ToDictionary(offers => offers.Key, offers => T.With("partners.declined", ("reason", T.Code("decline", offers.Last().Code!))));
        foreach (var wish in referral.StopWishes.Where(wish => wish.Code is not "GO_ON"))
            reasons[wish.By] = T["partners.saidStop"];
        return reasons;
    }
}
