using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Handoffs.AnonymousIntelligence;
using ReferralNetwork.Handoffs.CompelledDisclosures;
using ReferralNetwork.Handoffs.ConsentedHandoffs;
using ReferralNetwork.Handoffs.StatusReferrals;

namespace ReferralNetwork.Handoffs;

/// <summary>How much of each of somebody's lists is a danger or overdue: every page of theirs says so, for one query.</summary>
static class Alarms
{
    /// <summary>What is due from a time on, and not by it.</summary>
    static readonly string[] Begun = ["disclose", "answer-question", "answer-request"];

    public static void MapAlarms(this WebApplication app) => app.MapActions("/alarms").MapGet("", Count);

    static async Task<IResult> Count(Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        string[] sides =
        [
            .. HandoffQueries.SidesOf(caller), .. SidesOfRoles.For(caller, StatusReferralWorklist.SentSide, StatusReferralWorklist.ReceivedSide),
            .. IntelligenceEndpoints.SidesOf(caller),
            .. caller.Roles.Overlaps(CompelledDisclosures.Parties.SenderRoles) ? [CompelledDisclosures.Worklist.Sent] : Array.Empty<string>(),
            .. await CompelledQueries.Receives(caller, work, cancellationToken) ? [CompelledDisclosures.Worklist.Received] : Array.Empty<string>(),
        ];
        var alarms = await work.Read<Alarm>(
            $"""
            select w.side, count(*) from worklist w
            where {Worklists.Theirs} and w.side = any(@sides) and w.open and w.due_at <= @now and w.to_do <> all(@begun)
            group by w.side order by w.side
            """,
            new { caller.Partner, caller.ActorId, sides, now = work.Now, begun = Begun }, cancellationToken);
        if (caller.Has(Roles.DataProtectionOfficer) && await CompelledQueries.ReviewsOverdue(caller, work, cancellationToken) is > 0 and var reviews)
            alarms.Add(new("compelled-reviews", reviews));
        return Answers.Found(new { items = alarms });
    }
}
