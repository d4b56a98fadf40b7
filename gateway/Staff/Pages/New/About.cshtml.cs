using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.New;

/// <summary>What an offer says about a person: nothing that tells who she is.</summary>
public sealed class AboutModel(Desk desk) : DraftPage(desk)
{
    [BindProperty] public string? AgeBand { get; set; }
    [BindProperty] public string? Language { get; set; }
    [BindProperty] public string? Region { get; set; }

    public IReadOnlyList<string> AgeBands { get; } = [.. Codes.AgeBands.Order(StringComparer.Ordinal)];
    public IReadOnlyList<Choice> Languages => Sorted("language", Codes.Languages);
    public IReadOnlyList<Choice> Regions { get; private set; } = [];

    public async Task OnGet()
    {
        await Ready();
        (AgeBand, Language, Region) = (Draft.AgeBand, Draft.Language, Draft.Region);
    }

    public async Task<IActionResult> OnPost()
    {
        await Ready();
        if (AgeBand is null) Fault(nameof(AgeBand), "about.noAge");
        if (Language is null) Fault(nameof(Language), "about.noLanguage");
        if (Region is null) Fault(nameof(Region), "about.noRegion");
        return ModelState.IsValid ? await Save(draft => draft with { AgeBand = AgeBand, Language = Language, Region = Region }) : Page();
    }

    async Task Ready()
    {
        var regions = (await Desk.Directory(Ct)).SelectMany(listing => listing.Regions).Distinct(StringComparer.Ordinal);
        Regions = [.. regions.Select(code => new Choice(code, T.Region(code))).OrderBy(choice => choice.Label, StringComparer.Create(T.Culture, ignoreCase: true))];
    }
}
