using System.Text.Json;
using ReferralNetwork.Staff.SignIn;

namespace ReferralNetwork.Staff.Pages.Organisation;

/// <summary>What a proposal proposes, by its kind; and a provider in use as it was proposed.</summary>
public static class Proposed
{
    sealed record Key(string Thumbprint);

    public sealed record Named(string Name, string Kind);

    /// <summary>Of the text that says what is proposed.</summary>
    public static string What(this Proposal proposal) => proposal is { Kind: Proposal.Provider, ProviderId: not null } ? "change" : proposal.Kind;

    public static ProposedProvider? NewProvider(this Proposal proposal) => proposal.Content<ProposedProvider>(Proposal.Provider);

    public static string? Thumbprint(this Proposal proposal) => proposal.Content<Key>(Proposal.Key)?.Thumbprint;

    public static Named? NewNaming(this Proposal proposal) => proposal.Content<Named>(Proposal.Naming);

    public static IEnumerable<Guid> Actors(this Proposal proposal) =>
        new[] { proposal.ProposedBy, proposal.LinkBy, proposal.AgreedBy, proposal.WithdrawnBy }.OfType<Guid>();

    public static ProposedProvider AsProposed(this KnownProvider provider) => new(
        provider.DisplayName, provider.Issuer, provider.ClientId, provider.ClientAuthentication, provider.Hosts,
        provider.RoleClaim, provider.RoleRules);

    static T? Content<T>(this Proposal proposal, string kind) where T : class =>
        proposal.Kind == kind ? proposal.Content.Deserialize<T>(JsonSerializerOptions.Web) : null;
}
