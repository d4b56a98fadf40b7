using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Handoffs.ConsentedHandoffs;

/// <summary>
/// A handoff as one of its two organisations may see it. Before it has accepted, the unit sees type, handling code, urgency, number and kinds
/// of exhibits, deadlines, its own reference and its own questions: not even who offers it.
/// </summary>
public static class HandoffView
{
    public const string Type = "consented-handoff";

    public static HandoffLine Line(ConsentedHandoffState state, PartnerId viewer)
    {
        var (handoff, item) = (state.Data, Worklist.ItemsFor(state.CurrentState, state.Data).Single(i => i.Partner == viewer));
        var (sender, blind) = (viewer == handoff.From, IsBlind(handoff, viewer));
        var offer = handoff.Offers.LastTo(handoff.To);
        return new(
            handoff.Id, sender ? handoff.Reference : offer!.Reference, item.Side, Type, state.CurrentState, handoff.HandlingCode, handoff.Urgency,
            InOrder(handoff.Consent?.Permit.Exhibits), offer?.AnswerBy, item.DueAt, item.ToDo)
        {
            From = blind ? null : handoff.From,
            To = sender ? handoff.To : null,
            UpdatedAt = blind ? null : item.UpdatedAt,
        };
    }

    /// <param name="actions">What the viewer may do now.</param>
    public static HandoffDetail Detail(ConsentedHandoffState state, PartnerId viewer, IReadOnlyList<string> actions)
    {
        var (handoff, sender) = (state.Data, viewer == state.Data.From);
        return new(
            Line(state, viewer), [.. handoff.Questions.Select(q => new HandoffQuestion(q.NoteId, q.AskedAt, q.AnswerNoteId, q.AnsweredAt))], actions)
        {
            Preparation = sender ? Prepared(handoff) : null,
            Accepted = handoff.Acceptance is { } acceptance ? Accepted(handoff, acceptance, sender) : null,
            Timeline = IsBlind(handoff, viewer)
                ? null
                : [.. handoff.Timeline.Where(e => sender || e.With == viewer).Select(e => new HandoffEvent(
                    e.At, e.Partner, e.Partner == viewer ? e.Actor : null, e.What, e.Track.ToString(), e.Code, e.NoteId))],
        };
    }

    /// <summary>A hash of what this organisation sees: what others do on their own side makes no decision of it stale.</summary>
    public static string ETag(ConsentedHandoffState state, PartnerId viewer)
    {
        var seen = Detail(state, viewer, actions: []);
        var decided = seen with { Line = seen.Line with { UpdatedAt = null, DueAt = null, ToDo = null }, Timeline = null };
        return Base64Url.EncodeToString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(decided, NetworkJson.Options)).AsSpan(0, 16));
    }

    /// <summary>One order, however they were stored: the ETag is made of it.</summary>
    static SortedDictionary<string, int> InOrder(IReadOnlyDictionary<string, int>? exhibits)
    {
        var ordered = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (kind, number) in exhibits ?? FrozenDictionary<string, int>.Empty)
            ordered[kind] = number;
        return ordered;
    }

    static bool IsBlind(ConsentedHandoff handoff, PartnerId viewer) => viewer != handoff.From && handoff.Acceptance is null;

    static HandoffPreparation Prepared(ConsentedHandoff handoff)
    {
        var (consent, offer) = (handoff.Consent, handoff.Offers.LastTo(handoff.To));
        return new(
            handoff.Contact, consent?.Permit.Id, consent?.LegalAdvice, consent?.AskedForEarlier ?? false, consent?.VerifiedAt, handoff.HandlingNoteId,
            offer?.Code, offer?.NoteId, handoff.Responsible, handoff.Release?.Pending ?? false, handoff.Release?.Refused, handoff.ThreatAt);
    }

    static AcceptedHandoff Accepted(ConsentedHandoff handoff, Acceptance acceptance, bool sender) => new(
        acceptance.At, acceptance.ReferenceNoteId, acceptance.OfficerNoteId, handoff.HandlingNoteId,
        handoff.Left is { } left ? Released(handoff, left) : null, handoff.MismatchAt,
        [.. handoff.Requests.Select(r => new HandoffRequest(
            r.Id, r.Basis, r.NoteId, r.RequestedAt, r.Answer, r.AnswerNoteId, r.AnsweredAt, sender ? r.ToldAt : null))],
        [.. handoff.Feedback.Select(f => new HandoffFeedback(f.Code, f.On, f.NoteId, f.GivenAt))], handoff.ReturnCode, handoff.StoppedAt,
        [.. handoff.StopReceipts.Select(r => new HandoffStopReceipt(r.DueAt, r.Kind, r.Basis, r.Overdue))]);

    static ReleasedHandoff Released(ConsentedHandoff handoff, Release left)
    {
        var file = handoff.Receipts.For(exhibit: null);
        return new(
            left.DisclosureId!.Value, left.ReleasedAt!.Value, handoff.Contact, left.FileSha256, file?.At, file?.Matches,
            handoff.Receipts.Shown(left.Exhibits, handoff.StoppedAt is not null));
    }
}
