using System.Globalization;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Bench;

/// <summary>How much is measured.</summary>
/// <param name="Flows">In each repetition of each row.</param>
/// <param name="Singles">Flows a second apart, whose latency is measured.</param>
/// <param name="Stored">How many referrals are there already, for growth; empty: it is not measured.</param>
sealed record Size(int WarmUp, int Flows, int Singles, int Repetitions, TimeSpan Limit, TimeSpan Open, IReadOnlyList<int> Stored)
{
    /// <summary>Under three minutes for two or three rows, so it measures a little of the JIT still, and no growth.</summary>
    public static readonly Size Short = new(
        WarmUp: 6_000, Flows: 500, Singles: 1, Repetitions: 5, TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(2), []);

    /// <summary>Fewer than 12,000 flows of warm-up measure the JIT.</summary>
    public static readonly Size Full = new(
        WarmUp: 12_000, Flows: 3_000, Singles: 3, Repetitions: 7, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), [1_000, 100_000, 1_000_000]);
}

/// <summary>One run: what is compared is measured in turns, round after round, on the same cores.</summary>
sealed class Benchmark(Size size, IReadOnlyList<string> wanted) : IAsyncDisposable
{
    const double TwinAtLeast = 0.8;

    /// <summary>In which whoever has stood still answers the broker's heartbeats.</summary>
    static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(300);

    readonly Report report = new(Path.Combine(ServiceProcess.Root, ".run", "bench"));
    readonly Rounds rounds = new(size.Repetitions);
    readonly List<string> unfit = [];
    readonly Stack<IAsyncDisposable> started = [];

    /// <param name="args">--short, and the ids of the rows that are wanted; all of them if none is named.</param>
    public static async Task<int> Run(string[] args)
    {
        await using var benchmark = new Benchmark(
            args.Contains("--short") ? Size.Short : Size.Full, [.. args.Where(a => !a.StartsWith('-'))]);
        try
        {
            return await benchmark.Run() ? 0 : 1;
        }
        catch (NotDurableException e)
        {
            Say(e.Message);
            return 1;
        }
    }

    public static void Say(string what) => Console.Error.WriteLine($"{DateTime.Now.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} {what}");

    bool Wants(params string[] rows) => wanted.Count == 0 || rows.Any(wanted.Contains);

    /// <summary>Measured in every round while all other installations stand still.</summary>
    void Measure(string series, Installation of, Func<Task<double>> measure, Func<string>? remark = null) =>
        rounds.Add(series, () => Alone(of, measure), remark);

    async Task<T> Alone<T>(Installation one, Func<Task<T>> measure)
    {
        var others = started.OfType<Installation>().Where(installation => installation != one).ToList();
        await Task.WhenAll(others.Select(other => other.Pause()));
        try
        {
            return await measure();
        }
        finally
        {
            await Task.WhenAll(others.Select(other => other.Resume()));
            await Task.Delay(Breath);
        }
    }

    T Start<T>(T what) where T : IAsyncDisposable
    {
        started.Push(what);
        return what;
    }

    /// <returns>Whether the run counts.</returns>
    async Task<bool> Run()
    {
        Say("preparing offers; starting the product and its twin");
        using var offers = new PreparedOffers();
        var product = new ReferralPath(Start(await Installation.Product(offers)));
        var twin = new ReferralPath(Start(await Installation.ByHand(offers)));
        var limits = Start(await Limits.Prepare(twin.Installation, size.Limit));
        await Durability.Check(product.Installation.Referrals);

        await WarmUp(product, twin);
        await AddLimits(limits, twin, offers);
        await AddPath(product, twin);
        if (Wants("B1", "B3", "B12", "B15"))
            await AddReferralsAlone(new(Start(await Installation.Product(offers, "Referrals"))));
        var returns = Wants("B12", "B13", "page") ? Start(await Installation.Product(offers, "Returns")) : null;
        var stored = returns is null ? null : await AddReturns(returns);
        if (Wants("B7"))
            await AddInMemory(new(Start(await Installation.InMemory(offers))));
        if (Wants("B9"))
            await AddReleases(Start(await Installation.Product(offers, "Cases")), offers);
        if (Wants("B11"))
            await AddDuplicates(product);
        if (Wants("B14"))
        {
            Measure("exhibits sealed", product.Installation, ExhibitSealing.Sealed);
            Measure("enciphered", product.Installation, ExhibitSealing.Enciphered);
        }
        if (Wants("B15"))
            await AddHolds(Start(await Installation.Product(offers, "Placements")), offers.Recipient);
        await rounds.Run();

        Compare();
        if (Wants("B6"))
            await AddTail(product);
        if (size.Stored.Count > 0 && Wants("growth", "page"))
            await AddGrowth(product, twin, offers);
        if (returns is not null && Wants("B13"))
            await AddTelling(returns, offers, stored!);
        if (size.Stored.Count > 0 && returns is not null && Wants("page"))
            await AddArrivals(returns, offers, stored!);
        foreach (var installation in started.OfType<Installation>())
            await Durability.Check(installation);
        if (rounds["twin"] / Bound() is { Median: < TwinAtLeast })
            unfit.Add("the twin falls short of what the limits of the same run allow");
        return report.Write(unfit);
    }

