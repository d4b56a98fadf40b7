using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Returns.Lifecycle;

/// <summary>
/// A return as one of its organisations may see it: the lead all of the journey, whoever was asked its own offer, whoever has a part that
/// part, and whoever asked for it what happened until somebody accepted, nothing of the journey. A body of a State is shown by
/// <see cref="StrandView"/> what it did itself, and at noon what the lead gave it; nothing else moves what it reads.
/// </summary>
public static class ReturnView
{
    /// <summary>What a body of a State is told of the return that it asked for, whatever becomes of it.</summary>
    public const string InHand = "InHand";

    static readonly IReadOnlyList<string> NotComing = [States.Withdrawn, States.Stopping, States.Stopped, States.Ended, States.EnteredInError];

    public static ReturnLine Line(ReturnState state, PartnerId viewer, DateTimeOffset now)
    {
        var (data, item) = (state.Data, Worklist.ItemsFor(state.CurrentState, state.Data).Single(i => i.Partner == viewer));
        var (byPart, ofState) = (item.Side is Worklist.Part or Worklist.Duty, IsOfState(data, viewer));
        return new(
            data.Id, ReferenceOf(data, viewer), item.Side, Standing(state, viewer, item.Side, now), data.LeavesFrom,
            byPart && ofState ? null : data.GoesTo, data.Languages, byPart ? [] : data.Needs, data.Urgency,
            [.. (item.Side == Worklist.Requested || ofState ? data.Travellers : data.Group)
                .Where(t => !byPart || !ofState || t.Strands.Any(s => s.With == viewer)).Select(t => t.AgeBand)],
            byPart ? data.Lead!.Value : data.From, data.Lead, item.DueAt, item.UpdatedAt, item.ToDo);
    }

    /// <param name="actions">What the viewer may do now.</param>
    public static ReturnDetail Detail(ReturnState state, PartnerId viewer, IReadOnlyList<string> actions, DateTimeOffset now)
    {
        var (data, line) = (state.Data, Line(state, viewer, now));
        var (asks, leads) = (viewer == data.From && !data.OpenedByLead, viewer == data.Lead);
        var meets = leads || data.Takes(viewer, Codes.ReceptionStrand);
        return new(
            line, data.AlreadyBack,
            [.. data.Travellers.Where(t => leads || asks || (t.LeftFor is null && !IsOfState(data, viewer)) || t.Strands.Any(s => s.With == viewer))
                .Select(t => Seen(t, leads) with
                {
                    PermitId = asks && data.AcceptedAt is null ? t.Introduction?.PermitId : null,
                    // A duty desk finds at an alarm what the traveller wished for that case.
                    ArrivalPlanId = leads || (Parties.IsOnDuty(data, viewer) && t.ArrivalPlan?.Desks.Contains(viewer) == true) ? t.ArrivalPlan?.Id
                        : null,
                })],
            [.. data.Offers.Made.Where(o => asks || o.To == viewer).Select(o => new ReturnOfferSeen(
                o.Id, o.To, o.Status.ToString(), o.MadeAt, o.AnswerBy, o.EndedAt, o.Code, o.NoteId))],
            leads ? data.Travel?.Answer : null, leads ? data.EndCode : null,
            [.. data.Timeline.Index()
                .Where(e => e.Item.With == viewer || (asks && e.Index < data.TimelineAtAcceptance)
                    || (leads && (e.Item.With is null || e.Index >= data.TimelineAtAcceptance)))
                .Select(e => new ReturnEvent(
                    e.Item.At, e.Item.Partner, e.Item.Partner == viewer ? e.Item.Actor : null, e.Item.What, e.Item.Track.ToString(), e.Item.With,
                    e.Item.Code, e.Item.NoteId)
                { AppliesAt = e.Item.AppliesAt })],
            actions)
        {
            LeftFrom = leads ? data.LeftFrom : null,
            Strands = [.. data.Strands.Where(s => leads || s.Strand.With == viewer)
                .Select(s => StrandView.Seen(state, s.Traveller, s.Strand, viewer, now))],
            Preparation = leads ? Prepared(data, now) : null,
            Journey = Parties.Authorize(data, Party.Witness, viewer) is null && data.Journey is { } journey ? Seen(data, journey, leads) : null,
            AtHome = meets && (data.ReceivedAt is not null || data.AlreadyBack) ? Home(data) : null,
            Receipts = [.. data.Receipts.Where(r => leads || r.Partner == viewer)
                .Select(r => new ReturnReceiptSeen(r.Partner, r.DueAt, r.Kind, r.Basis, r.Overdue, r.PartId))],
        };
    }

