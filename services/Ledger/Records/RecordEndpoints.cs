using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Ledger.Records;

/// <summary>"Who saw or changed what in this case", for the organisation that opened it.</summary>
public static class RecordEndpoints
{
    const int PageSize = 100;

    public static void MapRecord(this IEndpointRouteBuilder app) =>
        app.MapActions("/references").MapGet("/{reference:guid}/records", Acts).RequireRateLimiting(Brakes.Costly);

    /// <summary>Newest first.</summary>
    /// <param name="cursor">The last audit record of the page before.</param>
    /// <param name="dayIn">
    /// A time zone of the tz database. Given, what one person read in one way on one day there is one line: its newest
    /// reading, how many there were, and the first. Without it every audit record is a line.
    /// </param>
    static async Task<IResult> Acts(Guid reference, Guid? cursor, string? dayIn, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (dayIn is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(dayIn, out _))
            return Problems.Invalid(new Fault("/dayIn", "Unknown; send a time zone such as Europe/Vilnius."));
        var mayRead = caller.WorksWithCases || caller.Has(Roles.DataProtectionOfficer);
        if (!mayRead || await Owner(reference, work, cancellationToken) != caller.Partner)
            return Problems.NotFound("reference");

        // What belongs to the case is tied to it by acts: its permits, their referrals. Another case that shares a tie
        // is another organisation's business: neither it nor what is tied through it is shown.
        var items = await work.Read<AuditLine>(
            $"""
            with recursive tied (reference) as (
                select @reference
                union
                select other
                from tied
                join audit_records a on a.reference = tied.reference or a.related = tied.reference
                cross join lateral (values (a.reference), (a.related)) as ends (other)
                where other is not null
                  and not exists (select from audit_records o where o.reference = other and o.verb = 'case-opened' and other <> @reference)
            )
            , lines as (
                select a.*, count(*) over alike as times, min(a.at) over alike as first_at,
                       row_number() over (alike order by a.at desc, a.record_id desc) as place
                from audit_records a
                where a.reference in (select reference from tied)
                window alike as (partition by a.actor, a.verb,
                    case when @dayIn is not null and a.verb like '%-read' then (a.at at time zone @dayIn)::date::text else a.record_id::text end)
            )
            select a.record_id, a.actor, a.partner, a.service, a.verb, a.reference, a.related, a.at, a.commitment, l.index, a.times, a.first_at
            from lines a left join leaves l using (record_id)
            where a.place = 1
                and (@cursor is null or (a.at, a.record_id) < (select p.at, p.record_id from audit_records p where p.record_id = @cursor))
            order by a.at desc, a.record_id desc
            limit {PageSize + 1}
            """,
            new { reference, cursor, dayIn }, cancellationToken);

        work.Audit(caller, Verbs.RecordRead, reference);
        var page = items.Take(PageSize).ToList();
        return Answers.Found(new { reference, items = page, next = items.Count > PageSize ? page[^1].RecordId : (Guid?)null });
    }

    /// <summary>The organisation that opened the case; the first to say so, should two.</summary>
    static Task<PartnerId?> Owner(Guid reference, UnitOfWork work, CancellationToken cancellationToken) =>
        work.ReadOne<PartnerId?>(
            """
            select a.partner from audit_records a left join leaves l using (record_id)
            where a.reference = @reference and a.verb = 'case-opened' and a.partner is not null
            order by l.index nulls last, a.at limit 1
            """,
            new { reference }, cancellationToken);

}
