using System.Text.Json;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Partners.Proposals;

/// <summary>What one person wants and another has to agree to.</summary>
/// <param name="ProviderId">Null where it is about the partner itself, and for a provider that is not there yet.</param>
/// <param name="Content">
/// A <see cref="Providing.ProviderDetails"/> without its secret, a <see cref="ProposedKey"/> or a <see cref="ProposedNaming"/>; never changed.
/// </param>
/// <param name="LinkBy">The administrator who made the one-time link.</param>
/// <param name="AgreedBy">Null beside <paramref name="AgreedAt"/>: whoever opened the link.</param>
/// <param name="WithdrawnBy">Null beside <paramref name="EndedAt"/>: a later proposal took its place.</param>
public sealed record Proposal(
    Guid Id,
    PartnerId PartnerId,
    string Kind,
    Guid? ProviderId,
    JsonElement Content,
    Guid ProposedBy,
    DateTimeOffset ProposedAt,
    Guid? LinkBy,
    DateTimeOffset? LinkEndsAt,
    Guid? AgreedBy,
    DateTimeOffset? AgreedAt,
    Guid? WithdrawnBy,
    DateTimeOffset? EndedAt)
{
    public const string Naming = "naming";
    public const string Key = "key";
    public const string Provider = "provider";
    public const string Reinstatement = "reinstatement";

    public bool IsOpen => AgreedAt is null && EndedAt is null;
}

/// <param name="PublicKey">Canonical JWK; null for the custodial key.</param>
/// <param name="Thumbprint">RFC 7638, or <c>custodial</c>.</param>
public sealed record ProposedKey(string? PublicKey, string Thumbprint);

/// <summary>Others choose a partner by its name, and its kind decides what its people see.</summary>
public sealed record ProposedNaming(string Name, string Kind);

/// <summary>Who may be the second person.</summary>
public static class ProposalRules
{
    /// <summary>Time to hand the link over outside the network.</summary>
    public static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(24);

    /// <summary>
    /// A provider decides who signs in for the partner, so a person of the partner agrees to it. Everything else may also be
    /// agreed to by another administrator: nobody of a partner that is suspended could.
    /// </summary>
    public static bool MayAgree(Proposal proposal, Caller caller) =>
        caller.Partner == proposal.PartnerId || (proposal.Kind != Proposal.Provider && caller.Has(Roles.Administrator));

    public static Refusal? Agree(Proposal proposal, Caller caller) =>
        !proposal.IsOpen ? Ended
        : proposal.ProposedBy == caller.ActorId ? new Refusal("SECOND_PERSON_NEEDED", "You proposed this; somebody else agrees to it.")
        : null;

    /// <param name="hasProvider">Whether the partner has, or ever had, a provider: its own people agree to every later one.</param>
    public static Refusal? MakeLink(Proposal proposal, Caller caller, bool hasProvider) =>
        !proposal.IsOpen ? Ended
        : proposal.Kind != Proposal.Provider || hasProvider
            ? new Refusal("PERSON_OF_THE_PARTNER_NEEDED", "A link is for a partner's first provider. A person of the partner agrees to this, signed in.")
        : proposal.ProposedBy == caller.ActorId ? new Refusal("SECOND_PERSON_NEEDED", "You proposed this; another administrator makes the link and hands it over.")
        : null;

    public static Refusal Ended { get; } = new("PROPOSAL_ENDED", "This proposal was agreed to, withdrawn or replaced.");
}
