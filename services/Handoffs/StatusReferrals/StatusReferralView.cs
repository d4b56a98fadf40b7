using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Handoffs.StatusReferrals;

public sealed record StatusReferralLine(
    Guid Id, string Reference, string Side, string State, PartnerId From, PartnerId To, DateTimeOffset SentAt, DateTimeOffset? DueAt,
    DateTimeOffset UpdatedAt, string? ToDo);

/// <param name="OfChild">It stands on no consent: the person is a child, or somebody has recorded why they may be one.</param>
/// <param name="NothingMoreComes">Consent was taken back, or the authority excluded.</param>
/// <param name="PermitId">For the sender.</param>
/// <param name="ReleaseRefused">Why Cases released nothing; for the sender.</param>
/// <param name="ReferenceNote">The authority's own reference, and its officer: notes of Cases.</param>
/// <param name="PeriodOverdue">An alarm to the sender.</param>
public sealed record StatusReferralDetail(
    Guid Id, string Reference, string Side, string State, PartnerId From, PartnerId To, DateTimeOffset SentAt, DateTimeOffset? DueAt,
    DateTimeOffset UpdatedAt, string? ToDo, bool OfChild, bool NothingMoreComes, Guid? PermitId, Guid? DisclosureId, bool ReleasePending,
    string? ReleaseRefused, Guid? ReferenceNote, Guid? OfficerNote, DateTimeOffset? DecisionDueAt, IReadOnlyList<StatusDecision> Decisions,
    DateTimeOffset? PeriodDueAt, bool PeriodOverdue, IReadOnlyList<PeriodFact> Period, IReadOnlyList<StatusEntry> Timeline,
    IReadOnlyList<string> Actions);

/// <param name="Actor">The person's pseudonym, to their own organisation only.</param>
public sealed record StatusEntry(DateTimeOffset At, PartnerId? Partner, Guid? Actor, string What, Track Track, string? Code, Guid? NoteId);

/// <summary>A status referral as one of its two organisations may see it: all that either of them may see stands here.</summary>
public static class StatusReferralView
{
    public static StatusReferralLine Line(StatusReferralState state, PartnerId viewer)
    {
        var referral = state.Data;
        var item = StatusReferralWorklist.ItemsFor(state.CurrentState, referral).Single(i => i.Partner == viewer);
        return new(
            referral.Id, ReferenceFor(referral, viewer), item.Side, state.CurrentState, referral.From, referral.To, referral.SentAt, item.DueAt,
            item.UpdatedAt, item.ToDo);
    }

    public static StatusReferralDetail Detail(StatusReferralState state, PartnerId viewer, IReadOnlyList<string> actions)
    {
        var (referral, line) = (state.Data, Line(state, viewer));
        var sender = viewer == referral.From;
        return new(
            line.Id, line.Reference, line.Side, line.State, line.From, line.To, line.SentAt, line.DueAt, line.UpdatedAt, line.ToDo,
            referral.Basis.OfChild, referral.NothingMoreComes, sender ? referral.Basis.PermitId : null,
            referral.Releases.LastOrDefault(r => r.DisclosureId is not null)?.DisclosureId, referral.LastRelease.Pending,
            sender ? referral.LastRelease.Refused : null, referral.ReferenceNote, referral.OfficerNote, referral.DecisionDueAt,
            referral.Decisions, referral.PeriodDueAt, sender && referral.PeriodOverdue, referral.Period,
            [
                .. referral.Timeline.Where(e => sender || e.With == viewer)
                    .Select(e => new StatusEntry(e.At, e.Partner, e.Partner == viewer ? e.Actor : null, e.What, e.Track, e.Code, e.NoteId)),
            ],
            actions);
    }

    /// <summary>A hash of what this organisation sees, evidence apart: what becomes of messages makes no decision of it stale.</summary>
    public static string ETag(StatusReferralState state, PartnerId viewer)
    {
        var seen = Detail(state, viewer, actions: []);
        var decided = seen with
        {
            UpdatedAt = default,
            ToDo = null,
            DisclosureId = null,
            ReleasePending = false,
            ReleaseRefused = null,
            Timeline = [.. seen.Timeline.Where(e => e.Track == Track.Business)],
        };
        return Base64Url.EncodeToString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(decided, NetworkJson.Options)).AsSpan(0, 16));
    }

    /// <summary>Different for each side, so that two organisations that compare theirs cannot match a case.</summary>
    static string ReferenceFor(StatusReferral referral, PartnerId viewer) =>
        viewer == referral.From ? referral.Reference : Reference.For(referral.Releases[0].RequestId);
}
