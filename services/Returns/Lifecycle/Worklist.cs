using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Returns.Lifecycle;

/// <summary>On whose worklist a return is, and what is due there until when.</summary>
public static class Worklist
{
    public const string Requested = "requested";
    public const string Asked = "asked";
    public const string Led = "led";

    /// <summary>A strand is or was with the organisation.</summary>
    public const string Part = "part";

    /// <summary>Somebody has not arrived, and the organisation is on duty.</summary>
    public const string Duty = "duty";

    public static readonly IReadOnlyList<string> Sides = [Requested, Asked, Led, Part, Duty];

    /// <summary>Each organisation once, by the most that it is in the return.</summary>
    public static IReadOnlyList<WorklistItem> ItemsFor(string state, Return data)
    {
        var items = new List<WorklistItem>();
        if (data.Lead is { } lead)
            Add(ForLead(state, data) with { Only = data.OnlyFor(lead) });
        if (!data.OpenedByLead)
            Add(ForRequester(state, data));
        foreach (var (_, strand) in data.Strands.Where(s => s.Strand.With is not null))
            Add(ForPart(state, data, strand.With!.Value));
        foreach (var to in data.Offers.Made.Select(o => o.To))
            Add(ForCandidate(data, data.Offers.LastTo(to)!));
        foreach (var desk in data.OnDuty)
            Add(Alarmed(data, new(data.Id, desk, Duty, Open: data.Alarm is not null, DueAt: null, ToDo: null, data.UpdatedAt)));
        return items;

        void Add(WorklistItem item)
        {
            if (!items.Exists(i => i.Partner == item.Partner))
                items.Add(item);
        }
    }

    /// <summary>An embassy's line does not move after the acceptance, but by what it did itself: what becomes of the return is not told by a list
    /// either.</summary>
    static WorklistItem ForRequester(string state, Return data)
    {
        var own = data.Strands.Where(s => s.Strand.With == data.From).Select(s => s.Strand).ToList();
        var owes = Owed(data, r => r.Partner == data.From);
        return new(
            data.Id, data.From, Requested, Open: States.Asking.Contains(state) || data.AcceptedAt is not null,
            state == States.Requested ? data.Offers.Open.Min(o => (DateTimeOffset?)o.AnswerBy) : owes ?? AnswerBy(own),
            state == States.Unplaced ? "offer-again" : owes is not null ? "receipt" : own.Exists(Unanswered) ? "answer-strand" : null,
            RequesterMovedAt(state, data))
        { Only = data.OnlyFor(data.From) };
    }

    static DateTimeOffset RequesterMovedAt(string state, Return data) =>
        data.AcceptedAt ?? (States.Asking.Contains(state) ? data.Offers.Made[^1].MadeAt : data.UpdatedAt);

    static WorklistItem ForLead(string state, Return data)
    {
        var late = Owed(data, r => r.Overdue);
        var (toDo, dueAt) = state switch
        {
            _ when data.NotFreeAt is { } at => ("not-free", at),
            _ when late is null && !States.Open.Contains(state) => (null, null),
            States.Stopping when late is null => ("receipts", Owed(data, _ => true)),
            _ when state == States.Stopping || !States.Open.Contains(state) => ("receipts-overdue", late),
            _ when data.Group.Min(t => t.ToTell) is { } since && States.Preparing.Contains(state) => ("tell", EndOfDay(data, since)),
            _ when data.Group.Any(t => t.Introduction is { Refused: not null } && t.Tie is null) => ("introduction-refused", null),
            _ when data.Group.Any(t => t.Tie is null) => ("tie", null),
            States.Accepted => ("counsel", null),
            States.OnHold => ("hold", null),
            States.ConsentGiven => ("assess", null),
            States.NoObstacleFound or States.WithMeasures => ("agree-plan", null),
            States.NotSafe => ("protect", null),
            States.BestInterestsPending => ("best-interests", null),
            States.PlanAgreed => ("book", null),
            States.Booked => ("final-confirm", data.Journey!.DepartsAt),
            States.FinalConfirmed => ("departed", data.Terms.After(data.Journey!.DepartsAt, ReturnPeriods.DepartureWord)),
            States.Arrived => ("received", null),
            States.Monitoring => ("talk", ReturnView.TalkDueAt(data)),
            _ => (late is null ? null : "receipts-overdue", late),
        };
        return Alarmed(
            data, new(
                data.Id, data.Lead!.Value, Led,
                States.Open.Contains(state) || data.Alarm is not null || data.NotFreeAt is not null || late is not null, dueAt, toDo,
                data.UpdatedAt, First: toDo is "not-free"));
    }

