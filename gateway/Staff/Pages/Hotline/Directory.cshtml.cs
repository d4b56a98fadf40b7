using System.Globalization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>Whom to turn to: partners whose listing holds every word that was typed.</summary>
public sealed class DirectoryModel(Desk desk, TimeProvider time) : HotlinePage(desk)
{
    const int MostShown = 30;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public IReadOnlyList<Listing> Found { get; private set; } = [];
    public DateTimeOffset Now => time.GetUtcNow();

    public async Task OnGet()
    {
        var words = (Q ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Found = [.. (await Desk.Directory(Ct)).Where(listing => !listing.Suspended && words.All(word => Says(listing, word))).Take(MostShown)];
    }

    public string About(Listing listing) => $"{T.Codes("need", listing.Services)} · {T.Codes("language", listing.Languages)} · {string.Join(", ", listing.Regions.Select(T.Region))}";

    bool Says(Listing listing, string word) =>
        T.Culture.CompareInfo.IndexOf($"{listing.Name} {T.Code("kind", listing.Kind)} {About(listing)}", word, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0;
}
