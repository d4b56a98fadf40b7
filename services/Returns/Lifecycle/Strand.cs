using System.Text.Json.Serialization;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Returns.Lifecycle;

/// <summary>One part of the preparation of one traveller: with an organisation of the network, outside it, or not needed.</summary>
/// <param name="Kind">Of <see cref="Codes.StrandKinds"/>.</param>
public sealed record Strand(Guid Id, string Kind, StrandStatus Status, DateTimeOffset AskedAt)
{
    /// <summary>Null: outside the network, or not needed.</summary>
    public PartnerId? With { get; init; }

    /// <summary>It is a body of a State: it is told at noon of its working days alone, and never of the journey.</summary>
    public bool OfState { get; init; }

    /// <summary>Where its working days are; null: with nobody.</summary>
    public WorkCalendar? Calendar { get; init; }

    /// <summary>The organisation's own label of the return.</summary>
    public string Reference { get; init; } = "";

    public Guid? PermitId { get; init; }
    public Guid? ReceiptId { get; init; }

    /// <summary>By when it is wanted. Of an embassy the last day of a week: no date of travel.</summary>
    public DateOnly? NeededBy { get; init; }

    /// <summary>Of <see cref="Codes.StrandNeeds"/>.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>What is ready holds until the end of this day.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Of <see cref="Codes.DocumentKinds"/>.</summary>
    public string? DocumentKind { get; init; }

    /// <summary>
    /// Who held the traveller's document when the details were asked for: what goes with them to whoever issues one. What changes later is the
    /// journey's, and would tell of it: an authority takes the passport of whoever asks for protection.
    /// </summary>
    public string? DocumentHolder { get; init; }

    /// <summary>Why it was declined.</summary>
    public string? Code { get; init; }

    /// <summary>Whether the authority has found that the traveller has its nationality; null: it has not said.</summary>
    public bool? NationalityConfirmed { get; init; }

    /// <summary>Who meets, carrier and place: sealed in Cases.</summary>
    public Guid? NoteId { get; init; }

    /// <summary>The papers are complete: the authority's clock runs.</summary>
    public DateTimeOffset? CompleteAt { get; init; }

    public Guid? RequestId { get; init; }
    public Guid? DisclosureId { get; init; }
    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>Why nothing was released.</summary>
    public string? Refused { get; init; }

    /// <summary>The lead ended it, the person took back the consent to it, or the return is over. A body of a State is not told.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The organisation has said yes.</summary>
    [JsonIgnore]
    public bool Taken => With is not null && Status is StrandStatus.Accepted or StrandStatus.Needs or StrandStatus.Ready or StrandStatus.Lapsed;

    /// <summary>Nothing stands in the way of leaving on that day.</summary>
    public bool Serves(DateOnly day) =>
        EndedAt is null && (Status == StrandStatus.NotNeeded || (Status == StrandStatus.Ready && (Until is null || Until > day)));
}

/// <summary>Lapsed: what was ready is past its day, and is asked for again.</summary>
public enum StrandStatus { Asked, Accepted, Needs, Ready, NotNeeded, Declined, Lapsed }
