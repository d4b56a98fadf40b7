namespace ReferralNetwork.Contracts.Responses;

/// <summary>A disclosure that an order compels, in a list.</summary>
/// <param name="Side"><c>compelled</c> or <c>compelled-received</c>.</param>
/// <param name="With">The other organisation.</param>
/// <param name="Fields">How many the order names; null for its recipient, who knows.</param>
/// <param name="ReviewDueAt">For the sender.</param>
/// <param name="Escalations">On how many days the review was overdue; for the sender.</param>
/// <param name="Exhibits">How many the order names; for the sender.</param>
/// <param name="AnswerBy">Until when the order wants its answer; for the sender. Null: it does not say.</param>
public sealed record CompelledLine(
    Guid Id, string Reference, string Side, string State, string Basis, string Handling, PartnerId With, IReadOnlyList<string> Categories,
    int? Fields, DateTimeOffset RecordedAt, DateTimeOffset UpdatedAt, DateTimeOffset? DueAt, string? ToDo, DateTimeOffset? ReviewDueAt,
    int Escalations, int? Exhibits = null, DateTimeOffset? AnswerBy = null);

/// <summary>All of it, for the sender's people who may see it.</summary>
/// <param name="Finding">Of <see cref="Codes.OrderFindings"/>; null: not checked yet.</param>
/// <param name="RefusedFor">Of <see cref="Codes.OrderRefusals"/>.</param>
/// <param name="BanEnded">The order forbids telling the person no more, and they have not been told.</param>
/// <param name="Released">What left, and what of it was confirmed; null: nothing has left, or no copy of it.</param>
/// <param name="MismatchAt">Since when something came otherwise than it was sent, and nobody has seen to it.</param>
/// <param name="Actions">What the viewer may do now; the last segment of each action's route.</param>
/// <param name="LacksDigest">It was recorded before orders had one: nobody can approve it before the order was read again.</param>
public sealed record CompelledDetail(
    CompelledLine Line, long OrderVersion, string? Finding, IReadOnlyList<CompelledApproval> Approvals, IReadOnlyList<CompelledAdvice> Advice,
    CompelledTelling? Told, string? RefusedFor, bool ReleasePending, string? ReleaseRefused, DateTimeOffset? DisclosedAt, Guid? DisclosureId,
    CompelledDanger? Danger, CompelledReview? Review, bool BanEnded, DateTimeOffset? ToldAfterAt, CompelledOverturning? Overturned,
    CompelledReceipt? Receipt, ReleasedHandoff? Released, DateTimeOffset? MismatchAt, IReadOnlyList<CompelledEvent> Timeline,
    IReadOnlyList<string> Actions, bool LacksDigest = false);

/// <summary>What its recipient sees: that something has left to it, and what it owes.</summary>
/// <param name="DisclosureId">Of Cases, where it is read; null: it was told, and there is no copy.</param>
/// <param name="MismatchAt">Since when something came otherwise than it was sent, and its sender has not seen to it.</param>
public sealed record CompelledReceived(
    Guid Id, string Reference, string Side, string State, string Basis, string Handling, PartnerId From, DateTimeOffset DisclosedAt,
    Guid? DisclosureId, CompelledReceipt? Receipt, ReleasedHandoff? Released, DateTimeOffset? MismatchAt, IReadOnlyList<string> Actions);

/// <summary>A word from the case: that the person was told of an order, or until when it forbids that.</summary>
/// <param name="Id">Each counts once.</param>
public sealed record CompelledTelling(Guid Id, DateTimeOffset? ToldAt, DateTimeOffset? ToBeHeardUntil, DateTimeOffset? BanUntil);

/// <param name="As">Coordinator or director.</param>
/// <param name="For">Whose deputy approved; null: the holder of the role.</param>
public sealed record CompelledApproval(string As, Guid Actor, Guid? For, DateTimeOffset At, long OrderVersion);

/// <param name="Finding">Of <see cref="Codes.OrderFindings"/>.</param>
public sealed record CompelledAdvice(Guid Actor, string Finding, DateTimeOffset At);

/// <param name="Late">It was recorded later than it should: what happened is a fact all the same.</param>
public sealed record CompelledDanger(DateTimeOffset ToldAt, bool Late);

/// <param name="Finding">Of <see cref="Codes.ReviewFindings"/>.</param>
public sealed record CompelledReview(Guid Actor, string Finding, DateTimeOffset At);

/// <param name="By">Of <see cref="Codes.OrderOverturners"/>.</param>
/// <param name="ToldAt">When the person was told; null: not yet.</param>
public sealed record CompelledOverturning(string By, DateOnly On, DateTimeOffset? ToldAt = null);

/// <param name="Kind">Of <see cref="Codes.StopReceiptKinds"/>; null: it is owed.</param>
/// <param name="Basis">Of <see cref="Codes.RetentionBases"/>.</param>
public sealed record CompelledReceipt(DateTimeOffset DueAt, string? Kind, string? Basis, DateTimeOffset? GivenAt, bool Overdue);

/// <param name="With">The other organisation that it concerns.</param>
/// <param name="AppliesAt">A moment that it speaks of, such as the end of a ban.</param>
public sealed record CompelledEvent(
    DateTimeOffset At, string What, string Track, PartnerId? Partner, Guid? Actor, PartnerId? With, string? Code, DateTimeOffset? AppliesAt);

/// <summary>Who approves where somebody else does not.</summary>
/// <param name="Of">Whose deputy.</param>
/// <param name="Role">Coordinator or director.</param>
public sealed record DeputyLine(Guid Of, string Role, Guid Deputy, DateTimeOffset NamedAt);
