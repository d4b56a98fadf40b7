using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Pages.Cases;

namespace ReferralNetwork.Staff.Pages.New;

public sealed class CheckModel(Desk desk) : DraftPage(desk)
{
    public Names Names { get; private set; } = null!;
    public string CaseLabel { get; private set; } = "";

    /// <summary>Chosen, but not to be asked any more, with the reason.</summary>
    public IReadOnlyDictionary<PartnerId, string> Shut { get; private set; } = new Dictionary<PartnerId, string>();

    /// <summary>Nothing is asked here: what is wrong is said by the name of what to change.</summary>
    protected override (string, string)? Beside(string pointer) => pointer.Split('/') switch
    {
        [_, "candidates" or "recipients", var at, ..] when Candidates.At(Draft.Candidates, at) is { } partner => ("", Change(Names.Of(partner))),
        [_, "needs", ..] => ("", Change(T["need.title"])),
        [_, "urgency"] => ("", Change(T["need.urgency"])),
        [_, "ageBand"] => ("", Change(T["about.age"])),
        [_, "language"] => ("", Change(T["about.language"])),
        [_, "region"] => ("", Change(T["about.region"])),
        [_, "candidates" or "recipients" or "mode", ..] => ("", Change(T["partners.title"])),
        [_, "categories" or "permit", ..] => ("", Change(T["consent.categories"])),
        _ => base.Beside(pointer),
    };

    string Change(string what) => T.With("check.wrong", ("what", what));

    public async Task<IActionResult> OnGet() => await Ready() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await Ready() is { } stopped)
            return stopped;

        var permit = await Permits.Ask(Network, Draft.CaseId!.Value, Draft.Candidates, Draft.Categories, KeyFor("permit"), Ct);
        if (permit.Problem is { } noPermit)
            return Stop(noPermit) ?? Page();

        var sent = await Network.Post<Made>("referrals", "/referrals", new
        {
            permit = permit.Body!.Permit,
            needs = Draft.Needs,
            ageBand = Draft.AgeBand,
            language = Draft.Language,
            region = Draft.Region,
            urgency = Draft.Urgency,
            mode = Draft.Mode,
            candidates = Draft.Candidates,
        }, Key.ToString(), null, Ct);
        if (sent.Problem is { } notSent)
            return Stop(notSent) ?? Page();

        // Pressed again, the same key finds the referral that was sent, and the draft is finished then.
        if (await Drafts.Change(Network, Id, _ => new Draft { SentAs = sent.Body!.Id }, Ct) is { } notFinished)
            return Stop(notFinished) ?? Page();
        return Redirect($"/referrals/{sent.Body!.Id}/sent");
    }

    async Task<IActionResult?> Ready()
    {
        if (Draft.SentAs is { } already)
            return Redirect($"/referrals/{already}/sent");
        if (!Draft.Whole)
            return Redirect($"/new/{Id}");
        Names = await Desk.Names([], Ct);
        var consents = (await Network.Get<ConsentsSeen>("cases", $"/cases/{Draft.CaseId}/consents", Ct)).Require();
        var (askable, shut) = await Eligible.Named(Desk, consents, Draft, Ct);
        Shut = Draft.Candidates.Except(askable.Select(listing => listing.Id)).ToDictionary(
            id => id, id => shut.FirstOrDefault(one => one.Key.Id == id).Value ?? T["partners.notAmong"]);
        CaseLabel = (await Network.Get<CaseLine>("cases", $"/cases/{Draft.CaseId}/label", Ct)).Require().Label;
        return null;
    }
}
