using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Ledger.Recording;

/// <summary>"Who saw or changed what in this case", for the organisation that opened it.</summary>
public static class RecordEndpoints
{
    const int PageSize = 500;

    public static void MapRecord(this IEndpointRouteBuilder app) =>
        app.MapActions("/references").MapGet("/{reference:guid}/acts", Acts);

    /// <param name="after">The last act of the page before.</param>
    static async Task<IResult> Acts(Guid reference, Guid? after, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        var mayRead = caller.WorksWithCases || caller.Has(Roles.DataProtectionOfficer);
        if (!mayRead || await Owner(reference, work, cancellationToken) != caller.Partner)
            return Problems.NotFound("reference");

        // What belongs to the case is tied to it by acts: its permits, their referrals. Another case that shares a tie
        // is another organisation's business: neither it nor what is tied through it is shown.
        var items = await work.Read(
            $"""
            with recursive tied (reference) as (
                select $1::uuid
                union
                select other
                from tied
                join acts a on a.reference = tied.reference or a.related = tied.reference
                cross join lateral (values (a.reference), (a.related)) as ends (other)
                where other is not null
                  and not exists (select from acts o where o.reference = other and o.verb = 'case-opened' and other <> $1)
            )
            select {ActRow.Columns}, l.index
            from acts a left join leaves l using (act_id)
            where a.reference in (select reference from tied)
              and ($2::uuid is null or (a.at, a.act_id) > (select p.at, p.act_id from acts p where p.act_id = $2))
            order by a.at, a.act_id
            limit {PageSize + 1}
            """,
            row => new ActShown(ActRow.Read(row), row.IsDBNull(9) ? null : row.GetInt64(9)), cancellationToken, reference, after);

        work.Act(caller, "record-read", reference);
        var page = items.Take(PageSize).ToList();
        return Answers.Found(new { reference, items = page, next = items.Count > PageSize ? page[^1].ActId : (Guid?)null });
    }

    /// <summary>The organisation that opened the case; the first to say so, should two.</summary>
    static Task<PartnerId?> Owner(Guid reference, UnitOfWork work, CancellationToken cancellationToken) =>
        work.ReadOne<PartnerId?>(
            """
            select a.partner from acts a left join leaves l using (act_id)
            where a.reference = $1 and a.verb = 'case-opened' and a.partner is not null
            order by l.index nulls last, a.at limit 1
            """,
            row => new PartnerId(row.GetGuid(0)), cancellationToken, reference);

    /// <param name="Actor">A pseudonym; who it is, only the actor's own organisation is told (gateway).</param>
    /// <param name="Index">Its place in the tree; null for the moment until it has one.</param>
    sealed record ActShown(
        Guid ActId, Guid Actor, Guid? Partner, string Service, string Verb, Guid Reference, Guid? Related, DateTimeOffset At,
        string? Commitment, long? Index)
    {
        public ActShown(Act act, long? index)
            : this(act.Id, act.Actor, act.Partner, act.Service, act.Verb, act.Reference, act.Related, act.At, act.Commitment, index) { }
    }
}