    static DateTimeOffset EndOfDay(Return data, DateTimeOffset moment)
    {
        var calendar = data.Terms.CalendarOf(data.Lead!.Value);
        return Deadlines.EndOfDay(
            DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, TimeZoneInfo.FindSystemTimeZoneById(calendar.TimeZone)).DateTime), calendar);
    }

    static WorklistItem ForPart(string state, Return data, PartnerId partner)
    {
        var own = data.Strands.Where(s => s.Strand.With == partner).Select(s => s.Strand).ToList();
        if (own[^1].OfState)
            return new(
                data.Id, partner, Part, Open: own.Exists(s => s.Status is not (StrandStatus.Declined or StrandStatus.Ready or StrandStatus.Lapsed)),
                AnswerBy(own), own.Exists(Unanswered) ? "answer-strand" : null, own[^1].AskedAt);
        var (meets, owes) = (data.Takes(partner, Codes.ReceptionStrand), Owed(data, r => r.Partner == partner));
        var (toDo, dueAt) = state switch
        {
            _ when owes is not null => ("receipt", owes),
            _ when own.Exists(s => s.EndedAt is null && Unanswered(s)) => ("answer-strand", AnswerBy(own)),
            States.ConsentGiven when meets && data.Assessment?.Receiving is null => ("assess", null),
            _ when own.Exists(s => s is { EndedAt: null, Status: StrandStatus.Accepted or StrandStatus.Needs or StrandStatus.Lapsed }) =>
                ("prepare-strand", AnswerBy(own)),
            _ when meets && States.OnTheWay.Contains(state) => ("expect", data.Journey?.ArrivesAt),
            States.Arrived when meets => ("received", null),
            States.Monitoring when meets => ("talk", ReturnView.TalkDueAt(data)),
            _ => ((string?)null, (DateTimeOffset?)null),
        };
        var open = owes is not null || (States.Open.Contains(state) && own.Exists(s => s.EndedAt is null));
        var item = new WorklistItem(data.Id, partner, Part, open, dueAt, toDo, data.UpdatedAt);
        return meets || data.Takes(partner, Codes.TransportStrand) ? Alarmed(data, item) : item;
    }

    /// <summary>Somebody has not arrived: before everything that is merely due, whoever's list it is.</summary>
    static WorklistItem Alarmed(Return data, WorklistItem item) =>
        data.Alarm is { } alarm ? item with { Open = true, ToDo = "alarm", DueAt = alarm.RingsAt, First = true } : item;

    /// <summary>Until when the first of these receipts is due, or was; null: none is owed.</summary>
    static DateTimeOffset? Owed(Return data, Func<StopReceipt, bool> which) =>
        data.Receipts.Where(r => r.Owed && which(r)).Min(r => (DateTimeOffset?)r.DueAt);

    static bool Unanswered(Strand strand) => strand.Status == StrandStatus.Asked;

    static DateTimeOffset? AnswerBy(IReadOnlyList<Strand> own) =>
        own.Where(s => s.Status is StrandStatus.Asked or StrandStatus.Accepted or StrandStatus.Needs)
            .Min(s => (DateTimeOffset?)Deadlines.EndOfDay(s.NeededBy!.Value, s.Calendar!));

    static WorklistItem ForCandidate(Return data, Offer offer) => new(
        data.Id, offer.To, Asked, offer.Open, offer.Open ? offer.AnswerBy : null, offer.Open ? "answer" : null, offer.EndedAt ?? offer.MadeAt);
}
