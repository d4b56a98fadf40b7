using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;

namespace ReferralNetwork.Tests.Bench;

/// <summary>Referrals sent down an installation.</summary>
sealed class ReferralPath(Installation installation)
{
    const int Clients = 32;

    int sent;

    public Installation Installation => installation;

    /// <summary>Answered POSTs a second.</summary>
    public async Task<double> Posts(int count, string path = "/referrals")
    {
        var clock = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            Enumerable.Range(sent += count, count), new ParallelOptions { MaxDegreeOfParallelism = Clients },
            async (i, _) => await installation.Post(i, path));
        var rate = count / clock.Elapsed.TotalSeconds;
        await installation.AtRest();
        return rate;
    }

    /// <summary>Whole flows a second, from the first POST to the last row on the recipient's side and in the ledger.</summary>
    public async Task<double> Flows(int count)
    {
        var since = Installation.Before;
        var clock = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            Enumerable.Range(sent += count, count), new ParallelOptions { MaxDegreeOfParallelism = Clients },
            async (i, _) => await installation.Post(i));
        await installation.Arrived(since, count);
        var rate = count / clock.Elapsed.TotalSeconds;
        await installation.AtRest();
        return rate;
    }

    /// <summary>Milliseconds from the POST to the row on the recipient's side, the median of flows a second apart.</summary>
    public async Task<double> Latency(int flows)
    {
        var seen = new List<double>();
        for (var i = 0; i < flows; i++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            var clock = Stopwatch.StartNew();
            var id = await installation.Post(sent++);
            while (await installation.Cases.Scalar<long>("select count(*) from offers where conversation_id = $1", id) == 0) { }
            seen.Add(clock.Elapsed.TotalMilliseconds);
        }
        return new Sample(seen).Median;
    }

    /// <summary>
    /// The 99th percentile, in milliseconds, from when a POST was meant to be sent, whether or not those before it were
    /// answered, to when its row is seen on the recipient's side.
    /// </summary>
    public async Task<double> Tail(double rate, TimeSpan time)
    {
        var flows = (int)(rate * time.TotalSeconds);
        var (posted, seen) = (new ConcurrentDictionary<Guid, TimeSpan>(), new List<double>());
        var (posts, clock) = (new List<Task>(), Stopwatch.StartNew());
        for (var i = 0; i < flows; i++)
        {
            var due = TimeSpan.FromSeconds(i / rate);
            if (due - clock.Elapsed is { Ticks: > 0 } early)
                await Task.Delay(early);
            posts.Add(Post(due));
            if (i == 0)
                posts.Add(Watch());
        }
        await Task.WhenAll(posts);
        await installation.AtRest();
        return seen.Order().ElementAt((int)(flows * 0.99));

        async Task Post(TimeSpan due) => posted[await installation.Post(Interlocked.Increment(ref sent))] = due;

        async Task Watch()
        {
            for (var end = time + TimeSpan.FromMinutes(2); seen.Count < flows; await Task.Delay(5))
            {
                if (clock.Elapsed > end)
                    throw new TimeoutException($"{seen.Count} of {flows} offers arrived.");
                await using var look = installation.Cases.Source.CreateCommand("select conversation_id from offers where conversation_id = any($1)");
                look.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. posted.Keys] });
                await using var rows = await look.ExecuteReaderAsync();
                while (await rows.ReadAsync())
                {
                    if (posted.TryRemove(rows.GetGuid(0), out var due))
                        seen.Add((clock.Elapsed - due).TotalMilliseconds);
                }
            }
        }
    }
}
