using System.Collections.Concurrent;
using System.Net;

namespace ReferralNetwork.Tests.Chaos;

/// <summary>
/// Referrals from case to end, as caseworker and shelter walk them together: most to their outcome, a quarter after a first
/// refusal, one in ten never answered, one in twenty with consent withdrawn after release, one in seven with one of a few beds.
/// The seed and its number decide which a referral is.
/// </summary>
sealed class Journeys(ChaosClient client, World world, Book book, int seed)
{
    /// <summary>So many referrals of one case stand on one permit.</summary>
    const int Shared = 5;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(240);

    readonly ConcurrentDictionary<string, Lazy<Task<Consented>>> consented = new(StringComparer.Ordinal);

    /// <param name="Permit">As Cases signed it.</param>
    public sealed record Consented(Guid Receipt, string Permit);

    /// <summary>How long one may take from case to end.</summary>
    public TimeSpan Within { get; init; } = Patience;

    /// <summary>Walks one to its end; three in ten lead to a return.</summary>
    public async Task Walk(int number, CancellationToken cancellationToken)
    {
        var random = Seeded.Random(seed, number);
        var first = random.Next(world.Shelters.Count);
        var kind = random.Next(100);
        if (kind is >= 40 and < 55)
            first = 0; // the house
        var (returns, late) = (random.Next(100) < 30, random.Next(5) == 0);
        await Walk(number, first, walk => kind switch
        {
            < 10 => walk.NobodyAnswers(),
            < 15 => walk.ConsentIsWithdrawn(),
            < 40 => walk.ToItsOutcome(declinedFirst: true),
            < 55 => walk.WithABed(),
            _ => walk.ToItsOutcome(declinedFirst: false),
        }, cancellationToken);
        if (returns)
            await Return(number, late, cancellationToken);
    }

    async Task Return(int number, bool late, CancellationToken cancellationToken)
    {
        Returning? walk = null;
        await Noting(() => $"return {number}, {walk?.Id}, after {walk?.Last}", token =>
        {
            walk = new Returning(this, client, world, book, $"{seed}-{number}", late, token);
            return walk.ToItsEnd();
        }, cancellationToken);
    }

    /// <summary>The shortest way: offered, accepted, served.</summary>
    public Task WalkStraight(int number, CancellationToken cancellationToken) =>
        Walk(number, number % world.Shelters.Count, walk => walk.ToItsOutcome(declinedFirst: false), cancellationToken);

    async Task Walk(int number, int first, Func<Walking, Task> way, CancellationToken cancellationToken)
    {
        Walking? walk = null;
        await Noting(() => $"journey {number}, referral {walk?.Id}, after {walk?.Last}", token =>
        {
            walk = new Walking(
                this, client, world, book, $"{seed}-{number}", $"{seed}-shared-{number / Shared}",
                [world.Shelters[first], world.Shelters[(first + 1) % world.Shelters.Count]], token);
            return way(walk);
        }, cancellationToken);
    }

