using System.Globalization;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Bench;

/// <summary>
/// Referrals that are there already: copies, by SQL, of one that went the whole way, with everything it left in the three
/// databases but its leaf in the ledger's tree, which only the ledger itself can add.
/// </summary>
sealed class Stored(Installation installation)
{
    int last;

    /// <summary>Ids older than any that is made now, as those of older referrals are.</summary>
    public static Guid Id(int number, char kind) =>
        Guid.ParseExact($"{number.ToString("x12", CultureInfo.InvariantCulture)}7000800000000000000{kind}", "N");

    /// <summary><see cref="Id"/> of the number <c>n</c>.</summary>
    public static string Sql(char kind) => $"(lpad(to_hex(n), 12, '0') || '7000800000000000000{kind}')::uuid";

    const char Referral = '0';
    const char Offer = '1';

    /// <summary>Of Referrals and Cases; the ledger refuses.</summary>
    public async Task Empty()
    {
        await installation.Referrals.Execute("truncate referrals, worklist, outbox, inbox, idempotency");
        await installation.Cases.Execute("truncate offers, outbox, inbox");
    }

    /// <summary>Until so many are there.</summary>
    public async Task Fill(int count)
    {
        var (from, to) = (last + 1, last = count);
        await Referrals(from, to, overdue: false);
        await installation.Referrals.Execute(
            $"""
            insert into outbox (message_id, timer_key, exchange, mandatory, body, due_at)
            select {Sql('2')}, 'answer-due:' || {Sql(Offer)}, exchange, true, body, now() + interval '12 hours' + n * interval '1 ms'
            from generate_series({from}, {to}) n, (select * from outbox where timer_key is not null order by message_id desc limit 1) one;
            insert into idempotency (caller, key, request_hash, status, resource_id, location, etag, created_at)
            select caller, convert_to({Sql(Referral)}::text, 'UTF8'), request_hash, status, {Sql(Referral)}, location, etag, now()
            from generate_series({from}, {to}) n, (select * from idempotency order by created_at desc limit 1) one;
            """);
        await installation.Cases.Execute(
            $"""
            insert into offers (offer_id, conversation, conversation_id, permit_id, case_id, recipient, made_at)
            select {Sql(Offer)}, 'referral', {Sql(Referral)}, permit_id, case_id, recipient, now()
            from generate_series({from}, {to}) n, (select * from offers order by offer_id desc limit 1) one;
            insert into inbox (message_id, consumer, received_at) select {Sql('2')}, 'cases.offers', now() from generate_series({from}, {to}) n;
            """);
        foreach (var act in new[] { '3', '4' })
        {
            await installation.Ledger.Execute(
                $"""
                insert into audit_records (record_id, actor, partner, service, verb, reference, at)
                select {Sql(act)}, {Sql('5')}, {Sql('6')}, 'referrals', 'referral-offered', {Sql(Referral)}, now()
                    from generate_series({from}, {to}) n;
                insert into inbox (message_id, consumer, received_at)
                    select {Sql(act)}, 'ledger.audit-records', now() from generate_series({from}, {to}) n;
                """);
        }
        // Else the server would begin to tidy up in the middle of a measurement.
        foreach (var database in new[] { installation.Referrals, installation.Cases, installation.Ledger })
            await database.Execute("vacuum (analyze)");
    }

    /// <summary>Only what Referrals shows and decides on, of offers that should have been answered long ago.</summary>
    /// <returns>The timers of those offers.</returns>
    public async Task<IEnumerable<AnswerDue>> Overdue(int count)
    {
        var from = last + 1;
        await Referrals(from, last += count, overdue: true);
        return Enumerable.Range(from, count).Select(n => new AnswerDue(Id(n, Referral), Id(n, Offer)));
    }

    Task Referrals(int from, int to, bool overdue) => installation.Referrals.Execute(
        $$"""
        with one as (
            select data #>> '{data,offers,made,0,id}' as offer, correlation_id::text as id,
                {{(overdue ? $"jsonb_set(data, '{{data,offers,made,0,answerBy}}', '\"{DateTimeOffset.UnixEpoch:o}\"')" : "data")}}::text as data
            from referrals order by correlation_id desc limit 1)
        insert into referrals (correlation_id, version, data)
        select {{Sql(Referral)}}, 1, replace(replace(data, id, {{Sql(Referral)}}::text), offer, {{Sql(Offer)}}::text)::jsonb
        from generate_series({{from}}, {{to}}) n, one;
        insert into worklist (conversation_id, partner_id, side, open, due_at, to_do, updated_at)
        select {{Sql(Referral)}}, partner_id, side, open, due_at + n * interval '1 ms', to_do, updated_at
        from generate_series({{from}}, {{to}}) n, (select * from worklist order by conversation_id desc limit 2) one
        """);
}
