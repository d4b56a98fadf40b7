using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Handoffs.AnonymousIntelligence;

public sealed class IntelligenceState : SagaState<Intelligence>;

/// <summary>A report as it stands, as codes and moments. Its words lie sealed beside it; of whom it comes from there is nothing.</summary>
/// <param name="Label">The sender's.</param>
/// <param name="RecipientLabel">The recipient's.</param>
/// <param name="Handling">Of <see cref="Codes.HandlingCodes"/>.</param>
/// <param name="SourceGrade">Of <see cref="Codes.SourceGrades"/>.</param>
/// <param name="InformationGrade">Of <see cref="Codes.InformationGrades"/>.</param>
public sealed record Intelligence(
    Guid Id, PartnerId From, PartnerId To, string Label, string RecipientLabel, string Handling, string SourceGrade, string InformationGrade,
    DateTimeOffset DraftedAt)
{
    /// <summary>Everybody who has written in it: none of them gives it the second look.</summary>
    public IReadOnlyList<Guid> Writers { get; init; } = [];

    /// <summary>How long what is told of suspects may be kept, by the sender's law; null: it tells nothing of suspects.</summary>
    public Period? Kept { get; init; }

    /// <summary>Where the sender's days are counted.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Until then the person whom it comes from wants it to wait; null: it comes from no case, or they agree.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>Somebody who was asked for the second look said that it gives away who told.</summary>
    public bool GaveAway { get; init; }

    public DateTimeOffset? SentAt { get; init; }
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>Its words are gone.</summary>
    public bool Shredded { get; init; }

    public DateTimeOffset UpdatedAt { get; init; } = DraftedAt;

    /// <summary>When its words go; null: never, or they have not left.</summary>
    public DateTimeOffset? ShredAt => SentAt is { } sent && Kept is { } kept ? Deadlines.After(sent, kept, new(TimeZone)) : null;
}
