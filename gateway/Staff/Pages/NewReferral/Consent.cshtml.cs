using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Staff.Pages.Cases.Exhibits;

namespace ReferralNetwork.Staff.Pages.NewReferral;

/// <summary>What the person has agreed to; the decision itself is Cases', when the permit is asked for.</summary>
public sealed class ConsentModel(StaffContext context, CasesClient cases, TimeProvider time) : DraftPage(context, cases)
{
    public ConsentsSeen Seen { get; private set; } = null!;

    /// <summary>Asked before, and said no.</summary>
    public IReadOnlyList<Consent> Refused => [.. Seen.Items.Where(consent => consent.Refused).OrderByDescending(consent => consent.GivenAt)];
    public IReadOnlyList<Consent> InForce { get; private set; } = [];

    /// <summary>None: a referral shares no exhibit.</summary>
    public ExhibitNames Exhibits => new([], T);

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        return InForce.Count == 0
            ? Page()
            : await Save(
                draft => draft with { Categories = [.. InForce.SelectMany(consent => consent.Categories).Distinct(StringComparer.Ordinal)] },
                $"/new/{Id}/partners");
    }

    protected override async Task<IActionResult?> Load()
    {
        if (Draft.CaseId is not { } chosen)
            return Redirect($"/new/{Id}");
        Seen = await Cases.Consents(chosen).Require();
        InForce =
        [
            .. Seen.Items.Where(
                consent => consent.InForce(time.GetUtcNow()) && consent.Purposes.Contains("Referral", StringComparer.Ordinal))
        ];
        return null;
    }
}