    async Task WarmUp(params ReferralPath[] paths)
    {
        Say($"warming up: {size.WarmUp} flows each");
        foreach (var path in paths)
            await path.Flows(size.WarmUp);
    }

    async Task AddLimits(Limits limits, ReferralPath twin, PreparedOffers offers)
    {
        var on = twin.Installation;
        foreach (var connections in new[] { 1, 8, 32 })
            Measure($"C{connections}", on, () => limits.Commits(connections));
        var commits = new Twin.TwinCommits(on, offers);
        await commits.Flows(size.WarmUp);
        Measure("D", on, () => commits.Flows(size.Flows));
        foreach (var window in new[] { 1, 128, 1000 })
            Measure($"Q{window}", on, () => limits.Publishes(window));
        Measure("R", on, limits.Consumes);
        Measure("H", on, () => twin.Posts(size.Flows, "/bare"));
    }

    async Task AddPath(ReferralPath product, ReferralPath twin)
    {
        foreach (var (name, path) in new[] { ("twin", twin), ("product", product) })
        {
            var costs = new Costs(path.Installation, await Processor.Servers(path.Installation.Referrals));
            Measure(name, path.Installation, () => costs.Of(size.Flows, () => path.Flows(size.Flows)), costs.ToString);
        }
        if (!Wants("B5"))
            return;
        Measure("twin's latency", twin.Installation, () => twin.Latency(size.Singles));
        Measure("latency", product.Installation, () => product.Latency(size.Singles));
    }

    async Task AddReferralsAlone(ReferralPath referrals)
    {
        var on = referrals.Installation;
        await referrals.Posts(size.WarmUp);
        var (steps, stored) = (Start(await Steps.Prepare(on, on.Referrals)), new Stored(on));
        await steps.Take(Routes.Referral, await stored.Overdue(size.WarmUp / 4));
        Measure("posts", on, () => referrals.Posts(size.Flows));
        Measure("steps", on, async () => await steps.Take(Routes.Referral, await stored.Overdue(size.Flows)));
        Measure("hot steps", on, async () =>
            await steps.Take(Routes.Referral, Enumerable.Repeat((await stored.Overdue(1)).Single(), size.Flows / 4)));
    }

    async Task<StoredReturns> AddReturns(Installation on)
    {
        var (steps, stored) = (Start(await Steps.Prepare(on, on.Returns)), new StoredReturns(on.Returns));
        await steps.Take(Routes.Return, await stored.Overdue(size.WarmUp / 4));
        await steps.Take(Routes.Return, await stored.Booking(size.WarmUp / 4));
        if (Wants("B12"))
        {
            Measure("return steps", on, async () => await steps.Take(Routes.Return, await stored.Overdue(size.Flows)));
            Measure("bookings", on, async () => await steps.Take(Routes.Return, await stored.Booking(size.Flows)));
        }
        return stored;
    }

    async Task AddHolds(Installation placements, Guid shelter)
    {
        var (steps, holds) = (Start(await Steps.Prepare(placements, placements.Placements)), new Holds(placements.Placements, shelter));
        await Taken(size.WarmUp / 4, holds.Wanted);
        Measure("holds", placements, () => Taken(size.Flows, holds.Wanted));
        Measure("holds of one group", placements, () => Taken(size.Flows / 8, holds.WantedOfOne));

        async Task<double> Taken(int count, Func<int, IEnumerable<HoldPlace>> wanted)
        {
            await holds.Empty();
            var rate = await steps.Take(Routes.Stay, wanted(count));
            await holds.Check(count);
            return rate;
        }
    }

