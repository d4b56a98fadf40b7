using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.NewReferral;

/// <summary>What an offer says about a person: nothing that tells who they are.</summary>
public sealed class AboutModel(StaffContext context, CasesClient cases) : DraftPage(context, cases)
{
    [BindProperty] public string? AgeBand { get; set; }
    [BindProperty] public string? Language { get; set; }
    [BindProperty] public string? Region { get; set; }

    public IReadOnlyList<Choice> AgeBands => [.. Codes.AgeBands.Order(StringComparer.Ordinal).Select(code => new Choice(code, T.Code("age", code)))];
    public IReadOnlyList<Choice> Languages => Choices("language", Codes.Languages);
    public IReadOnlyList<Choice> Regions => InOrder(
        Context.Directory.SelectMany(listing => listing.Regions).Distinct(StringComparer.Ordinal).Select(code => new Choice(code, T.Region(code))));

    public void OnGet() => (AgeBand, Language, Region) = (Draft.AgeBand, Draft.Language, Draft.Region);

    public async Task<IActionResult> OnPost()
    {
        if (AgeBand is null) Fault(nameof(AgeBand), "about.noAge");
        if (Language is null) Fault(nameof(Language), "about.noLanguage");
        if (Region is null) Fault(nameof(Region), "about.noRegion");
        return ModelState.IsValid ? await Save(draft => draft with { AgeBand = AgeBand, Language = Language, Region = Region }) : Page();
    }
}
