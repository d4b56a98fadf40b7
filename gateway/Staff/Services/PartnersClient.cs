using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Services;

/// <summary>
/// Listings, providers and proposals at this moment, for those who change them. What other pages show of partners is in
/// <see cref="Known.NetworkSnapshot"/>.
/// </summary>
public sealed class PartnersClient(NetworkClient network)
{
    const string Service = "partners";

    public Task<Answer<Several<ListingShown>>> List() => network.Get<Several<ListingShown>>(Service, "/partners");

    public Task<Answer<ListingShown>> Read(PartnerId id) => network.Get<ListingShown>(Service, $"/partners/{id}");

    public Task<Answer<Several<KnownProvider>>> Providers(PartnerId id) => network.Get<Several<KnownProvider>>(Service, $"/partners/{id}/providers");

    public Task<Answer<Several<Proposal>>> Proposals(PartnerId id) => network.Get<Several<Proposal>>(Service, $"/partners/{id}/proposals");

    /// <summary>Of all partners.</summary>
    public Task<Answer<Several<Proposal>>> OpenProposals() => network.Get<Several<Proposal>>(Service, "/proposals");

    public Task<Answer<Made>> Agree(Guid proposal, string key) => network.Post<Made>(Service, $"/proposals/{proposal}/agree", null, key);

    public Task<Answer<Made>> Withdraw(Guid proposal, string key) => network.Post<Made>(Service, $"/proposals/{proposal}/withdraw", null, key);

    public Task<Answer<LinkMade>> MakeLink(Guid proposal, string key) => network.Post<LinkMade>(Service, $"/proposals/{proposal}/link", null, key);
}

/// <param name="Secret">In the first answer alone.</param>
public sealed record LinkMade(string? Secret, DateTimeOffset EndsAt);
