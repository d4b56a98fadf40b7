using System.Text.Json.Serialization;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Returns.Lifecycle;

/// <summary>The person wants to go: by a permit that Cases signed on a receipt for <c>ReturnAssistance</c>.</summary>
public sealed record TravelConsent(Guid PermitId, Guid ReceiptId, DateTimeOffset At);

/// <summary>What the lead and the receiving organisation found, each by itself; what they wrote is sealed in Cases.</summary>
/// <param name="Lead">Of <see cref="Codes.AssessmentResults"/>; null: not said yet.</param>
public sealed record Assessment(string? Lead, string? Receiving, DateTimeOffset At)
{
    /// <summary>Of <see cref="Codes.BestInterestsBodies"/>: who decided what is best for a child.</summary>
    public string? DecidedBy { get; init; }

    public DateOnly? DecidedOn { get; init; }
}

/// <param name="Type">Of <see cref="Codes.AssistanceTypes"/>.</param>
/// <param name="Provider">Null: outside the network.</param>
/// <param name="Form">Of <see cref="Codes.PlanForms"/>.</param>
/// <param name="Amount">In euro, of what is paid out or paid for; null: none is named.</param>
public sealed record PlanLine(string Type, string Form, DateOnly By, PartnerId? Provider = null, decimal? Amount = null);

/// <param name="CameFrom">Where it goes back to.</param>
public sealed record Hold(DateTimeOffset Since, string CameFrom);

/// <summary>How they travel.</summary>
/// <param name="Legs">One ride after the other.</param>
/// <param name="DutyDesks">Who is alarmed besides, in the countries where it begins and ends.</param>
public sealed record Journey(IReadOnlyList<Leg> Legs, IReadOnlyList<PartnerId> DutyDesks)
{
    /// <summary>The question whether they may travel; of other answers nothing is booked.</summary>
    public Guid RequestId { get; init; }

    /// <summary>Of a booking that waits for a new assessment.</summary>
    public DateTimeOffset? KeptUntil { get; init; }

    public DateTimeOffset? DepartedAt { get; init; }

    /// <summary>They have arrived, or were found: nobody is looked for any more.</summary>
    public bool CheckEnded { get; init; }

    [JsonIgnore]
    public DateTimeOffset DepartsAt => Legs[0].DepartsAt;

    [JsonIgnore]
    public DateTimeOffset ArrivesAt => Legs[^1].ArrivesAt;

    public Journey With(Leg changed) => this with { Legs = [.. Legs.Select(l => l.Id == changed.Id ? changed : l)] };
}

/// <summary>One ride.</summary>
/// <param name="Carrier">Of <see cref="Codes.Carriers"/>.</param>
/// <param name="Escort">Of <see cref="Codes.Escorts"/>.</param>
/// <param name="By">Who carries or accompanies them; null: outside the network.</param>
public sealed record Leg(
    Guid Id, string Carrier, string From, string To, DateTimeOffset DepartsAt, DateTimeOffset ArrivesAt, string Escort, PartnerId? By)
{
    public DateTimeOffset? BegunAt { get; init; }
    public DateTimeOffset? ArrivedAt { get; init; }

    /// <summary>Of a delay that two sources told.</summary>
    public TimeSpan Late { get; init; }

    /// <summary>The alarm was given: it is given once.</summary>
    public DateTimeOffset? OverdueAt { get; init; }
}

/// <summary>What somebody saw or was told, at a moment of its own.</summary>
/// <param name="What">Of <see cref="Verbs"/>.</param>
/// <param name="OutOfPlan">It happened though a guard was not met.</param>
public sealed record Sighting(string What, DateTimeOffset At, PartnerId By, Guid? LegId, string? Code, bool OutOfPlan);

/// <summary>Somebody has not arrived. Acknowledging it stops the ringing for a while, not the alarm.</summary>
public sealed record Alarm(Guid LegId, DateTimeOffset Since, DateTimeOffset RingsAt, PartnerId? AcknowledgedBy = null);

/// <summary>What happens if a traveller does not arrive, sealed in Cases; these duty desks may read it at an alarm.</summary>
public sealed record ArrivalPlan(Guid Id, IReadOnlyList<PartnerId> Desks);

/// <summary>Keyed hashes: of what the person answers, and of the third word, which means that they are not free.</summary>
public sealed record Words(string Answer, string NotFree);

/// <summary>A referral by which somebody who came home is helped.</summary>
public sealed record Reintegration(Guid ReferralId, PartnerId By, DateTimeOffset Since)
{
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Of <see cref="Codes.OutcomeCodes"/>.</summary>
    public string? Code { get; init; }
}

/// <summary>How the person is, as they say: each of <see cref="Codes.MonitoringMarks"/>.</summary>
public sealed record MonitoringTalk(DateTimeOffset At, PartnerId By, string Psychosocial, string Economic, string Social);
