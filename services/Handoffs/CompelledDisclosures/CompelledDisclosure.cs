using System.Text.Json.Serialization;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Handoffs.CompelledDisclosures;

public sealed class CompelledDisclosureState : SagaState<CompelledDisclosure>;

/// <summary>A disclosure on an order, or what was told to save a life, as it stands. It names no person and no case; its id is the order's.</summary>
/// <param name="Requester">Who recorded it: they and their deputies approve nothing.</param>
/// <param name="Reference">For its sender.</param>
/// <param name="Handling">Of <see cref="Codes.PlainHandlingCodes"/>.</param>
public sealed record CompelledDisclosure(
    Guid Id, PartnerId From, Guid Requester, string Reference, Order Order, string Handling, Terms Terms, DateTimeOffset RecordedAt)
    : Conversation(Id)
{
    [JsonIgnore]
    public PartnerId Recipient => Order.Recipient;

    /// <summary>For which of the sender's people it is, but for those who approve and the data-protection officer.</summary>
    public Audience Audience { get; init; } = Audience.Everybody;

    /// <summary>Of <see cref="Codes.OrderFindings"/>; null: not checked yet.</summary>
    public string? Finding { get; init; }

    /// <summary>Before anything left; null: not told, and no ban recorded.</summary>
    public CompelledTelling? Told { get; init; }

    /// <summary>What was told of it once: each word from the case counts once.</summary>
    public IReadOnlyList<Guid> Tellings { get; init; } = [];

    public IReadOnlyList<CompelledApproval> Approvals { get; init; } = [];
    public IReadOnlyList<CompelledAdvice> Advice { get; init; } = [];

    /// <summary>Of <see cref="Codes.OrderRefusals"/>.</summary>
    public string? RefusedFor { get; init; }

    public Release? Release { get; init; }

    /// <summary>When it left, or somebody was told in danger; null: nothing has left.</summary>
    public DateTimeOffset? DisclosedAt { get; init; }

    /// <summary>Null where somebody was told in danger: there is no copy.</summary>
    public Guid? DisclosureId { get; init; }

    /// <summary>What its recipient has confirmed of its copy.</summary>
    public IReadOnlyList<GivenReceipt> Receipts { get; init; } = [];

    /// <summary>Since when something came otherwise than it was sent, and nobody has seen to it.</summary>
    public DateTimeOffset? MismatchAt { get; init; }

    public CompelledDanger? Danger { get; init; }
    public DateTimeOffset? ReviewDueAt { get; init; }

    /// <summary>On how many days the review was overdue.</summary>
    public int Escalations { get; init; }

    /// <summary>When it goes up again; null: it has not yet.</summary>
    public DateTimeOffset? NextEscalationAt { get; init; }

    public CompelledReview? Review { get; init; }

    /// <summary>The order forbids telling the person no more, and they have not been told: an alarm.</summary>
    public bool BanEnded { get; init; }

    /// <summary>When the person was told of what had left already: in danger, or under a ban.</summary>
    public DateTimeOffset? ToldAfterAt { get; init; }

    public CompelledOverturning? Overturned { get; init; }

    /// <summary>What its recipient owes after it was overturned.</summary>
    public StopReceipt? Receipt { get; init; }

    /// <summary>The receipt is so late that it is the data-protection officers' business. A column is made of it.</summary>
    public bool Escalated => Receipt is { Owed: true, Escalated: true };

    /// <summary>Its recipient has not confirmed all of what left.</summary>
    [JsonIgnore]
    public bool LacksReceipts => Release is { FileSha256: not null } left && !Receipts.Cover(left.Exhibits);

    /// <summary>The person is to be told of what has left.</summary>
    public bool OwesTelling(DateTimeOffset now) =>
        Overturned is not null ? Overturned.ToldAt is null
        : DisclosedAt is not null && ToldAfterAt is null && (Danger is not null || Told?.BanUntil <= now);
}

/// <param name="Recipient">Who gave it, or was told.</param>
/// <param name="Kind">The recipient's.</param>
/// <param name="Basis">Of <see cref="Codes.OrderBases"/>.</param>
/// <param name="Fields">How many it names.</param>
/// <param name="Version">Counts how often it was narrowed.</param>
/// <param name="Exhibits">How many it names.</param>
/// <param name="Digest">
/// Of all that it says, also of what only Cases knows: each approver names what they have seen. Null: recorded before orders had one.
/// </param>
/// <param name="AnswerBy">Until when it wants its answer; null: it does not say.</param>
public sealed record Order(
    PartnerId Recipient, string Kind, string Basis, IReadOnlyList<string> Categories, int Fields, long Version, int Exhibits, string? Digest,
    DateTimeOffset? AnswerBy = null);

/// <summary>The periods that the sender's jurisdiction gives when it is recorded.</summary>
/// <param name="TimeZone">IANA name.</param>
/// <param name="Recipient">Its calendar, for what it owes.</param>
public sealed record Terms(
    Period ReviewDue, Period DangerRecordWithin, Period StopReceiptDue, Period? StopReceiptEscalation, string TimeZone, PartnerZone Recipient)
{
    /// <summary>The sender's calendar: its periods are hours.</summary>
    [JsonIgnore]
    public WorkCalendar Calendar => new(TimeZone);
}

/// <summary>Cases was asked. A release without an answer is on its way.</summary>
/// <param name="FileSha256">Hex; null: nothing was released.</param>
public sealed record Release(
    Guid RequestId, DateTimeOffset AskedAt, string? Refused = null, DateTimeOffset? AnsweredAt = null, string? FileSha256 = null)
{
    public IReadOnlyList<Guid> Exhibits { get; init; } = [];

    [JsonIgnore]
    public bool Pending => AnsweredAt is null;
}
