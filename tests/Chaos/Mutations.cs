using System.Net;
using RabbitMQ.Client;
using ReferralNetwork.Tests.Faults;

namespace ReferralNetwork.Tests.Chaos;

/// <summary>A guard that is taken out, to see that the run notices.</summary>
enum Mutation { Inbox, Mandatory, Outbox }

/// <summary>A few referrals without one of the guards, and the fault that it guards against.</summary>
sealed class Mutations(Network network, World world, Messenger messenger, ChaosClient client, Plan plan)
{
    const int Referrals = 12;

    static readonly TimeSpan Within = TimeSpan.FromSeconds(15);
    static readonly TimeSpan Rest = TimeSpan.FromSeconds(40);

    /// <returns>What the oracle found; the guard is back in its place.</returns>
    public Task<List<Finding>> Without(Mutation guard, CancellationToken cancellationToken) => guard switch
    {
        Mutation.Inbox => WithoutInbox(cancellationToken),
        Mutation.Mandatory => WithoutMandatory(cancellationToken),
        _ => WithoutOutbox(cancellationToken),
    };

    /// <summary>Everything comes twice.</summary>
    async Task<List<Finding>> WithoutInbox(CancellationToken cancellationToken)
    {
        foreach (var service in Network.Services)
            await network.Execute(service, "alter table inbox drop constraint inbox_pkey");
        await Restart(new Defects(Duplicates: 100));
        var findings = await Walked(Mutation.Inbox, () => Task.CompletedTask, cancellationToken);
        await Restart(new Defects());
        foreach (var service in Network.Services)
            await network.Execute(service, "delete from inbox; alter table inbox add constraint inbox_pkey primary key (message_id, consumer)");
        return findings;
    }

    /// <summary>The partner's queue is gone as they accept, and the broker is not asked to say so.</summary>
    async Task<List<Finding>> WithoutMandatory(CancellationToken cancellationToken)
    {
        await Restart(new Defects(WithoutMandatory: true));
        using var book = new Book(Report.File(plan, "without-mandatory.jsonl"));
        var journeys = new Journeys(client, world, book, plan.Seed) { Within = Within };
        var consented = await journeys.Consent(world.Patient, $"{plan.Seed}-without-mandatory", cancellationToken);
        var opened = await Task.WhenAll(world.Shelters.Take(Referrals).Select(async (shelter, number) =>
        {
            var key = $"{plan.Seed}-without-mandatory-{number}";
            var (id, expected) = await journeys.Open(world.Patient, Journeys.Offer(consented.Permit, [shelter]), $"{key}-offer", cancellationToken);
            expected.Offered();
            return (Id: id, Expected: expected, Shelter: shelter, Key: key, Seen: await journeys.See(world.Patient, id, cancellationToken));
        }));

        var owners = network.Both(Network.Partner);
        await Task.WhenAll(owners.Select(o => o.Stop()));
        await using (var connection = await messenger.Connect(cancellationToken))
        await using (var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken))
            await channel.QueueDeleteAsync(PartnerInbox.Name, cancellationToken: cancellationToken);
        await Task.WhenAll(opened.Select(o => journeys.Noting(() => $"acceptance of {o.Id}", async within =>
        {
            var offer = o.Seen.Body.GetProperty("offers")[0].GetProperty("id").GetGuid();
            (await journeys.Act(o.Shelter, o.Id, $"offers/{offer}/accept", null, $"{o.Key}-accept", o.Seen, within)).Is(HttpStatusCode.OK, "accept");
            o.Expected.Accepted();
            await journeys.EnterInError(world.Patient, o.Id, o.Expected, $"{o.Key}-error", within);
        }, cancellationToken)));
        await Task.WhenAll(owners.Select(o => o.Start()));
        var findings = await AtRest(book, cancellationToken);
        await Restart(new Defects());
        return findings;
    }

    /// <summary>Messages leave from memory alone, and the process dies between commit and publish.</summary>
    async Task<List<Finding>> WithoutOutbox(CancellationToken cancellationToken)
    {
        await network.Execute(Network.Referrals,
            """
            create function forget() returns trigger language plpgsql as 'begin return null; end';
            create trigger forget before insert on outbox for each row when (new.timer_key is null) execute function forget()
            """);
        await Restart(new Defects(Crash: $"{CrashPoints.CommitToPublish}:5"));
        var findings = await Walked(Mutation.Outbox, async () =>
        {
            foreach (var instance in network.Both(Network.Referrals))
            {
                await instance.Died(Within, cancellationToken);
                await instance.Start();
            }
        }, cancellationToken);
        await network.Execute(Network.Referrals, "drop function forget() cascade");
        return findings;
    }

    /// <summary>Referrals on their way, then rest.</summary>
    async Task<List<Finding>> Walked(Mutation guard, Func<Task> meanwhile, CancellationToken cancellationToken)
    {
        using var book = new Book(Report.File(plan, $"without-{guard.ToString().ToLowerInvariant()}.jsonl"));
        var journeys = new Journeys(client, world, book, plan.Seed) { Within = Within };
        var first = Numbers * (1 + (int)guard);
        await Task.WhenAll(Enumerable.Range(first, Referrals).Select(n => journeys.WalkStraight(n, cancellationToken)).Append(meanwhile()));
        return await AtRest(book, cancellationToken);
    }

    /// <summary>When nothing moves any more, what is missing will never come.</summary>
    async Task<List<Finding>> AtRest(Book book, CancellationToken cancellationToken)
    {
        var oracle = new Oracle(network, client, world, book, messenger, alone: false);
        for (var end = DateTime.UtcNow + Rest; DateTime.UtcNow < end && (await oracle.Unrest()).Count > 0;)
            await Task.Delay(200, cancellationToken);
        return await oracle.Look();
    }

    Task Restart(Defects defects) => Task.WhenAll(network.Both(Network.Referrals).Select(async instance =>
    {
        await instance.Kill();
        await instance.Start(defects);
    }));

    /// <summary>Journeys of mutations have numbers of their own.</summary>
    const int Numbers = 2_000_000;
}
