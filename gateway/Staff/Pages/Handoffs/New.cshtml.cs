using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Handoffs;

/// <summary>A handoff is begun from a case: for whom, and on what terms. Nothing leaves yet.</summary>
[Authorize(Access.Helping)]
public sealed class NewModel(StaffContext context, ConsentedHandoffsClient handoffs, CasesClient cases) : StaffPage(context)
{
    static readonly string[] UrgenciesInOrder = ["Routine", "Soon", "Urgent"];
    static readonly string[] ContactsInOrder = ["none", "through-caseworker", "direct"];

    [BindProperty(SupportsGet = true)] public Guid Case { get; set; }
    [BindProperty] public Guid? To { get; set; }
    [BindProperty] public string? HandlingCode { get; set; }
    [BindProperty] public string? Urgency { get; set; }

    /// <summary>Nobody turns to the person unless they said so.</summary>
    [BindProperty] public string Contact { get; set; } = "none";

    public string CaseLabel { get; private set; } = "";

    /// <summary>Law enforcement that takes what the reader's kind of organisation gives.</summary>
    public IReadOnlyList<Choice> Units =>
    [
        .. Context.Directory.Where(listing => !listing.Suspended && listing.Id != Me.Partner && Codes.LawEnforcementKinds.Contains(listing.Kind)
                && listing.Authority is { } authority && authority.ReferredBy.Contains(Me.PartnerKind, StringComparer.Ordinal))
            .Select(listing => new Choice(
                listing.Id.ToString(), listing.Name,
                $"{T.Code("kind", listing.Kind)}. {T.Code("immigrationRole", listing.Authority!.Immigration)}")),
    ];

    public IReadOnlyList<Choice> HandlingCodes =>
        [.. Codes.HandlingCodes.Order(StringComparer.Ordinal)
            .Select(code => new Choice(code, T.Code("handling", code), T[$"handoff.handlingHint.{code}"]))];

    public IReadOnlyList<Choice> Urgencies =>
        [.. UrgenciesInOrder.Select(code => new Choice(code, T.Code("urgency", code), T[$"handoff.urgencyHint.{code}"]))];

    public IReadOnlyList<Choice> Contacts =>
        [.. ContactsInOrder.Select(code => new Choice(code, T.Code("contactWish", code)))];

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        if (To is null) Fault(nameof(To), "handoff.new.noTo");
        if (HandlingCode is null) Fault(nameof(HandlingCode), "handling.none");
        if (Urgency is null) Fault(nameof(Urgency), "handoff.new.noUrgency");
        if (!ModelState.IsValid)
            return Page();
        var prepared = await handoffs.Prepare(new(To!.Value), HandlingCode, Urgency, Contact, Key.ToString());
        if (prepared.Problem is { } problem)
            return ShowProblem(problem) ?? Page();
        var id = prepared.Body!.Id;
        var tied = await cases.Tie(Case, Conversations.Handoff, id); // the permit names the case, and there is none yet
        if (tied.Problem is { } untied)
            return ShowProblem(untied) ?? Page();
        Confirmation = "handoff-prepared";
        return Redirect(HandoffForms.AddressOf(id, HandoffForms.Verify));
    }

    protected override async Task<IActionResult?> Load()
    {
        CaseLabel = (await cases.Label(Case).Require()).Label;
        return null;
    }
}
