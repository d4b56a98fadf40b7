using System.Diagnostics;
using Npgsql;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Bench.Twin;

/// <summary>
/// What a flow writes, by the twin's own statements and in its four commits, with nothing around them: no request, no
/// message, no waiting. Where the database alone can do no more of this, the twin cannot either.
/// </summary>
sealed class TwinCommits(Installation twin, PreparedOffers offers)
{
    const int Connections = 32;

    /// <summary>So many flows' rows are deleted from the outboxes at once.</summary>
    const int Deleted = 8;

    static readonly string OfferMade = RouteTable.ExchangeOf(typeof(OfferMade));

    readonly NpgsqlDataSource referrals = twin.Referrals.Source, cases = twin.Cases.Source, ledger = twin.Ledger.Source;
    int flow;

    /// <summary>D: flows a second.</summary>
    public async Task<double> Flows(int count)
    {
        var clock = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count / Deleted), new ParallelOptions { MaxDegreeOfParallelism = Connections }, async (_, _) =>
            {
                var gone = new List<Guid>();
                for (var i = 0; i < Deleted; i++)
                    gone.AddRange(await One());
                await TwinOutbox.Delete(referrals, gone);
                await TwinOutbox.Delete(cases, gone);
            });
        var rate = count / clock.Elapsed.TotalSeconds;
        await twin.AtRest();
        return rate;
    }

    /// <returns>The ids of what would have been published.</returns>
    async Task<Guid[]> One()
    {
        var now = DateTimeOffset.UtcNow;
        var (state, rows) = TwinHost.Decide(offers.Command(Interlocked.Increment(ref flow)), now);
        var made = rows.Single(row => row.Exchange == OfferMade);
        var act = rows.Single(row => row.Exchange == Routes.AuditRecords);
        await using (var connection = await referrals.OpenConnectionAsync())
            await TwinHost.Keep(connection, state, rows, offers.Sender, Guid.NewGuid().ToString(), Guid.NewGuid().ToByteArray(), now);
        var second = await TwinConsumers.TakeOffer(made.Body, cases);
        await TwinConsumers.RecordAct(act.Body, ledger);
        await TwinConsumers.RecordAct(second.Body, ledger);
        return [made.MessageId, act.MessageId, second.MessageId];
    }
}
