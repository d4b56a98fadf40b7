namespace ReferralNetwork.Staff.Pages.NewReferral;

/// <summary>Who can give all that is needed, in the person's language, where they are.</summary>
public static class Eligible
{
    /// <summary>Those among them whom the person has named: who can be asked, and who cannot now, with the reason.</summary>
    public static (IReadOnlyList<ListingShown> Askable, IReadOnlyDictionary<ListingShown, string> Shut) Named(
        StaffContext context, ConsentsSeen consents, Draft draft)
    {
        var named = consents.Named.ToDictionary(one => one.Partner, one => one.Withheld);
        var able = Among(context.Directory.Where(listing => listing.Id != context.Me.Partner && named.ContainsKey(listing.Id)), draft)
            .ToLookup(listing => Why(listing, named[listing.Id]) is null);
        return ([.. able[true]], able[false]
            .ToDictionary(listing => listing, listing => context.Words.Code("withheld", Why(listing, named[listing.Id])!)));
    }

    /// <summary>What the directory says of it may be newer than what Cases knows.</summary>
    static string? Why(ListingShown listing, string? withheld) => withheld
        ?? (listing.Suspended ? "RECIPIENT_SUSPENDED" : listing.CanBeAsked ? null : "NOT_FOR_THIS_KIND");

    public static IEnumerable<ListingShown> Among(IEnumerable<ListingShown> partners, Draft draft) =>
        partners.Where(listing => draft.Needs.All(need => listing.Helps(need, draft.Language, draft.Region)));
}
