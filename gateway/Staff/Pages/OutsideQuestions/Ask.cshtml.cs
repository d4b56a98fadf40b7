using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.OutsideQuestions;

/// <summary>One question to one organisation. Who is in danger now is told first whom to ring.</summary>
[Authorize(Access.CaseWork)]
public sealed class AskModel(StaffContext context, InquiriesClient inquiries) : StaffPage(context)
{
    /// <summary>The organisation.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Asked { get; set; }

    [BindProperty] public string? OnBehalfOf { get; set; }
    [BindProperty] public string? About { get; set; }
    [BindProperty] public string? Reason { get; set; }
    [BindProperty] public string? Contact { get; set; }

    public ListingShown Listing { get; private set; } = null!;

    /// <summary>All that the reader finds but their own, where somebody can read the question.</summary>
    public static IEnumerable<ListingShown> Askable(StaffContext context) => context.Directory.Where(listing =>
        !listing.Suspended && listing.Id != context.Me.Partner && context.HasCoordinators(listing.Id));

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        if (OnBehalfOf is null) Fault(nameof(OnBehalfOf), "outside.noOnBehalfOf");
        if (string.IsNullOrWhiteSpace(About)) Fault(nameof(About), "outside.noAbout");
        if (string.IsNullOrWhiteSpace(Reason)) Fault(nameof(Reason), "outside.noReason");
        if (string.IsNullOrWhiteSpace(Contact)) Fault(nameof(Contact), "outside.noContact");
        return await Do(
            () => inquiries.AskOutside(Asked, OnBehalfOf, new(About!, Reason!, Contact!), Key.ToString()),
            "outside-question-asked", "/outside-questions");
    }

    protected override Task<IActionResult?> Load()
    {
        Listing = Askable(Context).FirstOrDefault(listing => listing.Id.Value == Asked)!;
        return Task.FromResult<IActionResult?>(Listing is null ? NotFound() : null);
    }

    protected override (string, string)? Beside(string pointer) => pointer switch
    {
        "/about" => (nameof(About), T["wrong.Text"]),
        "/reason" => (nameof(Reason), T["wrong.Text"]),
        "/contact" => (nameof(Contact), T["wrong.Text"]),
        _ => base.Beside(pointer),
    };
}
