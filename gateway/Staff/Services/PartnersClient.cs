using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Services;

/// <summary>
/// Listings, providers and proposals at this moment, for those who change them. What other pages show of partners is in
/// <see cref="Known.NetworkSnapshot"/>.
/// </summary>
public sealed class PartnersClient(NetworkClient network)
{
    const string Service = "partners";

    public Task<Answer<ListResponse<ListingShown>>> List() => network.Get<ListResponse<ListingShown>>(Service, "/partners");

    public Task<Answer<ListingShown>> Read(PartnerId id) => network.Get<ListingShown>(Service, $"/partners/{id}");

    public Task<Answer<ListResponse<KnownProvider>>> Providers(PartnerId id) =>
        network.Get<ListResponse<KnownProvider>>(Service, $"/partners/{id}/providers");

    public Task<Answer<ListResponse<Proposal>>> Proposals(PartnerId id) => network.Get<ListResponse<Proposal>>(Service, $"/partners/{id}/proposals");

    /// <summary>Of all partners.</summary>
    public Task<Answer<ListResponse<Proposal>>> OpenProposals() => network.Get<ListResponse<Proposal>>(Service, "/proposals");

    public Task<Answer<CreatedResponse>> Agree(Guid proposal, string key) =>
        network.Post<CreatedResponse>(Service, $"/proposals/{proposal}/agree", null, key);

    public Task<Answer<CreatedResponse>> Withdraw(Guid proposal, string key) =>
        network.Post<CreatedResponse>(Service, $"/proposals/{proposal}/withdraw", null, key);

    public Task<Answer<LinkMade>> MakeLink(Guid proposal, string key) => network.Post<LinkMade>(Service, $"/proposals/{proposal}/link", null, key);
}

/// <param name="Secret">In the first answer alone.</param>
public sealed record LinkMade(string? Secret, DateTimeOffset EndsAt);
