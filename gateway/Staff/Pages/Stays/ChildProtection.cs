namespace ReferralNetwork.Staff.Pages.Stays;

/// <summary>Who is rung where a child is missing, as the directory lists it.</summary>
public static class ChildProtection
{
    const string Kind = "x:ChildProtectionAuthority";

    /// <summary>Of the country in which the reader's organisation works.</summary>
    public static IEnumerable<ListingShown> Near(StaffContext context)
    {
        var own = context.Directory.FirstOrDefault(listing => listing.Id == context.Me.Partner)?.Jurisdiction;
        return context.Directory.Where(listing => listing.Kind == Kind && listing.Jurisdiction == own && !listing.Suspended);
    }
}
