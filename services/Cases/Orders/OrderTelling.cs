using System.Text;
using ReferralNetwork.Cases.CaseFiles;
using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Orders;

/// <summary>
/// That the person was told of an order, with a lawyer's name and time to be heard; or that the order forbids it, until when (GDPR Art. 13,
/// 14 and 23(2)(h)).
/// </summary>
/// <param name="At">With <paramref name="Lawyer"/> and <paramref name="ToBeHeardUntil"/>; or none of them and <paramref name="BanUntil"/>.</param>
sealed record TellOrder(
    DateTimeOffset? At = null, string? Lawyer = null, DateTimeOffset? ToBeHeardUntil = null, DateTimeOffset? BanUntil = null);

static class OrderTelling
{
    const int LongestLawyer = 200;

    /// <summary>Clocks of the room and of the service may differ by this.</summary>
    static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    public static async Task<IResult> Record(
        Guid caseId, Guid id, TellOrder body, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        if (await StoredOrder.Find(work, id, caller, cancellationToken) is not { } stored || stored.CaseId != caseId)
            return Problems.NotFound("order");
        using var key = await keys.Open(KeyKind.Case, caseId, cancellationToken);
        if (key is null)
            return CaseEndpoints.Erased();
        body = body with { Lawyer = ConsentForm.Clean(body.Lawyer) };
        if (Check(body, work.Now) is { Count: > 0 } faults)
            return Problems.Invalid(faults);

        var tellingId = Guid.CreateVersion7();
        var lawyer = body.Lawyer is null ? null : Encoding.UTF8.GetBytes(body.Lawyer);
        work.Write(
            """
            insert into order_tellings (telling_id, order_id, told_at, to_be_heard_until, ban_until, sealed, recorded_at, recorded_by)
            values (@tellingId, @id, @at, @toBeHeardUntil, @banUntil, @content, @now, @actorId)
            """,
            new
            {
                tellingId, id, at = body.At?.ToUniversalTime(), toBeHeardUntil = body.ToBeHeardUntil?.ToUniversalTime(),
                banUntil = body.BanUntil?.ToUniversalTime(),
                content = lawyer is null ? null : key.Seal(lawyer, Binding.OrderTelling(id, tellingId)), work.Now, caller.ActorId,
            });
        work.Audit(caller, body.BanUntil is null ? Verbs.OrderTold : Verbs.OrderBanRecorded, stored.LedgerReference, tellingId, lawyer);
        return Answers.Created($"/cases/{caseId}/orders/{id}/told", tellingId, new { id = tellingId });
    }

    static List<Fault> Check(TellOrder body, DateTimeOffset now)
    {
        var faults = new List<Fault>();
        if (body.BanUntil is { } ban)
        {
            if (ban <= now)
                faults.Add(new("/banUntil", "is over: tell the person"));
            if ((body.At ?? body.ToBeHeardUntil) is not null || body.Lawyer is not null)
                faults.Add(new("/banUntil", "must be left out where the person was told"));
            return faults;
        }
        if (body.At is not { } at)
            faults.Add(new("/at", "is missing: when the person was told, or banUntil where the order forbids it"));
        else if (at > now + Tolerance)
            faults.Add(new("/at", "lies in the future"));
        if (body.Lawyer is null)
            faults.Add(new("/lawyer", "is missing: the person is told with the name of a lawyer"));
        ConsentForm.CheckText(faults, "/lawyer", body.Lawyer, LongestLawyer);
        if (body.ToBeHeardUntil is not { } until)
            faults.Add(new("/toBeHeardUntil", "is missing: the person has time to be heard"));
        else if (until <= body.At)
            faults.Add(new("/toBeHeardUntil", "leaves the person no time to be heard"));
        return faults;
    }
}
