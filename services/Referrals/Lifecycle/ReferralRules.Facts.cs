using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Lifecycle;

// Facts of other services: recorded whenever they arrive, in any order, once. They lead nowhere, except that the last
// thing a stopping referral waited for may be one.
public static partial class ReferralRules
{
    public static Decision<Referral>? DetailsReleased(ReferralState state, DetailsReleased fact, DateTimeOffset now)
    {
        var asked = Asked(state.Data, fact.RequestId, fact.To, now);
        if (!asked.Pending)
            return null;

        var step = new Step<Referral>(state.Data, now).OnTimeline(Verbs.DetailsReleased, fact.To, track: Track.Evidence);
        step.After = step.After.With(asked with
        {
            DisclosureId = fact.DisclosureId,
            Categories = fact.Categories,
            AnsweredAt = fact.ReleasedAt,
        });
        // Released just before its recipient's access ended, and told only now: shut it too, but nothing that is newer.
        if (fact.To != state.Data.Recipient)
            step.EndRecipient(fact.To, fact.ReleasedAt);
        else if (state.Data.Offers.Accepted!.ReadsUntil is { } until)
            step.EndRecipient(fact.To, fact.ReleasedAt, until > fact.ReleasedAt ? until : null);
        // Released just before consent was withdrawn: it owes a receipt like the others.
        if ((asked.ReceiptId ?? state.Data.Withdrawn.Cast<Guid?>().LastOrDefault()) is { } receipt && state.Data.Withdrawn.Contains(receipt))
            step.AskForReceipt(receipt, now, fact.To, now);
        return state.CurrentState == States.Stopping ? StopIfAllIn(step, now) : step.To(state.CurrentState);
    }

    public static Decision<Referral>? ReleaseRefused(ReferralState state, ReleaseRefused fact, DateTimeOffset now)
    {
        var asked = Asked(state.Data, fact.RequestId, fact.To, now);
        if (!asked.Pending)
            return null;

        var step = new Step<Referral>(state.Data, now).OnTimeline(Verbs.ReleaseRefused, fact.To, fact.Reason, Track.Evidence);
        step.After = step.After.With(asked with { Refused = fact.Reason, AnsweredAt = fact.RefusedAt });
        return state.CurrentState == States.Stopping ? StopIfAllIn(step, now) : step.To(state.CurrentState);
    }

    /// <summary>The person has excluded some of those whom the permit names.</summary>
    public static Decision<Referral>? PermitNarrowed(ReferralState state, PermitNarrowed fact, DateTimeOffset now) =>
        state.Data.Permit.Id == fact.PermitId
        && state.Data.Offers.Exclude(fact.Recipients, OfferTerms(state.Data, state.Suspended, now)) is { Happened.Count: > 0 } narrowed
            ? GoOn(state, narrowed, now)
            : null;

    /// <summary>The case is for other people of the sender now. What is tied to this referral, or was its permit, changes nothing.</summary>
    public static Decision<Referral>? AudienceChanged(ReferralState state, AudienceChanged fact, DateTimeOffset now)
    {
        var audience = state.Data.Audience.Or(new Audience(fact.Only, fact.Version));
        return fact.PermitId != state.Data.Permit.Id || audience == state.Data.Audience
            ? null
            : new Step<Referral>(state.Data with { Audience = audience }, now).To(state.CurrentState);
    }

    /// <summary>The request that this answers; one that isn't known is taken as it comes, so that no disclosure goes unseen.</summary>
    static Release Asked(Referral referral, Guid requestId, PartnerId to, DateTimeOffset now) =>
        referral.Releases.FirstOrDefault(r => r.RequestId == requestId) ?? new Release(requestId, to, now);

    static Referral With(this Referral referral, Release answered) => referral with
    {
        Releases = [.. referral.Releases.Where(r => r.RequestId != answered.RequestId), answered],
    };
}