    async Task AddInMemory(ReferralPath memory)
    {
        await memory.Flows(size.WarmUp);
        Measure("in memory", memory.Installation, () => memory.Flows(size.Flows));
    }

    async Task AddReleases(Installation cases, PreparedOffers offers)
    {
        var releases = Start(await Releases.Prepare(cases, offers));
        await releases.Released(size.WarmUp / 4);
        await releases.Sealed(size.WarmUp / 4);
        Measure("releases", cases, () => releases.Released(size.Flows / 2));
        Measure("sealings", cases, () => releases.Sealed(size.Flows / 2));
    }

    async Task AddDuplicates(ReferralPath product)
    {
        var doubling = Start(await Doubling.Open(product.Installation.Broker));
        Measure("once", product.Installation, () => doubling.Run(false, () => product.Flows(size.Flows)));
        Measure("half of them twice", product.Installation, () => doubling.Run(true, () => product.Flows(size.Flows)));
    }

    /// <summary>A flow is a POST (H, but for the commit in it), three publishes, three messages consumed, and what it writes.</summary>
    Sample Bound() => Sample.Of(
        s => 1 / (1 / s[0] - 1 / s[1] + 3 / s[2] + 3 / s[3] + 1 / s[4]), rounds["H"], rounds["C32"], rounds["Q1000"], rounds["R"], rounds["D"]);

