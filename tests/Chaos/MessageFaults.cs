using System.Net;
using System.Text;
using System.Text.Json;
using ReferralNetwork.Contracts;
using ReferralNetwork.Tests.Faults;

namespace ReferralNetwork.Tests.Chaos;

/// <summary>What comes in: poison, races, crowds.</summary>
static class MessageFaults
{
    const int Depth = 10_000;
    const int Huge = 50 * 1024 * 1024;
    const int Crowded = 64;
    const int AtOnce = 50;

    static readonly string[] Queues =
    [
        Routes.KnownToReferrals, Routes.Referral, Routes.KnownToCases, Routes.Release, Routes.Offers, Routes.Stay, Routes.AuditRecords,
        PartnerInbox.Name,
    ];

    /// <summary>Of each sort one to every queue; the huge one, for the machine's sake, to one of them.</summary>
    public static async Task Poison(Injection injection)
    {
        var (messenger, cancellationToken) = (injection.Messenger, injection.CancellationToken);
        var before = messenger.Poison.Count;
        foreach (var queue in Queues)
        {
            var mark = Guid.NewGuid();
            await messenger.SendPoison(queue, "bad JSON", Encoding.UTF8.GetBytes($"{{ \"messageId\": \"{mark}\", not json"), cancellationToken);
            await messenger.SendPoison(queue, "unknown type", Encoding.UTF8.GetBytes(
                $"{{\"messageId\":\"{mark}\",\"messageType\":[\"urn:message:ReferralNetwork.Contracts:Unheard\"],\"message\":{{}}}}"),
                cancellationToken);
            await messenger.SendPoison(queue, "deep nesting", Encoding.UTF8.GetBytes(
                $"{{\"messageId\":\"{mark}\",\"message\":{new string('[', Depth)}{new string(']', Depth)}}}"), cancellationToken);
            await messenger.SendPoison(queue, "its handler crashes", Crashing(queue), cancellationToken);
        }
        var huge = Queues[injection.Random.Next(Queues.Length)];
        await messenger.SendPoison(huge, "50 MB", Encoding.UTF8.GetBytes($"\"{Guid.NewGuid()}{new string('x', Huge)}\""), cancellationToken);
        var sent = messenger.Poison.Count - before;
        await injection.Until(
            async () => (await Oracle.Quarantined(injection.Network)).Count(messenger.Poison.ContainsKey) >= before + sent,
            "all poison in quarantine");
    }

    /// <summary>A message of the contract that no handler of this queue can finish.</summary>
    static byte[] Crashing(string queue) => queue switch
    {
        Routes.KnownToReferrals or Routes.KnownToCases => Messenger.Envelope<PartnerListed>((object)new { partnerId = Guid.NewGuid(), version = 1 }),
        Routes.Referral => Messenger.Envelope(new AnswerDue(Guid.NewGuid(), Guid.NewGuid())),
        Routes.Release => Messenger.Envelope(
            new ReleaseDetails(Guid.NewGuid(), Conversations.Referral, Guid.NewGuid(), [Guid.NewGuid()], new(Guid.NewGuid()))),
        Routes.Offers => Messenger.Envelope(new OfferMade(
            Conversations.Referral, Guid.NewGuid(), Guid.NewGuid(), [Guid.NewGuid()], new(Guid.NewGuid()), new(Guid.NewGuid()), default, default)),
        Routes.Stay => Messenger.Envelope(new CheckInDue(Guid.NewGuid())),
        Routes.AuditRecords => Messenger.Envelope(
            new AuditRecorded(Guid.NewGuid(), Guid.Empty, null, "chaos", "No Verb", Guid.NewGuid(), null, default, null)),
        _ => Messenger.Envelope(new OfferAccepted(Guid.Empty, Guid.NewGuid(), new(Guid.NewGuid()), default)),
    };

