using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Lifecycle;

/// <summary>Lists and details.</summary>
static class ReferralQueries
{
    const string Table = "referrals";

    public static Task<IResult> List(string? side, bool? open, string? cursor, Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        Worklists.List<ReferralState>(
            work, caller, Table, [Worklist.Sent, Worklist.Received], side, open, cursor, state => ReferralView.Line(state, caller.Partner),
            cancellationToken);

    /// <summary>One referral as this organisation may see it. The first time a person of a recipient opens it, that is evidence.</summary>
    public static async Task<IResult> Detail(
        Guid id, Caller caller, UnitOfWork work, ReferralStateMachine machine, CancellationToken cancellationToken)
    {
        if (await Worklists.Find<ReferralState>(work, caller, Table, id, cancellationToken) is not { } state)
            return Problems.NotFound("referral");

        if (state.Data.Offers.LastTo(caller.Partner) is { } offer)
            await RecordFirstView(work, caller, id, offer.Id, cancellationToken);
        var seen = await work.Read<Seen>(
            "select offer_id, partner_id as partner, actor, seen_at as at from seen where referral_id = @id order by seen_at",
            new { id }, cancellationToken);
        return Answers.Found(
            ReferralView.Detail(state, caller.Partner, seen, machine.ActionsFor(state, caller.Partner, work.Now)),
            ReferralView.ETag(state, caller.Partner));
    }

    static async Task RecordFirstView(UnitOfWork work, Caller caller, Guid id, Guid offerId, CancellationToken cancellationToken)
    {
        var first = await work.Read<Guid>(
            """
            insert into seen (offer_id, referral_id, partner_id, actor, seen_at) values (@offerId, @id, @partner, @actorId, @now)
            on conflict (offer_id) do nothing returning offer_id
            """,
            new { offerId, id, caller.Partner, caller.ActorId, work.Now }, cancellationToken);
        if (first.Count > 0)
            work.Audit(caller, Verbs.ReferralSeen, id);
    }
}
