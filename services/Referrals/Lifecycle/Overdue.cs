using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Referrals.Lifecycle;

/// <summary>
/// What is owed after a stop and so late that the data-protection officer is shown it: of what the own organisation has sent,
/// and what it owes itself. No content, and no way into the referral.
/// </summary>
static class Overdue
{
    public static async Task<IResult> List(Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (!caller.Has(Roles.DataProtectionOfficer))
            return Problems.Forbidden("Only the data-protection officer sees this list.");
        var states = await work.Read<StoredSaga>(
            """
            select r.data, r.version from referrals r
            where r.escalated and exists (select 1 from worklist w where w.conversation_id = r.correlation_id and w.partner_id = @partner)
            """,
            new { caller.Partner }, cancellationToken);
        return Answers.Found(new { items = states.SelectMany(s => Lines(s.As<ReferralState>(), caller.Partner)).OrderBy(l => l.DueAt) });
    }

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
