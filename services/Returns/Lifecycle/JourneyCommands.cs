using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Returns.Lifecycle;

// Decisions: each has guards.

/// <summary>A traveller wants to go. Not within a day of being counselled, unless they ask for it.</summary>
public sealed record GiveReturnConsent(
    Guid Id, PartnerId By, Guid Actor, Guid TravellerId, Guid PermitId, Guid ReceiptId, bool AskedSooner) : IUserCommand;

/// <summary>Neither the person nor the lead names a risk: no assessment and no plan.</summary>
public sealed record PlanLight(Guid Id, PartnerId By, Guid Actor) : IUserCommand;

/// <param name="Result">Of <see cref="Codes.AssessmentResults"/>.</param>
/// <param name="NoteId">What was found, sealed in Cases.</param>
public sealed record AssessReturn(Guid Id, PartnerId By, Guid Actor, string Result, Guid? NoteId) : IUserCommand;

/// <param name="Body">Of <see cref="Codes.BestInterestsBodies"/>.</param>
/// <param name="NoteId">The document, sealed in Cases.</param>
public sealed record DecideBestInterests(Guid Id, PartnerId By, Guid Actor, string Body, DateOnly On, string Result, Guid? NoteId) : IUserCommand;

public sealed record AgreePlan(Guid Id, PartnerId By, Guid Actor, IReadOnlyList<PlanLine> Lines) : IUserCommand;

/// <param name="Code">Of <see cref="Codes.ReassessCodes"/>.</param>
public sealed record Reassess(Guid Id, PartnerId By, Guid Actor, string Code) : IUserCommand;

public sealed record RebookReturn(Guid Id, PartnerId By, Guid Actor) : IUserCommand;
public sealed record BookReturn(Guid Id, PartnerId By, Guid Actor, Journey Journey) : IUserCommand;
public sealed record HoldReturn(Guid Id, PartnerId By, Guid Actor) : IUserCommand;
public sealed record ReleaseHold(Guid Id, PartnerId By, Guid Actor) : IUserCommand;

/// <summary>Bars, risk and health were asked again, and the person says yes.</summary>
public sealed record ConfirmFinally(Guid Id, PartnerId By, Guid Actor) : IUserCommand;

/// <summary>The person does not want to be looked for any more, asked in these words.</summary>
public sealed record StopCheck(Guid Id, PartnerId By, Guid Actor) : IUserCommand;

/// <param name="Ticked">Of <see cref="Codes.FirstHours"/>.</param>
public sealed record ConfirmReception(Guid Id, PartnerId By, Guid Actor, IReadOnlyList<string> Ticked) : IUserCommand;

public sealed record RecordTalk(Guid Id, PartnerId By, Guid Actor, string Psychosocial, string Economic, string Social) : IUserCommand;

/// <param name="Code">Of <see cref="Codes.CloseCodes"/>.</param>
public sealed record CloseReturn(Guid Id, PartnerId By, Guid Actor, string Code) : IUserCommand;

/// <param name="Kind">Of <see cref="Codes.StopReceiptKinds"/>.</param>
/// <param name="Basis">Of <see cref="Codes.RetentionBases"/>.</param>
public sealed record GiveReturnReceipt(Guid Id, PartnerId By, Guid Actor, string Kind, string? Basis) : IUserCommand;

// Facts: recorded from every state, by whoever saw it, with their own time.

/// <summary>Where the travellers are, as somebody saw it or was told.</summary>
public interface ISighting : IUserCommand
{
    DateTimeOffset At { get; }
}

public sealed record ReportDeparted(Guid Id, PartnerId By, Guid Actor, DateTimeOffset At) : ISighting;

/// <param name="Code">Of <see cref="Codes.NotDepartedCodes"/>.</param>
public sealed record ReportNotDeparted(Guid Id, PartnerId By, Guid Actor, DateTimeOffset At, string Code) : ISighting;

public sealed record ReportLegBegun(Guid Id, PartnerId By, Guid Actor, DateTimeOffset At, Guid LegId) : ISighting;
public sealed record ReportLegArrived(Guid Id, PartnerId By, Guid Actor, DateTimeOffset At, Guid LegId) : ISighting;

/// <param name="Word">Keyed hash of what they answered; null: they have said none.</param>
public sealed record ReportArrived(Guid Id, PartnerId By, Guid Actor, DateTimeOffset At, string? Word) : ISighting;

/// <param name="In">ISO 3166-1 code of the country.</param>
public sealed record ReportStoppedEnRoute(Guid Id, PartnerId By, Guid Actor, DateTimeOffset At, string In) : ISighting;

public sealed record ReportGoesOn(Guid Id, PartnerId By, Guid Actor, DateTimeOffset At) : ISighting;

/// <param name="Code">Of <see cref="Codes.StayCodes"/>.</param>
public sealed record ReportStays(Guid Id, PartnerId By, Guid Actor, DateTimeOffset At, string Code) : ISighting;

public sealed record ReportMissing(Guid Id, PartnerId By, Guid Actor, DateTimeOffset At) : ISighting;

/// <param name="Code">Of <see cref="Codes.FoundCodes"/>.</param>
/// <param name="Then">Of <see cref="Codes.FoundThen"/>.</param>
/// <param name="SpokeWith">Of <see cref="Codes.SpokeWith"/>.</param>
/// <param name="FreeToSpeak">Whether they could speak freely.</param>
public sealed record ReportFound(
    Guid Id, PartnerId By, Guid Actor, DateTimeOffset At, string Code, string Then, string SpokeWith, bool FreeToSpeak) : ISighting;

/// <param name="Kind">Of <see cref="Codes.RemovalKinds"/>.</param>
/// <param name="To">ISO 3166-1 code.</param>
public sealed record ReportRemoved(Guid Id, PartnerId By, Guid Actor, DateTimeOffset At, string Kind, string To) : ISighting;

/// <summary>A delay that at least two sources have told moves the check, by three hours at most each time.</summary>
public sealed record ConfirmDelay(Guid Id, PartnerId By, Guid Actor, Guid LegId, TimeSpan Late, IReadOnlyList<string> Sources) : IUserCommand;

/// <summary>The ringing stops for a while, the alarm does not.</summary>
public sealed record AcknowledgeAlarm(Guid Id, PartnerId By, Guid Actor) : IUserCommand;
