using System.Collections.Frozen;
using System.Text.Json.Serialization;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Returns.Lifecycle;

public sealed class ReturnState : SagaState<Return>
{
    /// <summary>Of those that wait for their turn. Looked up for each step, since a rule asks nobody.</summary>
    [JsonIgnore]
    public IReadOnlySet<PartnerId> Suspended { get; set; } = FrozenSet<PartnerId>.Empty;
}

/// <summary>One journey home of a travel group, as codes, countries and references. No identity, no reason, no free text.</summary>
/// <param name="From">Who asked for it; of somebody who is back already the organisation that leads.</param>
/// <param name="LeavesFrom">ISO 3166-1 code of the country where the travellers are, or were.</param>
/// <param name="GoesTo">ISO 3166-1 code.</param>
/// <param name="Needs">Of <see cref="Codes.AssistanceTypes"/>: what the travellers will need.</param>
public sealed record Return(
    Guid Id, PartnerId From, string Reference, ReturnTerms Terms, string LeavesFrom, string GoesTo, IReadOnlyList<string> Languages,
    IReadOnlyList<string> Needs, string Urgency, OfferMode Mode, DateTimeOffset OpenedAt) : ConversationWithOffers(Id, From)
{
    public IReadOnlyList<Traveller> Travellers { get; init; } = [];

    /// <summary>They were home before the network heard of them: whoever receives them leads, and there is no journey.</summary>
    public bool AlreadyBack { get; init; }

    /// <summary>The return that these travellers left, for one of their own.</summary>
    public Guid? LeftFrom { get; init; }

    /// <summary>Nobody asked for it: who leads it opened it.</summary>
    [JsonIgnore]
    public bool OpenedByLead => AlreadyBack || LeftFrom is not null;

    /// <summary>The travellers who go together still. Of those who left it, what was asked for them stays on record.</summary>
    [JsonIgnore]
    public IEnumerable<Traveller> Group => Travellers.Where(t => t.LeftFor is null);

    /// <summary>Each adult of the group, alone; where nobody is an adult, each child, with whoever decides for them.</summary>
    [JsonIgnore]
    public IReadOnlyList<Traveller> ToCounsel => [.. Group.Where(t => !t.IsChild || Group.All(other => other.IsChild))];

    /// <summary>
    /// Under which the ledger has what the lead does. It is tied to the lead's cases alone: whoever asked finds, from its own case, the
    /// return's id and nothing of the journey.
    /// </summary>
    public Guid JourneyId { get; init; } = Guid.NewGuid();

    /// <summary>When somebody accepted to lead.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>How much of the timeline there was then: whoever asked sees no more of it.</summary>
    public int TimelineAtAcceptance { get; init; } = int.MaxValue;

    /// <summary>What Cases last said of whether the travellers may travel; null: nobody has asked.</summary>
    public TravelAnswer? Travel { get; init; }

    /// <summary>Of <see cref="Codes.ReturnEnds"/>, or why the person will not go, or how it closed.</summary>
    public string? EndCode { get; init; }

    /// <summary>An adult with a document of their own and no risk named wants a ticket: no assessment and no plan unless asked for.</summary>
    public bool Light { get; init; }

    public Assessment? Assessment { get; init; }

    /// <summary>What waits at home, line by line, as agreed with the person.</summary>
    public IReadOnlyList<PlanLine> Plan { get; init; } = [];

    /// <summary>Something stands against the journey.</summary>
    public Hold? Hold { get; init; }

    public Journey? Journey { get; init; }

    /// <summary>What was seen or told of where they are, in the order in which it was recorded.</summary>
    public IReadOnlyList<Sighting> Sightings { get; init; } = [];

    public Alarm? Alarm { get; init; }

    /// <summary>The duty desks that an alarm was given to: from then on they know of the return.</summary>
    public IReadOnlyList<PartnerId> OnDuty { get; init; } = [];

    /// <summary>The third word was said: whoever met them is not told, the lead is.</summary>
    public DateTimeOffset? NotFreeAt { get; init; }

    /// <summary>Referrals that belong to the return and have begun; of those that have ended with the moment.</summary>
    public IReadOnlyList<Reintegration> Reintegrations { get; init; } = [];

    /// <summary>When the first hours at home were over; monitoring counts from here.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>Of <see cref="Codes.FirstHours"/>: what was ticked.</summary>
    public IReadOnlyList<string> FirstHours { get; init; } = [];

    public IReadOnlyList<MonitoringTalk> Talks { get; init; } = [];

    /// <summary>Who owes a receipt, or has given one, for a part that ended since consent was taken back or nobody goes.</summary>
    public IReadOnlyList<StopReceipt> Receipts { get; init; } = [];

    /// <summary>Whose journey with the travellers it is; null as long as nobody has accepted.</summary>
    [JsonIgnore]
    public PartnerId? Lead => OpenedByLead ? From : Offers.Accepted?.To;

    [JsonIgnore]
    public IEnumerable<(Traveller Traveller, Strand Strand)> Strands => Travellers.SelectMany(t => t.Strands.Select(s => (t, s)));

    /// <summary>Nobody wants to be looked for, and nobody is a child: a child's check cannot be declined.</summary>
    [JsonIgnore]
    public bool CheckDeclined => Group.All(t => t.HasDeclined("check"));

    /// <summary>Has taken its part, as a strand's, and has it still.</summary>
    public bool Takes(PartnerId partner, string kind) =>
        Strands.Any(s => s.Strand.With == partner && s.Strand.Kind == kind && s.Strand is { Taken: true, EndedAt: null });

    /// <summary>For which people of this organisation: of a group those who may see every traveller's case.</summary>
    public IReadOnlyList<Guid>? OnlyFor(PartnerId partner)
    {
        var audiences = Travellers.Select(t => partner == From ? t.Introduction?.Audience : null)
            .Concat(Group.Select(t => partner == Lead ? t.Tie?.Audience : null))
            .Select(audience => audience?.Only).OfType<IReadOnlyList<Guid>>().ToList();
        return audiences.Count == 0 ? null : [.. audiences.Aggregate((all, next) => [.. all.Intersect(next)])];
    }
}