    /// <summary>Each acceptance comes when its answer falls due, the one before, the other after: it is accepted or it has expired, never
    /// both.</summary>
    public static async Task RaceTimers(Injection injection)
    {
        var count = Math.Max(AtOnce, injection.Plan.Pairs / injection.OfItsKind);
        var pairs = Enumerable.Range(injection.Number * count, count)
            .Select(number => (Number: number, Jitter: injection.Random.Next(-100, 400))).ToList();
        await Parallel.ForEachAsync(pairs, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = injection.CancellationToken },
            async (pair, cancellationToken) => await injection.Journeys.Noting(
                () => $"race {pair.Number}", within => Race(injection, pair.Number, pair.Jitter, within), cancellationToken));
    }

    static async Task Race(Injection injection, int number, int jitter, CancellationToken cancellationToken)
    {
        var (journeys, sender, shelter) =
            (injection.Journeys, injection.World.Hasty, injection.World.Shelters[number % injection.World.Shelters.Count]);
        string Key(string step) => $"race-{injection.Plan.Seed}-{number}-{step}";
        var consented = await journeys.Consent(sender, $"{injection.Plan.Seed}-race-{number / AtOnce}", cancellationToken);
        var (id, expected) = await journeys.Open(sender, Journeys.Offer(consented.Permit, [shelter]), Key("offer"), cancellationToken);
        expected.Offered();
        var seen = await journeys.See(sender, id, cancellationToken);
        var offer = seen.Body.GetProperty("offers")[0];
        var due = offer.GetProperty("answerBy").GetDateTimeOffset() + TimeSpan.FromMilliseconds(jitter) - DateTimeOffset.UtcNow;
        if (due > TimeSpan.Zero)
            await Task.Delay(due, cancellationToken);

        var answer = await journeys.Act(
            shelter, id, $"offers/{offer.GetProperty("id").GetGuid()}/accept", null, Key("accept"), seen, cancellationToken, looks: sender);
        if (answer.Status == HttpStatusCode.OK)
        {
            expected.Accepted();
            injection.Book.Answered(id, "accepted in time");
            await journeys.EnterInError(sender, id, expected, Key("error"), cancellationToken);
            return;
        }
        answer.Is(HttpStatusCode.Conflict, "accept");
        expected.Act("referrals/offer-expired").Effect("OfferExpired");
        injection.Book.Answered(id, "too late");
        (await journeys.Act(sender, id, "give-up", new { code = "HOTEL_NIGHT", unmet = "NO_BED" }, Key("give-up"), null, cancellationToken))
            .Is(HttpStatusCode.OK, "give up");
        expected.Act("referrals/referral-given-up").Ends("ClosedUnplaced");
    }

    /// <summary>Offered to twenty at once; sixty-four acceptances come at one moment, half over HTTP and half over the bus. One has it, the
    /// others are told so.</summary>
    public static async Task Crowd(Injection injection)
    {
        var (journeys, sender, shelters, cancellationToken) =
            (injection.Journeys, injection.World.Patient, injection.World.Shelters, injection.CancellationToken);
        string Key(string step) => $"crowd-{injection.Plan.Seed}-{injection.Number}-{step}";
        var consented = await journeys.Consent(sender, Key("own"), cancellationToken);
        var (id, expected) = await journeys.Open(sender, Journeys.Offer(consented.Permit, shelters, "Parallel"), Key("offer"), cancellationToken);
        expected.Offered(shelters.Count);
        var seen = await journeys.See(sender, id, cancellationToken);
        var offers = seen.Body.GetProperty("offers").EnumerateArray()
            .ToDictionary(o => o.GetProperty("to").GetGuid(), o => o.GetProperty("id").GetGuid());

        var byBus = Enumerable.Range(0, Crowded / 2).Select(i => shelters[i % (shelters.Count / 2)])
            .Select(s => Messenger.Envelope(
                "urn:message:ReferralNetwork.Referrals.Lifecycle:AcceptOffer",
                new { id, offerId = offers[s.Partner], by = s.Partner, actor = s.Actor })).ToList();
        var overHttp = Enumerable.Range(0, Crowded / 2).Select(i => (i, Shelter: shelters[shelters.Count / 2 + i % (shelters.Count / 2)]))
            .Select(c => journeys.Act(
                c.Shelter, id, $"offers/{offers[c.Shelter.Partner]}/accept", null, Key($"accept-{c.i}"), seen, cancellationToken, looks: sender));
        var onTheBus = injection.Messenger.SendToBeRefused(Routes.Referral, byBus, cancellationToken);
        var answers = await Task.WhenAll(overHttp);
        await onTheBus;
        if (answers.FirstOrDefault(a => a.Status is not (HttpStatusCode.OK or HttpStatusCode.Conflict)) is { } strange)
            throw new UnexpectedException($"an acceptance among many got {strange.Status}: {strange.Text}");

        expected.Accepted();
        var taken = await journeys.Until(sender, id, r => r["state"] != "Offered", cancellationToken);
        var winner = taken.Body.GetProperty("to").GetGuid();
        var byTheBus = shelters.Take(shelters.Count / 2).Any(s => s.Partner == winner);
        var yes = answers.Count(a => a.Status == HttpStatusCode.OK);
        if (yes != (byTheBus ? 0 : 1))
            injection.Book.Wonder($"crowd on {id}: {yes} were told over HTTP that they have it; {winner} has it");
        // Over the bus there is nobody to tell a refusal to: all but the winning message end in quarantine.
        var hashes = byBus.Select(Messenger.Hash).ToHashSet(StringComparer.Ordinal);
        await injection.Until(
            async () => (await Oracle.Quarantined(injection.Network)).Count(q => hashes.Contains(q.Hash)) >= hashes.Count - (byTheBus ? 1 : 0),
            "refused acceptances in quarantine");
        await journeys.EnterInError(sender, id, expected, Key("error"), cancellationToken);
    }
}
