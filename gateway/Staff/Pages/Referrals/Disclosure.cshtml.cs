using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Staff.Pages.Cases;
using ReferralNetwork.Staff.Pages.Handoffs;

namespace ReferralNetwork.Staff.Pages.Referrals;

/// <summary>
/// What consent covers, or what an order compelled. Consent is decided again each time it is opened, and each time is recorded.
/// </summary>
public sealed class DisclosureModel(StaffContext context, CasesClient cases, CompelledDisclosuresClient compelled) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }

    public DisclosureOpened Opened { get; private set; } = null!;
    public IReadOnlyList<FieldGroup> Categories { get; private set; } = [];

    /// <summary>What an order compelled: how it is handled, and what of it was confirmed.</summary>
    public ReleasedFile? Compelled { get; private set; }

    /// <summary>Why it can be opened no more.</summary>
    public string? Shut { get; private set; }

    public async Task<IActionResult> OnGet(string conversation, Guid disclosure)
    {
        var answer = await cases.Disclosure(disclosure);
        if (answer.Problem is { Status: 410 } shut)
        {
            Response.StatusCode = StatusCodes.Status410Gone;
            Shut = WhyShut(shut, "shut.other");
            return Page();
        }
        Opened = answer.Require();
        var fields = (await cases.Fields().Require()).Items;
        Categories = FieldAnswers.ByCategory(fields, Opened.Fields ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal), T);
        if (conversation == "compelled-disclosures")
            Compelled = await ReleasedFile.Read(compelled, Id);
        return Page();
    }
}