/// <summary>Somebody who travels, with a case of their own.</summary>
/// <param name="AgeBand">Of <see cref="Codes.AgeBands"/>.</param>
public sealed record Traveller(Guid Id, string AgeBand)
{
    /// <summary>By what whoever asked hands the person over to the lead; null: the lead knows them itself.</summary>
    public Introduction? Introduction { get; init; }

    /// <summary>To the lead's own case; null: the lead has not opened one yet.</summary>
    public TravellerTie? Tie { get; init; }

    public Counsel? Counsel { get; init; }

    public TravelConsent? Consent { get; init; }

    /// <summary>When they took it back; null: they have not, or have consented anew.</summary>
    public DateTimeOffset? TookBackAt { get; init; }

    /// <summary>Every one there ever was; of each kind the last counts.</summary>
    public IReadOnlyList<Strand> Strands { get; init; } = [];

    /// <summary>Of <see cref="Codes.DocumentHolders"/>: one at a time.</summary>
    public string? DocumentHolder { get; init; }

    /// <summary>Of <see cref="Codes.Declinable"/>: what they do not want, having been told what it is for.</summary>
    public IReadOnlyList<string> Declined { get; init; } = [];

    /// <summary>What happens if they do not arrive, sealed in Cases for the duty desks.</summary>
    public ArrivalPlan? ArrivalPlan { get; init; }

    /// <summary>Since when they are to be told what was decided in their favour; what it is, stands in their case. Null: nothing is.</summary>
    public DateTimeOffset? ToTell { get; init; }

    /// <summary>The return of their own that they left the group for.</summary>
    public Guid? LeftFor { get; init; }

    /// <summary>Keyed hashes of the words of their last leg.</summary>
    public Words? Words { get; init; }

    public Strand? Current(string kind) => Strands.LastOrDefault(s => s.Kind == kind);

    public bool HasDeclined(string what) => !IsChild && Declined.Contains(what);

    /// <summary>Somebody decides for them. A missing age is an adult's: taking them for a child needs reasons, on record in the case.</summary>
    [JsonIgnore]
    public bool IsChild => Codes.ChildAgeBands.Contains(AgeBand);
}

/// <summary>A permit to hand a traveller's details over to the lead, and what Cases answered.</summary>
public sealed record Introduction(Guid PermitId, Guid ReceiptId, Audience Audience)
{
    public Guid? RequestId { get; init; }
    public Guid? DisclosureId { get; init; }

    /// <summary>Why nothing was released.</summary>
    public string? Refused { get; init; }

    /// <summary>When the person took it back.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }
}

