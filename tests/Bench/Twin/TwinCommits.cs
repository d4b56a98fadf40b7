using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Bench.Twin;

/// <summary>
/// What a flow writes, by the twin's own statements and in its four commits, with nothing around them: no request, no
/// message, no waiting. Where the database alone can do no more of this, the twin cannot either.
/// </summary>
sealed class TwinCommits(Installation twin, PreparedOffers offers, TimeSpan time)
{
    const int Connections = 32;

    /// <summary>So many flows' rows are deleted from the outboxes at once.</summary>
    const int Deleted = 8;

    static readonly string OfferMade = RouteTable.ExchangeOf(typeof(OfferMade));

    readonly NpgsqlDataSource referrals = twin.Referrals.Source, cases = twin.Cases.Source, ledger = twin.Ledger.Source;
    int flow;

    /// <summary>D: flows a second.</summary>
    public async Task<double> Flows()
    {
        var clock = Stopwatch.StartNew();
        var written = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            var flows = 0;
            for (var gone = new List<TwinRow>(); clock.Elapsed < time; flows++)
            {
                gone.AddRange(await One());
                if (gone.Count < 3 * Deleted)
                    continue;
                await TwinOutbox.Delete(referrals, gone.Select(row => row.MessageId));
                await TwinOutbox.Delete(cases, gone.Select(row => row.MessageId));
                gone.Clear();
            }
            return flows;
        })));
        var rate = written.Sum() / clock.Elapsed.TotalSeconds;
        await twin.AtRest();
        return rate;
    }

    /// <returns>What would have been published.</returns>
    async Task<TwinRow[]> One()
    {
        var now = DateTimeOffset.UtcNow;
        var (state, rows) = TwinHost.Decide(offers.Command(Interlocked.Increment(ref flow)), now);
        var made = rows.Single(row => row.Exchange == OfferMade);
        var act = rows.Single(row => row.Exchange == Routes.Acts);
        await using (var connection = await referrals.OpenConnectionAsync())
            await TwinHost.Keep(connection, state, rows, offers.Sender, Guid.NewGuid().ToString(), Guid.NewGuid().ToByteArray(), now);
        var second = await TwinConsumers.TakeOffer(made.Body, cases);
        await TwinConsumers.RecordAct(act.Body, ledger);
        await TwinConsumers.RecordAct(second.Body, ledger);
        return [made, act, second];
    }
}
