using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Pages.NewReferral;

namespace ReferralNetwork.Staff.Pages.Referrals;

/// <summary>Nobody has taken it: others whom the person has named are asked, on a permit of its own.</summary>
[Authorize(Access.CaseWork)]
public sealed class OfferAgainModel(
    StaffContext context, ReferralsClient referrals, CasesClient cases, PlacementsClient placements, TimeProvider time) : StaffPage(context)
{
    IReadOnlyList<string> categories = [];
    IReadOnlyList<PartnerId> chosen = [];

    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }

    /// <summary>As it is needed now: days have passed since it was said.</summary>
    [BindProperty] public PlaceAnswers Place { get; set; } = new();

    public bool AsksForPlace => Seen.Needs.Any(PlaceCodes.Needs.Contains);

    /// <summary>Something has to be done there: what was said is no longer right, or was never said.</summary>
    public bool PlaceIsOpen => Seen.Place is null
        || ModelState.Any(entry => entry.Value!.Errors.Count > 0 && entry.Key.StartsWith(PlaceAnswers.Posted(""), StringComparison.Ordinal));

    public ReferralSeen Seen { get; private set; } = null!;
    public Guid CaseId { get; private set; }
    public Candidates Candidates { get; private set; } = null!;

    protected override (string, string)? Beside(string pointer) =>
        pointer.Split('/') is [_, "candidates" or "recipients", var place, ..] && Candidates.At(chosen, place) is { } partner
            ? (Candidates.Posted(partner), T["wrong.candidate"])
            : PlaceAnswers.Beside(pointer, T) ?? base.Beside(pointer);

    public async Task<IActionResult> OnGet()
    {
        if (await Load() is { } stopped)
            return stopped;
        Place = PlaceAnswers.From(Seen.Place);
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        chosen = Candidates.Read(Request.Form, ModelState);
        if (chosen.Count == 0)
        {
            Fault(Candidates.Listings.Count > 0 ? Candidates.Posted(Candidates.Listings[0]) : "", "partners.noneChosen");
            return Page();
        }
        var place = AsksForPlace ? Place.Read(ModelState, T, Zones.DayOf(time.GetUtcNow(), Zone)) : null;
        if (!ModelState.IsValid)
            return Page();
        var permit = await cases.AskPermit(CaseId, chosen, categories, KeyFor("permit"));
        if (permit.Problem is { } noPermit)
            return ShowProblem(noPermit) ?? Page();
        return await Do(
            () => referrals.OfferAgain(Id, permit.Body!.Permit, chosen, place, Key.ToString(), SeenVersion),
            ActionForms.OfferAgain.Name, $"/referrals/{Id}");
    }

    protected override async Task<IActionResult?> Load()
    {
        var answer = await referrals.Read(Id);
        Seen = answer.Require();
        Reread(answer.ETag);
        if (ActionForms.OfferAgain.Refuse(this, Seen.Actions, Seen.Sent, $"/referrals/{Id}") is { } refused)
            return refused;
        if (Seen.PermitId is not { } permit || (await cases.Permit(permit)).Body?.CaseId is not { } caseId)
            return NotFound();
        CaseId = caseId;

        var consents = await cases.Consents(CaseId).Require();
        var now = time.GetUtcNow();
        categories = consents.CategoriesInForce(now);
        var asked = Seen.Offers.Select(offer => offer.To).ToHashSet();
        var (askable, shut) = Eligible.Named(Context, consents, new Draft { Needs = Seen.Needs, Language = Seen.Language, Region = Seen.Region });
        var doubtful = Doubtful(Seen);
        var beside = await PlacesBeside.Ask(placements, Seen.Place, Seen.Region, Zone);
        // Whoever has not been asked yet comes first, whom safety speaks against last and only if somebody chooses it.
        Candidates = new(
            [
                .. PlacesBeside.Likeliest(beside, askable).OrderBy(listing => doubtful.ContainsKey(listing.Id))
                    .ThenBy(listing => asked.Contains(listing.Id)),
            ],
            [], Zone, now)
        { Doubtful = doubtful, Shut = shut, Beside = beside };
        return null;
    }

    /// <summary>Whom safety speaks against, with the reason: it declined for it, or the person told it to stop.</summary>
    Dictionary<PartnerId, string> Doubtful(ReferralSeen referral)
    {
        var reasons = referral.Offers.Where(offer => offer.Code is { } code && Codes.DoubtfulDeclines.Contains(code))
            .GroupBy(offer => offer.To)
            .ToDictionary(offers => offers.Key, offers => T.With("partners.declined", ("reason", T.Code("decline", offers.Last().Code!))));
        foreach (var wish in referral.StopWishes.Where(wish => wish.Code is not "GO_ON"))
            reasons[wish.By] = T["partners.saidStop"];
        return reasons;
    }
}
