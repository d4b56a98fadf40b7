using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Visitors.Information;

namespace ReferralNetwork.Visitors.Pages;

public sealed class InfoModel(Library library) : VisitorPage
{
    public Article Article { get; private set; } = null!;
    public IReadOnlyList<Telephones> Telephones { get; private set; } = [];

    public IActionResult OnGet(string name)
    {
        if (library.Find(T.Language, name) is not { } article)
            return NotFound();
        Article = article;
        Telephones = [.. library.TelephonesOf(article.Countries)];
        return Page();
    }
}
