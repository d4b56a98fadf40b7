using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Referrals.Lifecycle;

/// <summary>What is owed after a stop: receipts, and what the person who said stop was not asked.</summary>
static class Overdue
{
    public static Task<IResult> List(Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        OverdueLists.List<ReferralState>(work, caller, "referrals", state => Lines(state, caller.Partner), cancellationToken);

    static IEnumerable<OverdueLine> Lines(ReferralState state, PartnerId viewer)
    {
        var (referral, line) = (state.Data, ReferralView.Line(state, viewer));
        return referral.Stops
            .SelectMany(s => s.Receipts
                .Where(r => r is { Owed: true, Escalated: true })
                .Select(r => (What: "stop-receipt", r.Partner, s.WithdrawnAt, r.DueAt)))
            .Concat(referral.StopWishes
                .Where(w => w is { Open: true, Overdue: true })
                .Select(w => (What: "stop-wish", Partner: w.By, WithdrawnAt: w.ToldAt, w.DueAt)))
            .Where(l => viewer == referral.From || l.Partner == viewer)
            .Select(l => new OverdueLine(referral.Id, line.Reference, line.Side, l.What, l.Partner, l.WithdrawnAt, l.DueAt));
    }
}