    void Compare()
    {
        foreach (var (id, measure) in new[]
        {
            ("C1", "commits/s, 1 KB row, 1 connection"), ("C8", "commits/s, 8 connections"), ("C32", "commits/s, 32 connections"),
            ("D", "what a flow writes, alone: flows/s, 32 connections"),
            ("Q1", "confirmed publishes/s, window 1"), ("Q128", "confirmed publishes/s, window 128"), ("Q1000", "confirmed publishes/s, window 1000"),
            ("R", "messages/s consumed and acknowledged"), ("H", "POSTs/s, checked token, one commit"),
        })
            report.Add(new(id, measure, rounds[id], null, null, ""));

        Add("twin", "by hand / what D, Q, R and H allow", "twin", Bound(), TwinAtLeast, null);
        Add("B4", "a referral end to end / twin", "product", rounds["twin"], 0.6, 0.8);
        Add("B1", "POST until durable 2xx / H", "posts", rounds["H"], 0.6, 0.9);
        var step = Sample.Of(s => Math.Min(s[0], s[1]), rounds["C32"], rounds["R"]);
        Add("B3", "a saga step / min(C32, R)", "steps", step, 0.3, 0.5);
        Add("B3", "steps of one referral / min(C32, R)", "hot steps", step, null, null);
        if (rounds.Has("holds"))
        {
            Add("B15", "a place held with a yes / a step of a referral", "holds", rounds["steps"], null, null);
            Add("B15", "the same, all of one unit group / a step of a referral", "holds of one group", rounds["steps"], null, null);
        }
        if (rounds.Has("bookings"))
        {
            foreach (var (series, measure) in new[]
            {
                ("return steps", "a step of a referral / of a return, its likeness"), ("bookings", "the same / of a return of a whole group, booked"),
            })
                report.Add(new("B12", measure, rounds["steps"] / rounds[series], 1.5, null,
                    $"{rounds["steps"].Median:#,0}/s against {rounds[series].Median:#,0}/s")
                { Less = true });
        }
        if (rounds.Has("latency"))
        {
            report.Add(new("B5", "idle latency at 1/s, twin's / product's", rounds["twin's latency"] / rounds["latency"], 0.5, 0.8,
                $"{rounds["latency"].Median:0.0} ms against {rounds["twin's latency"].Median:0.0} ms"));
        }
        Add("B7", "a referral end to end / all in memory", "product", rounds.Has("in memory") ? rounds["in memory"] : null, 0.5, 0.7);
        if (rounds.Has("releases"))
        {
            report.Add(new("B9", "sealing and signing on / off", Sample.Of(s => 1 - s[0] / s[1], rounds["releases"], rounds["sealings"]), 0.7, 0.85,
                $"{rounds["releases"].Median:#,0} releases/s; sealing alone {rounds["sealings"].Median:#,0}/s"));
        }
        Add("B11", "unique referrals, half duplicated / none", "half of them twice", rounds.Has("once") ? rounds["once"] : null, 0.6, 0.75);
        if (rounds.Has("enciphered"))
            report.Add(new("B14", "sealing an exhibit of 20 MB / AES-256-GCM alone", rounds["exhibits sealed"] / rounds["enciphered"], null, null,
                $"{rounds["exhibits sealed"].Median:#,0} MB/s against {rounds["enciphered"].Median:#,0} MB/s"));
    }

    void Add(string id, string measure, string series, Sample? against, double? good, double? aim)
    {
        if (rounds.Has(series) && against is not null)
            report.Add(new(
                id, measure, rounds[series] / against, good, aim,
                $"{rounds[series].Median:#,0}/s against {against.Median:#,0}/s{rounds.Remark(series)}"));
    }

    async Task AddTail(ReferralPath product)
    {
        var rate = 0.7 * rounds["product"].Max;
        var tail = new List<double>();
        for (var i = 0; i < size.Repetitions; i++)
            tail.Add(await Alone(product.Installation, () => product.Tail(rate, size.Open)));
        report.Add(new(
            "B6", "99th percentile in ms at 70 % of the highest rate", new(tail), 500, 150,
            $"{rate:#,0}/s for {size.Open.TotalSeconds} s each")
        { Less = true });
    }

    async Task AddTelling(Installation returns, PreparedOffers offers, StoredReturns stored)
    {
        foreach (var (what, telling) in await Telling.Prepare(returns, offers, stored))
        {
            Say($"what an embassy's time tells: {what}");
            var (held, longer) = await Alone(returns, async () =>
            {
                await telling.Take(size.Open / 4); // warm
                return await telling.Take(2 * size.Open);
            });
            report.Add(new(
                "B13", $"an embassy tells a held return by time: {what}", new([held.Value]), held.Chance, null,
                $"{held.These.Count:#,0} pairs, {new Sample(held.Those).Median:0.00} ms and {new Sample(held.These).Median:0.00} ms; "
                    + $"the control {longer.Value:0.00}, {new Sample(longer.These).Median:0.00} ms")
            { Around = 0.5 });
            if (!longer.Tells)
                unfit.Add($"B13 ({what}) does not find its control different, so it would not find anything");
        }
    }

    async Task AddArrivals(Installation returns, PreparedOffers offers, StoredReturns stored)
    {
        var token = offers.TokenFor("returns", stored.Receiving.Value, Roles.Caseworker);
        Sample? first = null;
        foreach (var level in size.Stored.Where(level => level <= 100_000))
        {
            Say($"storing {level:#,0} returns");
            await stored.Expected(level);
            var grown = new Rounds(size.Repetitions);
            grown.Add("page", () => Alone(returns, () => returns.Page("/returns?side=part&open=true", token, times: 50)));
            await grown.Run();
            first ??= grown["page"];
            if (level != size.Stored[0])
                report.Add(new(
                    "page", $"expected arrivals with {level:#,0} stored / {size.Stored[0]:#,0}", grown["page"] / first.Median, 1.5, null,
                    $"{grown["page"].Median:0.0} ms")
                { Less = true });
        }
    }

    async Task AddGrowth(ReferralPath product, ReferralPath twin, PreparedOffers offers)
    {
        var stored = new Stored(product.Installation);
        await stored.Empty();
        await product.Flows(100); // something to copy
        Sample? first = null, firstPage = null;
        foreach (var level in size.Stored)
        {
            Say($"storing {level:#,0} referrals");
            await stored.Fill(level);
            await product.Flows(size.Flows / 2);
            var grown = new Rounds(size.Repetitions);
            grown.Add("twin", () => Alone(twin.Installation, () => twin.Flows(size.Flows)));
            grown.Add("product", () => Alone(product.Installation, () => product.Flows(size.Flows)));
            grown.Add("page", () => Alone(
                product.Installation, () => product.Installation.Page("/referrals?side=received&open=true", offers.RecipientToken, times: 50)));
            await grown.Run();
            var (cost, page) = (grown["twin"] / grown["product"], grown["page"]);
            (first, firstPage) = (first ?? cost, firstPage ?? page);
            if (level == size.Stored[0])
                continue;
            report.Add(new(
                "growth", $"cost of a referral with {level:#,0} stored / {size.Stored[0]:#,0}", cost / first.Median, 1.2, null,
                "cost in the twin's, whose tables stay")
            { Less = true });
            report.Add(new(
                "page", $"worklist page with {level:#,0} stored / {size.Stored[0]:#,0}", page / firstPage.Median, 1.5, null,
                $"{page.Median:0.0} ms")
            { Less = true });
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (started.TryPop(out var one))
            await one.DisposeAsync();
    }
}