    /// <summary>What does not get to its end, or got an answer that it never should have, is noted and does not stop the others.</summary>
    public async Task Noting(Func<string> where, Func<CancellationToken, Task> walk, CancellationToken cancellationToken)
    {
        using var within = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        within.CancelAfter(Within);
        try
        {
            await walk(within.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or TimeoutException && !cancellationToken.IsCancellationRequested)
        {
            book.GotStuck(where());
        }
        catch (UnexpectedException e)
        {
            book.Wonder($"{where()}: {e.Message}");
        }
    }

    /// <summary>A case with consent for all shelters and a permit for it: made at the first use of its name.</summary>
    public Task<Consented> Consent(Person sender, string name, CancellationToken cancellationToken) =>
        consented.GetOrAdd(name, _ => new(() => Make(sender, name, cancellationToken))).Value;

    async Task<Consented> Make(Person sender, string name, CancellationToken cancellationToken)
    {
        var caseId = Made("cases", await client.Post(Network.Cases, sender, "/cases",
            new { fields = new Dictionary<string, object> { ["x:Alias"] = "Gražina", ["x:NeedsSummary"] = "A room of her own." } },
            $"{name}-case", cancellationToken));
        var recipients = world.Shelters.Select(s => s.Partner).ToArray();
        string[] categories = ["Name", "Contact", "Health"];
        // A repeat must say what was said: the key stands for the request.
        var today = DateTimeOffset.UtcNow;
        var receipt = Made("consents", await client.Post(Network.Cases, sender, $"/cases/{caseId}/consents", new
        {
            purposes = new[] { "Referral" }, recipients, categories, givenBy = "self", language = "lt", method = "spoken",
            wordingVersion = "2026-11", givenAt = today, validUntil = today.AddDays(30),
        }, $"{name}-consent", cancellationToken));
        var permit = Made("permits", await client.Post(
            Network.Cases, sender, $"/cases/{caseId}/permits", new { purpose = "Referral", recipients, categories },
            $"{name}-permit", cancellationToken));
        return new(
            receipt, (await client.Get(Network.Cases, sender, $"/permits/{permit}", cancellationToken)).Is(HttpStatusCode.OK, "permit")["permit"]);
    }

    public Guid Made(string kind, Reply reply)
    {
        var id = reply.Is(HttpStatusCode.Created, kind).Id;
        book.Make(kind, id);
        return id;
    }

    public static object Offer(string permit, IEnumerable<Person> to, string mode = "Sequential") => new
    {
        permit, needs = new[] { World.Need }, ageBand = "25-39", language = "lt", region = "LT", urgency = "Urgent", mode,
        candidates = to.Select(s => s.Partner).ToArray(), place = new { household = new { women = 1 }, when = "NOW" },
    };

    public async Task<(Guid Id, Expected Expected)> Open(Person sender, object offer, string key, CancellationToken cancellationToken)
    {
        var id = (await client.Post(Network.Referrals, sender, "/referrals", offer, key, cancellationToken))
            .Is(HttpStatusCode.Created, "referral").Id;
        return (id, book.Open(id));
    }

    public async Task<Reply> See(Person who, Guid referral, CancellationToken cancellationToken) =>
        (await client.Get(Network.Referrals, who, $"/referrals/{referral}", cancellationToken)).Is(HttpStatusCode.OK, "see");

    public async Task<Reply> Until(Person who, Guid referral, Func<Reply, bool> holds, CancellationToken cancellationToken)
    {
        while (true)
        {
            var seen = await See(who, referral, cancellationToken);
            if (holds(seen))
                return seen;
            await Task.Delay(300, cancellationToken);
        }
    }

    /// <summary>Acts on what it last saw; looks again where that has changed.</summary>
    /// <param name="looks">Another who looks, since the first look of whoever is asked is an act of its own.</param>
    public async Task<Reply> Act(
        Person who, Guid referral, string action, object? body, string key, Reply? seen, CancellationToken cancellationToken, Person? looks = null)
    {
        while (true)
        {
            seen ??= await See(looks ?? who, referral, cancellationToken);
            var reply = await client.Post(Network.Referrals, who, $"/referrals/{referral}/{action}", body, key, cancellationToken, seen.ETag);
            if (reply.Status != HttpStatusCode.PreconditionFailed)
                return reply;
            seen = null;
        }
    }

    /// <summary>The sender takes it out of the world, so that it has an end.</summary>
    public async Task EnterInError(Person sender, Guid referral, Expected expected, string key, CancellationToken cancellationToken)
    {
        await Until(sender, referral, r => !r.Body.GetProperty("releasePending").GetBoolean(), cancellationToken);
        (await Act(sender, referral, "entered-in-error", new { code = "WRONG_PERSON" }, key, null, cancellationToken))
            .Is(HttpStatusCode.OK, "entered in error");
        expected.Act("referrals/referral-entered-in-error").Ends("EnteredInError");
    }
}
