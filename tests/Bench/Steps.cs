using System.Diagnostics;
using RabbitMQ.Client;

namespace ReferralNetwork.Tests.Bench;

/// <summary>
/// Steps of a saga taken from the bus: a message is consumed, decided on, committed with worklist and outbox, and what follows is published.
/// </summary>
sealed class Steps : IAsyncDisposable
{
    readonly Installation installation;
    readonly Database database;
    readonly IConnection connection;
    readonly Publisher publisher;

    Steps(Installation installation, Database database, IConnection connection, Publisher publisher) =>
        (this.installation, this.database, this.connection, this.publisher) = (installation, database, connection, publisher);

    /// <param name="database">Of the service that is told.</param>
    public static async Task<Steps> Prepare(Installation installation, Database database)
    {
        var opened = await new ConnectionFactory { Uri = new(installation.Broker) }.CreateConnectionAsync();
        return new(installation, database, opened, await Publisher.Open(opened, window: 1000, _ => { }));
    }

    /// <summary>Steps a second. Where they are all of one instance, each waits for the row that the one before holds.</summary>
    public async Task<double> Take<T>(string queue, IEnumerable<T> messages) where T : class
    {
        var (since, count, clock) = (Installation.Before, 0, Stopwatch.StartNew());
        foreach (var message in messages)
        {
            await Installation.Say(publisher, queue, message);
            count++;
        }
        await database.Until(count, "select count(*) from inbox where message_id > $1", since);
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
