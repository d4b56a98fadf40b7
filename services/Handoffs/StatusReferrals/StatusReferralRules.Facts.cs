using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Handoffs.StatusReferrals;

// Facts of Cases: recorded whenever they arrive, in any order, once. They lead nowhere.
public static partial class StatusReferralRules
{
    public static Decision<StatusReferral>? DetailsReleased(StatusReferralState state, DetailsReleased fact, DateTimeOffset now) =>
        Answered(state, fact.RequestId, r => r with { DisclosureId = fact.DisclosureId, Categories = fact.Categories }) is { } referral
            ? new Step<StatusReferral>(referral, now).OnTimeline(Verbs.DetailsReleased, referral.To, track: Track.Evidence).Stay()
            : null;

    /// <summary>Why, the sender alone sees.</summary>
    public static Decision<StatusReferral>? ReleaseRefused(StatusReferralState state, ReleaseRefused fact, DateTimeOffset now) =>
        Answered(state, fact.RequestId, r => r with { Refused = fact.Reason }) is { } referral
            ? new Step<StatusReferral>(referral, now).OnTimeline(Verbs.ReleaseRefused, with: null, fact.Reason, Track.Evidence).Stay()
            : null;

    /// <summary>Access shuts in Cases by itself; the authority sees that nothing more comes. What it does by law goes on.</summary>
    public static Decision<StatusReferral>? ConsentWithdrawn(StatusReferralState state, ConsentWithdrawn fact, DateTimeOffset now) =>
        End(state, fact.PermitId, Verbs.ConsentWithdrawn, now);

    /// <summary>The person has excluded the authority since.</summary>
    public static Decision<StatusReferral>? PermitNarrowed(StatusReferralState state, PermitNarrowed fact, DateTimeOffset now) =>
        fact.Recipients.Contains(state.Data.To) ? End(state, fact.PermitId, Verbs.ConsentNarrowed, now) : null;

    /// <summary>The case is for other people of the sender now.</summary>
    public static Decision<StatusReferral>? AudienceChanged(StatusReferralState state, AudienceChanged fact, DateTimeOffset now)
    {
        var audience = state.Data.Audience.Or(new Audience(fact.Only, fact.Version));
        return fact.PermitId != state.Data.Basis.PermitId || audience == state.Data.Audience
            ? null
            : new Step<StatusReferral>(state.Data with { Audience = audience }, now).Stay();
    }

    static Decision<StatusReferral>? End(StatusReferralState state, Guid permitId, string verb, DateTimeOffset now) =>
        state.Data.Ended.Contains(permitId) || !state.Data.Releases.Any(r => r.PermitId == permitId)
            ? null
            : new Step<StatusReferral>(state.Data with { Ended = [.. state.Data.Ended, permitId] }, now).OnTimeline(verb, state.Data.To).Stay();

    static StatusReferral? Answered(StatusReferralState state, Guid requestId, Func<StatusRelease, StatusRelease> answer) =>
        state.Data.Releases.Any(r => r.RequestId == requestId && r.Pending)
            ? state.Data with { Releases = [.. state.Data.Releases.Select(r => r.RequestId == requestId ? answer(r) : r)] }
            : null;
}
