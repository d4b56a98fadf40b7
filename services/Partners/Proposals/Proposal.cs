using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Partners.Proposals;

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
            ? new Refusal(
                "PERSON_OF_THE_PARTNER_NEEDED", "A link is for a partner's first provider. A person of the partner agrees to this, signed in.")
        : proposal.ProposedBy == caller.ActorId
            ? new Refusal("SECOND_PERSON_NEEDED", "You proposed this; another administrator makes the link and hands it over.")
        : null;

    public static Refusal Ended { get; } = new("PROPOSAL_ENDED", "This proposal was agreed to, withdrawn or replaced.");
}
