using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.NewReferral;

public sealed class CheckModel(StaffContext context, CasesClient cases, ReferralsClient referrals) : DraftPage(context, cases)
{
    public string CaseLabel { get; private set; } = "";

    /// <summary>Chosen, but not to be asked any more, with the reason.</summary>
    public IReadOnlyDictionary<PartnerId, string> Shut { get; private set; } = new Dictionary<PartnerId, string>();

    /// <summary>Nothing is asked here: what is wrong is said by the name of what to change.</summary>
    protected override (string, string)? Beside(string pointer) => pointer.Split('/') switch
    {
        [_, "candidates" or "recipients", var at, ..] when Candidates.At(Draft.Candidates, at) is { } partner => ("", Change(Names.For(partner))),
        [_, "needs", ..] => ("", Change(T["need.title"])),
        [_, "urgency"] => ("", Change(T["need.urgency"])),
        [_, "removalAt"] => ("", Change(T["need.removal"])),
        [_, "place", ..] => ("", Change(T["placeNeeded.title"])),
        [_, "ageBand"] => ("", Change(T["about.age"])),
        [_, "language"] => ("", Change(T["about.language"])),
        [_, "region"] => ("", Change(T["about.region"])),
        [_, "candidates" or "recipients" or "mode", ..] => ("", Change(T["partners.title"])),
        [_, "categories" or "permit", ..] => ("", Change(T["consent.categories"])),
        _ => base.Beside(pointer),
    };

    string Change(string what) => T.With("check.wrong", ("what", what));

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;

        var permit = await Cases.AskPermit(Draft.CaseId!.Value, Draft.Candidates, Draft.Categories, KeyFor("permit"));
        if (permit.Problem is { } noPermit)
            return ShowProblem(noPermit) ?? Page();

        var tie = Draft.RideTo is { } stay ? await Cases.Tie(Draft.CaseId!.Value, Conversations.Referral, stay) : null;
        if (tie?.Problem is { } notTied)
            return ShowProblem(notTied) ?? Page();

        var sent = await referrals.Open(Draft, permit.Body!.Permit, tie?.Body!.Tie, Key.ToString());
        if (sent.Problem is { } notSent)
            return ShowProblem(notSent) ?? Page();

        // Pressed again, the same key finds the referral that was sent, and the draft is finished then.
        if (await Cases.ChangeDraft(Id, _ => new Draft { SentAs = sent.Body!.Id }) is { } notFinished)
            return ShowProblem(notFinished) ?? Page();
        return Redirect($"/referrals/{sent.Body!.Id}/sent");
    }

    protected override async Task<IActionResult?> Load()
    {
        if (Draft.SentAs is { } already)
            return Redirect($"/referrals/{already}/sent");
        if (!Draft.Whole || Draft.CaseId is not { } chosen)
            return Redirect($"/new/{Id}");
        var (askable, shut) = Eligible.Named(Context, await Cases.Consents(chosen).Require(), Draft);
        Shut = Draft.Candidates.Except(askable.Select(listing => listing.Id)).ToDictionary(
            id => id, id => shut.FirstOrDefault(one => one.Key.Id == id).Value ?? T["partners.notAmong"]);
        CaseLabel = (await Cases.Label(chosen).Require()).Label;
        return null;
    }
}
