using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.ReceivedIntelligence;

/// <summary>A liaison officer has taken a report, under a reference of theirs.</summary>
[Authorize(Access.Liaison)]
public sealed class AcknowledgeModel(StaffContext context, HandoffsClient handoffs) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty] public string? Reference { get; set; }

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (string.IsNullOrWhiteSpace(Reference))
            Fault(nameof(Reference), "intelligence.noReference");
        return await Do(
            () => handoffs.AcknowledgeIntelligence(Id, Reference, Key.ToString()), "intelligence-acknowledge", $"/intelligence/{Id}");
    }

    protected override async Task<IActionResult?> Load()
    {
        var seen = await handoffs.ReadIntelligence(Id).Require();
        if (!HttpMethods.IsGet(Request.Method) || seen.Actions.Contains("acknowledge", StringComparer.Ordinal))
            return null;
        Confirmation = "not-now";
        return Redirect($"/intelligence/{Id}");
    }
}