    /// <summary>A hash of what this organisation sees: what others do makes no decision of it stale.</summary>
    public static string ETag(ReturnState state, PartnerId viewer)
    {
        var seen = Detail(state, viewer, actions: [], now: state.Data.AcceptedAt ?? state.Data.OpenedAt);
        var decided = seen with { Line = seen.Line with { UpdatedAt = default, ToDo = null }, Timeline = [] };
        return Base64Url.EncodeToString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(decided, NetworkJson.Options)).AsSpan(0, 16));
    }

    /// <summary>When they are asked next how they are; null: all talks were had, or nobody has been received.</summary>
    public static DateTimeOffset? TalkDueAt(Return data) =>
        data.ReceivedAt is { } received && data.Talks.Count < ReturnPeriods.Monitoring.Count && !data.Group.All(t => t.HasDeclined("monitoring"))
            ? data.Terms.After(received, ReturnPeriods.Monitoring[data.Talks.Count])
            : null;

    static TravellerSeen Seen(Traveller t, bool leads) => !leads
        ? new(t.Id, t.AgeBand, t.IsChild, null, null, null, Tied: false, null)
        : new(
            t.Id, t.AgeBand, t.IsChild, t.Introduction?.DisclosureId, t.Introduction?.Refused, t.Introduction?.WithdrawnAt, t.Tie is not null,
            t.Counsel?.At)
        {
            ConsentedAt = t.Consent?.At, TieId = t.Tie?.TieId, LeftFor = t.LeftFor, ToTellSince = t.ToTell,
            DocumentHolder = t.DocumentHolder, Declined = t.Declined,
            WordsSet = t.Words is not null,
        };

    static Preparation Prepared(Return data, DateTimeOffset now) => new(
        data.Light, data.Assessment?.Lead, data.Assessment?.Receiving, data.Assessment?.At,
        [.. data.Plan.Select(l => new PlanLineSeen(l.Type, l.Provider, l.Form, l.Amount, l.By))], data.Hold?.Since, data.Journey?.KeptUntil,
        [.. ReturnRules.Guards(data, now).Select(g => new GuardSeen(g.Name, g.Met))]);

    static JourneySeen Seen(Return data, Journey journey, bool leads) => new(
        [.. journey.Legs.Select(l => new LegSeen(
            l.Id, l.Carrier, l.From, l.To, l.DepartsAt, l.ArrivesAt, l.Escort, l.By, (int)l.Late.TotalMinutes, l.BegunAt, l.ArrivedAt, l.OverdueAt))],
        journey.DutyDesks, journey.DepartedAt,
        journey is { DepartedAt: not null, CheckEnded: false } && !data.CheckDeclined ? ReturnRules.CheckAt(data, journey.Legs[^1]) : null,
        data.Alarm is { } alarm ? new(alarm.LegId, alarm.Since, alarm.RingsAt, alarm.AcknowledgedBy) : null, leads ? data.NotFreeAt : null,
        [.. data.Sightings.Select(s => new SightingSeen(s.What, s.At, s.By, s.LegId, s.Code, s.OutOfPlan))]);

    static AtHome Home(Return data) => new(
        data.ReceivedAt, data.FirstHours,
        [.. data.Reintegrations.Select(r => new ReintegrationSeen(r.ReferralId, r.By, r.Since, r.EndedAt, r.Code))],
        [.. data.Talks.Select(t => new TalkSeen(t.At, t.By, t.Psychosocial, t.Economic, t.Social))], TalkDueAt(data));

    /// <summary>Where it stands for this organisation.</summary>
    static string Standing(ReturnState state, PartnerId viewer, string side, DateTimeOffset now)
    {
        var data = state.Data;
        return side switch
        {
            Worklist.Led => state.CurrentState,
            Worklist.Asked => data.Offers.LastTo(viewer)!.Status.ToString(),
            Worklist.Part => ByPart(state, viewer, now),
            Worklist.Duty => data.Alarm is null ? "AlarmEnded" : state.CurrentState == States.Missing ? States.Missing : States.LegOverdue,
            _ when data.AcceptedAt is not { } accepted => state.CurrentState,
            _ => Noon.Last(now, data.Terms.Calendar) >= Deadlines.After(data.AcceptedAt.Value, data.Terms.RequestShown, data.Terms.Calendar)
                ? States.Ended : InHand,
        };
    }

    static string ByPart(ReturnState state, PartnerId viewer, DateTimeOffset now)
    {
        var (traveller, strand) = state.Data.Strands.Last(s => s.Strand.With == viewer);
        if (strand.OfState)
            return StrandView.Seen(state, traveller, strand, viewer, now).State;
        var current = state.CurrentState;
        if (NotComing.Contains(current))
            return "NotComing";
        if (current is States.OnHold or States.Closed)
            return current;
        var meets = state.Data.Takes(viewer, Codes.ReceptionStrand) || state.Data.Takes(viewer, Codes.TransportStrand);
        return States.OnTheWay.Contains(current) || States.Home.Contains(current) || current == States.RemovedByState
            ? meets ? current : States.Departed
            : "InPreparation";
    }

    static bool IsOfState(Return data, PartnerId viewer) => data.Strands.Any(s => s.Strand.With == viewer && s.Strand.OfState);

    static string ReferenceOf(Return data, PartnerId viewer) =>
        viewer == data.From ? data.Reference
        : data.Strands.FirstOrDefault(s => s.Strand.With == viewer).Strand?.Reference
            ?? data.Offers.LastTo(viewer)?.Reference
            ?? Reference.For(Mixed(data.JourneyId, viewer.Value));

    /// <summary>A duty desk was asked nothing, so nobody gave it a reference before.</summary>
    static Guid Mixed(Guid journey, Guid desk) => new(SHA256.HashData([.. journey.ToByteArray(), .. desk.ToByteArray()]).AsSpan(0, 16));
}
