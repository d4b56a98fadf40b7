using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Tokens;

namespace ReferralNetwork.Staff.Pages.New;

/// <summary>Who can give all that is needed, in the person's language, where she is.</summary>
public static class Eligible
{
    public static async Task<IEnumerable<Listing>> Among(NetworkClient network, IEnumerable<Listing> partners, Draft draft, CancellationToken ct)
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
