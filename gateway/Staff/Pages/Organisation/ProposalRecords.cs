using System.Text.Json;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.SignIn;

namespace ReferralNetwork.Staff.Pages.Organisation;

/// <summary>A provider in use, as Partners tells it to the partner's own people and to administrators.</summary>
public sealed record Provider(
    Guid Id, string DisplayName, string Issuer, string ClientId, string ClientAuthentication, IReadOnlyList<string> Hosts, string RoleClaim,
    IReadOnlyList<Known.RoleRule> RoleRules, bool Suspended)
{
    public ProposedProvider Shown => new(DisplayName, Issuer, ClientId, ClientAuthentication, Hosts, RoleClaim, RoleRules);
}

/// <summary>What one person wants and a second one has to agree to.</summary>
/// <param name="Kind"><c>naming</c>, <c>key</c>, <c>provider</c> or <c>reinstatement</c>.</param>
/// <param name="AgreedBy">Null beside <paramref name="AgreedAt"/>: whoever opened the one-time link.</param>
/// <param name="WithdrawnBy">Null beside <paramref name="EndedAt"/>: a later proposal took its place.</param>
public sealed record Proposal(
    Guid Id, PartnerId PartnerId, string Kind, Guid? ProviderId, JsonElement Content, Guid ProposedBy, DateTimeOffset ProposedAt, Guid? LinkBy,
    DateTimeOffset? LinkEndsAt, Guid? AgreedBy, DateTimeOffset? AgreedAt, Guid? WithdrawnBy, DateTimeOffset? EndedAt)
{
    sealed record Key(string Thumbprint);

    public sealed record Named(string Name, string Kind);

    public bool IsOpen => AgreedAt is null && EndedAt is null;

    /// <summary>Of the text that says what is proposed.</summary>
    public string What => Kind == "provider" && ProviderId is not null ? "change" : Kind;

    public ProposedProvider? Provider => Kind == "provider" ? Content.Deserialize<ProposedProvider>(JsonSerializerOptions.Web) : null;

    public string? Thumbprint => Kind == "key" ? Content.Deserialize<Key>(JsonSerializerOptions.Web)!.Thumbprint : null;

    public Named? Naming => Kind == "naming" ? Content.Deserialize<Named>(JsonSerializerOptions.Web) : null;

    public IEnumerable<Guid> Actors => new[] { ProposedBy, LinkBy, AgreedBy, WithdrawnBy }.OfType<Guid>();
}

/// <summary>A partner as it is told to itself and to administrators.</summary>
public sealed record OwnListing(PartnerId Id, string Name, string Kind, bool Suspended, string? SignInCode);
