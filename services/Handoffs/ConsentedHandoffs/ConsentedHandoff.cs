using System.Collections.Frozen;
using System.Text.Json.Serialization;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Handoffs.ConsentedHandoffs;

public sealed class ConsentedHandoffState : SagaState<ConsentedHandoff>
{
    /// <summary>The unit, if it is suspended. Looked up for an offer, since a rule asks nobody.</summary>
    [JsonIgnore]
    public IReadOnlySet<PartnerId> Suspended { get; set; } = FrozenSet<PartnerId>.Empty;
}

/// <summary>A handoff by consent as it stands. No identity and no officer's name: codes, moments, and ids of what Cases holds sealed.</summary>
/// <param name="To">The one unit that it is meant for.</param>
/// <param name="Reference">The sender's own label.</param>
/// <param name="HandlingCode">Of <see cref="Codes.HandlingCodes"/>.</param>
/// <param name="Contact">Of <see cref="Codes.ContactWishes"/>.</param>
public sealed record ConsentedHandoff(
    Guid Id, PartnerId From, PartnerId To, string Reference, string HandlingCode, string Urgency, string Contact, HandoffTerms Terms,
    DateTimeOffset PreparedAt) : ConversationWithOffers(Id, From)
{
    /// <summary>For which of the sender's people it is: the audience of the case behind the permit. For the others it does not exist.</summary>
    public Audience Audience { get; init; } = Audience.Everybody;

    /// <summary>Null as long as nobody has verified it.</summary>
    public VerifiedConsent? Consent { get; init; }

    /// <summary>What <see cref="Codes.StatedHandling"/> means here: a note, sealed in Cases.</summary>
    public Guid? HandlingNoteId { get; init; }

    public Acceptance? Acceptance { get; init; }

    /// <summary>Whose area it is, as the unit that declined says.</summary>
    public PartnerId? Responsible { get; init; }

    /// <summary>The last time that Cases was asked; null: not yet.</summary>
    public Release? Release { get; init; }

    public IReadOnlyList<GivenReceipt> Receipts { get; init; } = [];

    /// <summary>Since when something that came is not what was sent, and the sender has not seen to it.</summary>
    public DateTimeOffset? MismatchAt { get; init; }

    public IReadOnlyList<Question> Questions { get; init; } = [];

    public IReadOnlyList<InformationRequest> Requests { get; init; } = [];

    public IReadOnlyList<Feedback> Feedback { get; init; } = [];

    /// <summary>Since when there is word that somebody dangerous is free, and the caseworker has not written it into the case.</summary>
    public DateTimeOffset? ThreatAt { get; init; }

    /// <summary>From when silence is counted: the unit's last word.</summary>
    public DateTimeOffset? HeardAt { get; init; }

    /// <summary>The unit has been silent for too long.</summary>
    public bool FeedbackOverdue { get; init; }

    /// <summary>Why it was given back, of <see cref="Codes.HandoffReturnCodes"/>.</summary>
    public string? ReturnCode { get; init; }

    /// <summary>When consent was taken back, or the handoff before anything had left: what is evidence cannot be recalled.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    public IReadOnlyList<StopReceipt> StopReceipts { get; init; } = [];

    /// <summary>Versions of an audience are those of one case: only on the same receipt is it certainly the same case.</summary>
    public ConsentedHandoff For(Permit permit, Audience audience) =>
        this with { Audience = Consent?.Permit.ReceiptId == permit.ReceiptId ? Audience.Or(audience) : audience };

    /// <summary>What was released to the unit; null: nothing was.</summary>
    [JsonIgnore]
    public Release? Left => Release is { DisclosureId: not null } ? Release : null;

    /// <summary>The last question, if it waits for an answer.</summary>
    [JsonIgnore]
    public Question? OpenQuestion => Questions is [.., { AnsweredAt: null } last] ? last : null;

    /// <summary>How it may be handled is not said yet.</summary>
    [JsonIgnore]
    public bool LacksHandling => string.Equals(HandlingCode, Codes.StatedHandling, StringComparison.Ordinal) && HandlingNoteId is null;
}

/// <summary>
/// The periods that the sender's jurisdiction gave when the handoff was prepared: nobody's deadline moves under their feet when a rule changes.
/// </summary>
public sealed record HandoffTerms(
    Period FirstHours, Period AnswerDue, Period FeedbackSilence, Period StopReceiptDue, Period? StopReceiptEscalation, PartnerZone Sender,
    PartnerZone Recipient);

/// <summary>The permit that Cases signed, for this unit alone.</summary>
/// <param name="Exhibits">How many of which kind, ticked one by one.</param>
public sealed record Permit(Guid Id, Guid ReceiptId, DateTimeOffset ExpiresAt, IReadOnlyDictionary<string, int> Exhibits);

/// <summary>The consent that it stands on, as the caseworker has verified it.</summary>
/// <param name="LegalAdvice">Of <see cref="Codes.LegalAdviceAnswers"/>.</param>
/// <param name="AskedForEarlier">The person asked for it themselves within the first hours.</param>
public sealed record VerifiedConsent(Permit Permit, string LegalAdvice, bool AskedForEarlier, DateTimeOffset VerifiedAt);

/// <summary>The unit's reference and its officer: notes, sealed in Cases.</summary>
public sealed record Acceptance(Guid ReferenceNoteId, Guid OfficerNoteId, DateTimeOffset At);

/// <summary>Details asked for, and what Cases answered.</summary>
public sealed record Release(Guid RequestId, Guid PermitId, DateTimeOffset RequestedAt)
{
    public Guid? DisclosureId { get; init; }
    public IReadOnlyList<Guid> Exhibits { get; init; } = [];

    /// <summary>Of the file, in hex.</summary>
    public string? FileSha256 { get; init; }

    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>Why not.</summary>
    public string? Refused { get; init; }

    /// <summary>On its way.</summary>
    [JsonIgnore]
    public bool Pending => DisclosureId is null && Refused is null;
}

public sealed record Question(Guid NoteId, DateTimeOffset AskedAt, Guid? AnswerNoteId = null, DateTimeOffset? AnsweredAt = null);

/// <summary>More is wanted than was released: what and why stand in the note.</summary>
/// <param name="Basis">Of <see cref="Codes.InformationBases"/>, as the unit claims.</param>
/// <param name="Answer">Of <see cref="Codes.InformationAnswers"/>.</param>
/// <param name="ToldAt">When the person had it in writing.</param>
public sealed record InformationRequest(Guid Id, string Basis, Guid NoteId, DateTimeOffset RequestedAt)
{
    public string? Answer { get; init; }
    public Guid? AnswerNoteId { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }
    public DateTimeOffset? ToldAt { get; init; }
}

/// <param name="Code">Of <see cref="Codes.HandoffFeedbackCodes"/>.</param>
/// <param name="On">Of the trial, or of the day on which somebody is free.</param>
public sealed record Feedback(string Code, DateOnly? On, Guid? NoteId, DateTimeOffset GivenAt);
