using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Handoffs.StatusReferrals;

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
        var referral = state.Data;
        var sender = viewer == referral.From;
        return new(
            Line(state, viewer), referral.Basis.OfChild, referral.NothingMoreComes, sender ? referral.Basis.PermitId : null,
            referral.Releases.LastOrDefault(r => r.DisclosureId is not null)?.DisclosureId, referral.LastRelease.Pending,
            sender ? referral.LastRelease.Refused : null, referral.ReferenceNote, referral.OfficerNote, referral.DecisionDueAt,
            referral.Decisions, referral.PeriodDueAt, sender && referral.PeriodOverdue, referral.Period,
            [
                .. referral.Timeline.Where(e => sender || e.With == viewer)
                    .Select(e => new StatusEntry(
                        e.At, e.Partner, e.Partner == viewer ? e.Actor : null, e.What, e.Track.ToString(), e.Code, e.NoteId)),
            ],
            actions);
    }

    /// <summary>A hash of what this organisation sees, evidence apart: what becomes of messages makes no decision of it stale.</summary>
    public static string ETag(StatusReferralState state, PartnerId viewer)
    {
        var seen = Detail(state, viewer, actions: []);
        var decided = seen with
        {
            Line = seen.Line with { UpdatedAt = default, ToDo = null },
            DisclosureId = null,
            ReleasePending = false,
            ReleaseRefused = null,
            Timeline = [.. seen.Timeline.Where(e => e.Track == nameof(Track.Business))],
        };
        return Base64Url.EncodeToString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(decided, NetworkJson.Options)).AsSpan(0, 16));
    }

    /// <summary>Different for each side, so that two organisations that compare theirs cannot match a case.</summary>
    static string ReferenceFor(StatusReferral referral, PartnerId viewer) =>
        viewer == referral.From ? referral.Reference : Reference.For(referral.Releases[0].RequestId);
}
