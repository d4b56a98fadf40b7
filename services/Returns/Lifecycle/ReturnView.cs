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
/// A return as one of its organisations may see it: the lead all of the journey, whoever was asked its own offer, and whoever asked for it
/// what happened until somebody accepted, nothing of the journey.
/// </summary>
public static class ReturnView
{
    /// <summary>What a body of a State is told of the return that it asked for, whatever becomes of it.</summary>
    public const string InHand = "InHand";

    public static ReturnLine Line(ReturnState state, PartnerId viewer, DateTimeOffset now)
    {
        var (data, item) = (state.Data, Worklist.ItemsFor(state.CurrentState, state.Data).Single(i => i.Partner == viewer));
        return new(
            data.Id, ReferenceOf(data, viewer), item.Side, Standing(state, viewer, now), data.LeavesFrom, data.GoesTo, data.Languages, data.Needs,
            data.Urgency, [.. data.Travellers.Select(t => t.AgeBand)], data.From, data.Lead, item.DueAt, item.UpdatedAt, item.ToDo);
    }

    /// <param name="actions">What the viewer may do now.</param>
    public static ReturnDetail Detail(ReturnState state, PartnerId viewer, IReadOnlyList<string> actions, DateTimeOffset now)
    {
        var (data, line) = (state.Data, Line(state, viewer, now));
        var (asks, leads) = (viewer == data.From && !data.AlreadyBack, viewer == data.Lead);
        return new(
            line, data.AlreadyBack,
            [.. data.Travellers.Select(t => new TravellerSeen(
                t.Id, t.AgeBand, t.IsChild, leads ? t.Introduction?.DisclosureId : null, leads ? t.Introduction?.Refused : null,
                leads ? t.Introduction?.WithdrawnAt : null, leads && t.Tie is not null, leads ? t.Counsel?.At : null,
                asks && data.AcceptedAt is null ? t.Introduction?.PermitId : null))],
            [.. data.Offers.Made.Where(o => asks || o.To == viewer).Select(o => new ReturnOfferSeen(
                o.Id, o.To, o.Status.ToString(), o.MadeAt, o.AnswerBy, o.EndedAt, o.Code, o.NoteId))],
            leads ? data.Travel?.Answer : null, leads ? data.EndCode : null,
            [.. (asks ? data.Timeline.Take(data.TimelineAtAcceptance) : data.Timeline.Where(e => e.With == viewer || (leads && e.With is null)))
                .Select(e => new ReturnEvent(
                    e.At, e.Partner, e.Partner == viewer ? e.Actor : null, e.What, e.Track.ToString(), e.With, e.Code, e.NoteId))],
            actions);
    }

    /// <summary>A hash of what this organisation sees: what others do makes no decision of it stale.</summary>
    public static string ETag(ReturnState state, PartnerId viewer)
    {
        var seen = Detail(state, viewer, actions: [], now: state.Data.AcceptedAt ?? state.Data.OpenedAt);
        var decided = seen with { Line = seen.Line with { UpdatedAt = default, ToDo = null }, Timeline = [] };
        return Base64Url.EncodeToString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(decided, NetworkJson.Options)).AsSpan(0, 16));
    }

    /// <summary>Where it stands for this organisation.</summary>
    static string Standing(ReturnState state, PartnerId viewer, DateTimeOffset now)
    {
        var data = state.Data;
        if (viewer == data.Lead)
            return state.CurrentState;
        if (viewer != data.From)
            return data.Offers.LastTo(viewer)!.Status.ToString();
        if (data.AcceptedAt is not { } accepted)
            return state.CurrentState;
        return Noon.Last(now, data.Terms.Calendar) >= Deadlines.After(accepted, data.Terms.RequestShown, data.Terms.Calendar) ? States.Ended : InHand;
    }

    static string ReferenceOf(Return data, PartnerId viewer) =>
        viewer == data.From ? data.Reference : data.Offers.LastTo(viewer)!.Reference;
}
