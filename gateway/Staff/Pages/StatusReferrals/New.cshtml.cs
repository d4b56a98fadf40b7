using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.StatusReferrals;

/// <summary>To which authority, and who says so: what the authority does with it is read out before anybody agrees.</summary>
[Authorize(Access.Helping)]
public sealed class NewModel(StaffContext context, CasesClient cases, StatusReferralsClient referrals, TimeProvider time) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)] public Guid Case { get; set; }
    [BindProperty(SupportsGet = true)] public Guid? To { get; set; }

    /// <summary>The referral that details are sent to again; null: a new one.</summary>
    [BindProperty(SupportsGet = true)] public Guid? Again { get; set; }

    [BindProperty] public bool Heard { get; set; }
    [BindProperty] public bool Told { get; set; }
    [BindProperty] public string? ChildView { get; set; }

    public IReadOnlyList<ListingShown> List { get; private set; } = [];

    /// <summary>Null: it is still to be chosen.</summary>
    public ListingShown? Authority { get; private set; }

    public string Label { get; private set; } = "";
    public ConsentsSeen Seen { get; private set; } = null!;

    /// <summary>What of the person's consents is for this authority, in force.</summary>
    public IReadOnlyList<Consent> Agreed { get; private set; } = [];

    /// <summary>Why nothing can go all the same.</summary>
    public string? Withheld { get; private set; }

    /// <summary>They were asked about a handoff.</summary>
    public bool SaidNo { get; private set; }

    public bool MaySend => Seen.Age.Child || (Agreed.Count > 0 && Withheld is null);

    public string Choose(ListingShown listing) =>
        Addresses.With("/status-referrals/new", ("case", $"{Case}"), ("to", $"{listing.Id}"), ("again", Again?.ToString()));

    /// <summary>Where the person's answer is recorded; it leads back here.</summary>
    public string Ask => Addresses.With(
        $"/cases/{Case}/consents/new", ("purpose", Codes.Handoff), ("authority", Authority?.Id.ToString()), ("again", Again?.ToString()));

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        if (Authority is not { } authority)
            return NotFound();
        if (Seen.Age.Child)
        {
            if (!Heard) Fault(nameof(Heard), "status.noHeard");
            if (!Told) Fault(nameof(Told), "status.noTold");
            if (ChildView is null) Fault(nameof(ChildView), "act.noCode");
        }
        if (!ModelState.IsValid)
            return Page();
        var given = Seen.Age.Child
            ? await cases.AskStatusPermit(Case, authority.Id, Heard, Told, ChildView, Key.ToString())
            : await cases.AskPermit(
                Case, [authority.Id], [.. Agreed.SelectMany(consent => consent.Categories).Distinct(StringComparer.Ordinal)], Key.ToString(),
                Codes.Handoff, Codes.Authority);
        return given.Problem is { } problem
            ? ShowProblem(problem) ?? Page()
            : Redirect(Addresses.With($"/status-referrals/new/{given.Body!.Id}", ("again", Again?.ToString())));
    }

    protected override async Task<IActionResult?> Load()
    {
        Label = (await cases.Label(Case).Require()).Label;
        if (Again is { } again)
        {
            if (await StatusReferrals.Again.Find(referrals, cases, again, Case) is not { } sent)
                return NotFound();
            To = sent.Body!.Line.To.Value; // no other authority's
        }
        List = Authorities.For(Context);
        Authority = List.FirstOrDefault(listing => listing.Id.Value == To) ?? (List is [var only] ? only : null);
        if (Authority is not { } authority)
            return null;
        Seen = await cases.Consents(Case, Codes.Handoff).Require();
        var now = time.GetUtcNow();
        Agreed = [.. Seen.Items.Where(consent => consent.IsFor(Codes.Handoff) && consent.InForce(now) && consent.Recipients.Contains(authority.Id))
            .OrderByDescending(consent => consent.GivenAt)];
        Withheld = Seen.Named.FirstOrDefault(named => named.Partner == authority.Id)?.Withheld;
        SaidNo = Seen.HandoffRefusal(now) is not null;
        return null;
    }
}
