using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Chassis.TextInput;

namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>Whom to turn to: partners whose listing holds every word that was typed.</summary>
public sealed class DirectoryModel(StaffContext context, TimeProvider time) : HotlinePage(context)
{
    const int MostShown = 30;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public IReadOnlyList<ListingShown> Found { get; private set; } = [];
    public DateTimeOffset Now => time.GetUtcNow();

    public void OnGet()
    {
        var listed = Context.Directory.Where(listing => !listing.Suspended);
        Found = [.. listed.Where(listing => FoldedText.HoldsEveryWord(Said(listing), Q ?? "")).Take(MostShown)];
    }

    public string About(ListingShown listing) =>
        $"{T.Codes("need", listing.Services)} · {T.Codes("language", listing.Languages)} · {string.Join(", ", listing.Regions.Select(T.Region))}";

    string Said(ListingShown listing) => $"{listing.Name} {T.Code("kind", listing.Kind)} {About(listing)}";
}
