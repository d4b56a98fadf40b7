using System.Diagnostics;
using RabbitMQ.Client;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Bench;

/// <summary>
/// A step of the saga taken from the bus: the timer of an offer that nobody answered. It is consumed, decided (the offer
/// expires, the referral is unplaced), committed with worklist and outbox, and what follows is published.
/// </summary>
sealed class Steps : IAsyncDisposable
{
    readonly Installation installation;
    readonly Stored stored;
    readonly IConnection connection;
    readonly Publisher publisher;

    Steps(Installation installation, IConnection connection, Publisher publisher) =>
        (this.installation, this.connection, this.publisher, stored) = (installation, connection, publisher, new(installation));

    public static async Task<Steps> Prepare(Installation installation)
    {
        var opened = await new ConnectionFactory { Uri = new(installation.Broker) }.CreateConnectionAsync();
        return new(installation, opened, await Publisher.Open(opened, window: 1000, _ => { }));
    }

    /// <summary>Steps a second, each of another referral.</summary>
    public async Task<double> Distinct(int count) => await Take(await stored.Overdue(count, DateTimeOffset.UnixEpoch));

    /// <summary>Steps a second of one referral, each waiting for the row that the one before holds.</summary>
    public async Task<double> Hot(int count)
    {
        var one = (await stored.Overdue(1, DateTimeOffset.UnixEpoch)).Single();
        return await Take(Enumerable.Repeat(one, count));
    }

    async Task<double> Take(IEnumerable<int> referrals)
    {
        var (since, count, clock) = (Installation.Before, 0, Stopwatch.StartNew());
        foreach (var referral in referrals)
        {
            await Installation.Say(
                publisher, Routes.Referral, new AnswerDue(Stored.Id(referral, Stored.Referral), Stored.Id(referral, Stored.Offer)));
            count++;
        }
        await installation.Referrals.Until(count, "select count(*) from inbox where message_id > $1", since);
        var rate = count / clock.Elapsed.TotalSeconds;
        await installation.AtRest();
        return rate;
    }

    public async ValueTask DisposeAsync()
    {
        await publisher.DisposeAsync();
        await connection.DisposeAsync();
    }
}
