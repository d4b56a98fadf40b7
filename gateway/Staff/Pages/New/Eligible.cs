using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Pages.Cases;

namespace ReferralNetwork.Staff.Pages.New;

/// <summary>Who can give all that is needed, in the person's language, where she is.</summary>
public static class Eligible
{
    /// <summary>Those among them whom the person has named: who can be asked, and who cannot now, with the reason.</summary>
    public static async Task<(IReadOnlyList<Listing> Askable, IReadOnlyDictionary<Listing, string> Shut)> Named(Desk desk, ConsentsSeen consents,
        Draft draft, CancellationToken ct)
    {
        var named = consents.Named.ToDictionary(one => one.Partner, one => one.Withheld);
        var partners = (await desk.Directory(ct)).Where(listing => listing.Id != desk.Me.Partner && named.ContainsKey(listing.Id));
        var able = (await Among(desk.Network, partners, draft, ct)).ToLookup(listing => Why(listing, named[listing.Id]) is null);
        return ([.. able[true]], able[false]
            .ToDictionary(listing => listing, listing => desk.Words.Code("withheld", Why(listing, named[listing.Id])!)));
    }

    /// <summary>What the directory says of it may be newer than what Cases knows.</summary>
    static string? Why(Listing listing, string? withheld) => withheld
        ?? (listing.Suspended ? "RECIPIENT_SUSPENDED" : listing.CanBeAsked ? null : "NOT_FOR_THIS_KIND");

    public static async Task<IEnumerable<Listing>> Among(Tokens.NetworkClient network, IEnumerable<Listing> partners, Draft draft,
        CancellationToken ct)
    {
        var able = new List<HashSet<PartnerId>>();
        foreach (var need in draft.Needs)
        {
            var query = $"/partners?service={Uri.EscapeDataString(need)}"
                + (draft.Language is null ? "" : $"&language={Uri.EscapeDataString(draft.Language)}")
                + (draft.Region is null ? "" : $"&region={Uri.EscapeDataString(draft.Region)}");
            var answer = await network.Get<Several<Listing>>("partners", query, ct);
            able.Add([.. answer.Require().Items.Select(listing => listing.Id)]);
        }
        return partners.Where(listing => able.TrueForAll(set => set.Contains(listing.Id)));
    }
}
