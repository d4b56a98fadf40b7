using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Referring;

// Facts of other services: recorded whenever they arrive, in any order, once. They lead nowhere, except that the last
// thing a stopping referral waited for may be one.
public static partial class ReferralRules
{
    public static Decision DetailsReleased(ReferralState state, DetailsReleased fact, DateTimeOffset now)
    {
        var asked = Asked(state.Referral, fact.RequestId, fact.To, now);
        if (!asked.Pending)
            return Decision.Nothing(state);

        var step = new Step(state.Referral, now).Happened("details-released", fact.To, track: Track.Evidence);
        step.After = step.After.With(asked with
        {
            DisclosureId = fact.DisclosureId, Categories = fact.Categories, AnsweredAt = fact.ReleasedAt,
        });
        // Released just before its recipient gave the referral back, and told only now: shut it again, but nothing that is newer.
        if (fact.To != state.Referral.Recipient || state.CurrentState is States.Cancelled or States.EnteredInError)
            step.Publish(new RecipientEnded(state.Referral.Id, fact.To, fact.ReleasedAt));
        if (state.CurrentState != States.Stopping)
            return step.To(state.CurrentState);

        var stop = step.After.Stop!;
        if (stop.Receipts.All(r => r.Partner != fact.To))
        {
            step.After = step.After with { Stop = stop with { Receipts = [.. stop.Receipts, new StopReceipt(fact.To, null, null, null)] } };
            step.Happened("stop-receipt-asked", fact.To);
        }
        return StopIfAllIn(step, now);
    }

    public static Decision ReleaseRefused(ReferralState state, ReleaseRefused fact, DateTimeOffset now)
    {
        var asked = Asked(state.Referral, fact.RequestId, fact.To, now);
        if (!asked.Pending)
            return Decision.Nothing(state);

        var step = new Step(state.Referral, now).Happened("release-refused", fact.To, fact.Reason, Track.Evidence);
        step.After = step.After.With(asked with { Refused = fact.Reason, AnsweredAt = fact.RefusedAt });
        return state.CurrentState == States.Stopping ? StopIfAllIn(step, now) : step.To(state.CurrentState);
    }

    /// <summary>The request that this answers; one that isn't known is taken as it comes, so that no disclosure goes unseen.</summary>
    static Release Asked(Referral referral, Guid requestId, PartnerId to, DateTimeOffset now) =>
        referral.Releases.FirstOrDefault(r => r.RequestId == requestId) ?? new Release(requestId, to, now);

    static Referral With(this Referral referral, Release answered) => referral with
    {
        Releases = [.. referral.Releases.Where(r => r.RequestId != answered.RequestId), answered],
    };
}