/// <summary>May they travel? No reason comes with it: the lead reads that in its cases.</summary>
/// <param name="Answer">Of <see cref="Codes.TravelAnswers"/>; null: on its way, which is no yes.</param>
/// <param name="At">When it was asked, or found so: of several answers the latest counts.</param>
public sealed record TravelAnswer(string? Answer, DateTimeOffset At);

/// <summary>The lead's case of a traveller is in this return.</summary>
public sealed record TravellerTie(Guid TieId, Audience Audience);

/// <summary>An adult was counselled, alone.</summary>
/// <param name="Interpreter">Of <see cref="Codes.CounselInterpreters"/>: never somebody of the group.</param>
/// <param name="Topics">Of <see cref="Codes.CounselTopics"/>: all of them.</param>
public sealed record Counsel(DateTimeOffset At, Guid By, string Interpreter, IReadOnlyList<string> Topics);

/// <summary>The periods and calendars that hold for a return, as they were when it was asked for.</summary>
/// <param name="AnswerDue">How long a candidate has to answer, in its own days.</param>
/// <param name="RequestShown">How long whoever asked reads that the request is in hand, whatever becomes of it.</param>
/// <param name="TimeZone">IANA name: of whoever asked.</param>
/// <param name="Holidays">On which whoever asked does not work; null: none were known.</param>
/// <param name="Zones">The calendars of those who were asked.</param>
public sealed record ReturnTerms(
    Period AnswerDue, Period RequestShown, string TimeZone, IReadOnlyList<DateOnly>? Holidays, IReadOnlyList<PartnerZone> Zones)
{
    /// <summary>By <see cref="ReturnPeriods"/>: those of the journey.</summary>
    public IReadOnlyDictionary<string, Period> Periods { get; init; } = new Dictionary<string, Period>();

    /// <summary>When a period of the journey ends that begins now.</summary>
    /// <exception cref="InvalidOperationException">The rule was not known when the return was asked for.</exception>
    public DateTimeOffset After(DateTimeOffset start, string rule, WorkCalendar? calendar = null) => Deadlines.After(
        start,
        Periods.GetValueOrDefault(rule)
            ?? throw new InvalidOperationException($"This return was asked for when there was no rule {rule}; list the rule and ask anew."),
        calendar ?? Calendar);

    /// <summary>When a period of the journey begins that ends then, in real time.</summary>
    /// <inheritdoc cref="After"/>
    public DateTimeOffset Before(DateTimeOffset end, string rule) => end - (After(end, rule) - end);

    [JsonIgnore]
    public WorkCalendar Calendar => new(TimeZone, Holidays);

    public WorkCalendar CalendarOf(PartnerId partner) => Zones.CalendarOf(partner) ?? Calendar;

    /// <summary>These from now on; whoever was asked before keeps its calendar.</summary>
    public ReturnTerms Become(ReturnTerms newer) => newer with { Zones = newer.Zones.Before(Zones) };
}

/// <summary>The rules of Partners that hold on the journey. Each has a citation there.</summary>
public static class ReturnPeriods
{
    public const string ConsentWait = "return-consent-wait";
    public const string AssessmentAge = "return-assessment-age";
    public const string ClearanceAnswer = "return-clearance-answer";
    public const string BookingKept = "return-booking-kept";
    public const string FinalConfirmation = "return-final-confirmation";
    public const string TellBefore = "return-tell-before";
    public const string DepartureWord = "return-departure-word";
    public const string Missing = "return-missing";
    public const string RingAgain = "return-ring-again";
    public const string ReceiptDue = "stop-receipt-due";

    /// <summary>Returns that were asked for before this was read have none.</summary>
    public const string ReceiptEscalation = "stop-receipt-escalation";

    /// <summary>How long after a ride of this kind somebody is waited for.</summary>
    public static string Check(string carrier) => $"return-check.{carrier}";

    /// <summary>When the person is asked how they are, from the day they were received.</summary>
    public static readonly IReadOnlyList<string> Monitoring = ["return-monitoring.1", "return-monitoring.2", "return-monitoring.3"];

    public static readonly IReadOnlyList<string> All =
    [
        ConsentWait, AssessmentAge, ClearanceAnswer, BookingKept, FinalConfirmation, TellBefore, DepartureWord, Missing, RingAgain, ReceiptDue,
        ReceiptEscalation,
        .. Codes.Carriers.Order(StringComparer.Ordinal).Select(Check), .. Monitoring,
    ];
}
