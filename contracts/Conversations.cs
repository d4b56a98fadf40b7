using System.Collections.Frozen;

namespace ReferralNetwork.Contracts;

// What the services of conversations and Cases say to each other: the same for referrals, returns and handoffs. Each
// message names the conversation by its kind and id, and Cases answers to the queue of that kind.

/// <summary>The kinds of conversations: what organisations have with one another about a person.</summary>
public static class Conversations
{
    public const string Referral = "referral";
    public const string Return = "return";

    /// <summary>A consented handoff to law enforcement.</summary>
    public const string Handoff = "handoff";

    /// <summary>A referral to the authority that decides who is a victim.</summary>
    public const string StatusReferral = "status-referral";

    /// <summary>What an order compels.</summary>
    public const string CompelledDisclosure = "compelled-disclosure";

    /// <summary>Where each kind hears what Cases has to say.</summary>
    public static readonly FrozenDictionary<string, string> Queues =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Referral] = Routes.Referral,
            [Return] = Routes.Return,
            [Handoff] = Routes.ConsentedHandoff,
            [StatusReferral] = Routes.StatusReferral,
            [CompelledDisclosure] = Routes.CompelledDisclosure,
        }.ToFrozenDictionary(StringComparer.Ordinal);
}

/// <summary>The conversation that another one belongs to, such as the referral of the stay to that of a ride.</summary>
public sealed record TiedConversation(string Conversation, Guid ConversationId);

/// <summary>An offer is on its recipient's worklist.</summary>
/// <param name="Conversation">One of <see cref="Conversations"/>.</param>
/// <param name="Permits">What the offer stands on: one for each person that it is about.</param>
public sealed record OfferMade(
    string Conversation, Guid ConversationId, Guid OfferId, IReadOnlyList<Guid> Permits, PartnerId From, PartnerId To,
    DateTimeOffset MadeAt, DateTimeOffset AnswerBy);

/// <summary>To Cases, mandatory: an offer was accepted, release what consent covers now. Each permit is answered by itself.</summary>
/// <param name="RequestId">New for each request; a repeated request makes no second disclosure.</param>
/// <param name="OrderDigest">Of a compelled disclosure: what was approved of the order. Nothing leaves where the case says otherwise by now.</param>
public sealed record ReleaseDetails(
    Guid RequestId, string Conversation, Guid ConversationId, IReadOnlyList<Guid> Permits, PartnerId To, string? OrderDigest = null);

/// <summary>From Cases: sealed to the recipient, readable through <c>GET /disclosures/{id}</c> of Cases.</summary>
/// <param name="Exhibits">Those that went with a handoff, or that an order took; null: it is neither.</param>
/// <param name="FileSha256">Of the signed file of either, hex: what its recipient confirms; null: it is neither.</param>
public sealed record DetailsReleased(
    Guid RequestId, string Conversation, Guid ConversationId, Guid PermitId, Guid DisclosureId, PartnerId To, IReadOnlyList<string> Categories,
    DateTimeOffset ReleasedAt, IReadOnlyList<Guid>? Exhibits = null, string? FileSha256 = null);

/// <summary>From Cases: nothing was released on this permit.</summary>
/// <param name="Reason">Code of the consent decision, such as <c>WITHDRAWN</c> or <c>EXPIRED</c>.</param>
public sealed record ReleaseRefused(
    Guid RequestId, string Conversation, Guid ConversationId, Guid PermitId, PartnerId To, string Reason, DateTimeOffset RefusedAt);

/// <summary>
/// A recipient's part has ended: it has given the conversation back, its offer ended without acceptance, or the conversation
/// has ended. Its disclosures and the notes that were written to it shut. Of several the earliest counts.
/// </summary>
/// <param name="OfferId">By which it had that part; null: by none that is known.</param>
/// <param name="ReadsUntil">When they shut; null: at once.</param>
/// <param name="PersonSaidStop">The person told this recipient to stop: nothing goes to it on a consent given before.</param>
/// <param name="Permits">
/// Only what stands on these has ended, since the recipient has other parts in the conversation: the notes that were written to it stay open.
/// Null: all of it.
/// </param>
public sealed record RecipientEnded(
    string Conversation, Guid ConversationId, Guid? OfferId, PartnerId Recipient, DateTimeOffset EndedAt, DateTimeOffset? ReadsUntil = null,
    bool PersonSaidStop = false, IReadOnlyList<Guid>? Permits = null);

/// <summary>
/// From Cases, mandatory: consent was withdrawn (GDPR Art. 7(3)); one for each permit given on the receipt. What stands on
/// the permit stops.
/// </summary>
public sealed record ConsentWithdrawn(string Conversation, Guid ConversationId, Guid PermitId, Guid ReceiptId, DateTimeOffset WithdrawnAt);

/// <summary>
/// From Cases, mandatory: since the permit was given the person has excluded these organisations. What stands on the permit
/// asks none of them, and takes an open offer to one back.
/// </summary>
/// <param name="Recipients">Those of the permit that nothing may go to any more.</param>
public sealed record PermitNarrowed(string Conversation, Guid ConversationId, Guid PermitId, IReadOnlyList<PartnerId> Recipients);

/// <summary>
/// From Cases, mandatory: the owner of the case has changed for which of its own people it is. For all others of them what
/// stands on the case does not exist either. One for each permit or tie by which the case is in the conversation.
/// </summary>
/// <param name="PermitId">What the conversation stands on; null: it is tied to the case only.</param>
/// <param name="TieId">By which the conversation is tied to the case; null: it stands on a permit.</param>
/// <param name="Only">Pseudonyms of people; null: everybody of the owner's organisation.</param>
/// <param name="Version">Of the case's audience: the highest counts. Permits and ties carry it too.</param>
public sealed record AudienceChanged(
    string Conversation, Guid ConversationId, Guid? PermitId, Guid? TieId, IReadOnlyList<Guid>? Only, long Version);
