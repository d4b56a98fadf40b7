using System.Net;
using RabbitMQ.Client;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Tests.Faults;

namespace ReferralNetwork.Tests.Chaos;

enum Verdict { Lost, Doubled, Unexpected }

/// <param name="Check">Which of the checks found it.</param>
sealed record Finding(Verdict Verdict, string Check, string What);

/// <summary>
/// Compares what stands in the services' tables, on the ledger and in the partner's system with the driver's own book.
/// It asks no service, but for the ledger's verification of itself.
/// </summary>
/// <param name="alone">Nobody else has used this network: what is not in the book must not be there at all.</param>
sealed class Oracle(Network network, ChaosClient client, World world, Book book, Messenger messenger, bool alone)
{
    public async Task<List<Finding>> Look()
    {
        var findings = new List<Finding>();
        findings.AddRange(book.Stuck.Select(s => new Finding(Verdict.Lost, "journeys", s)));
        findings.AddRange(book.Wonders.Select(w => new Finding(Verdict.Unexpected, "answers", w)));
        findings.AddRange(await States());
        findings.AddRange(
            Compare("effects", await Counted(Network.Partner, "select referral_id, what, count(*) from effects group by 1, 2"), e => e.Effects));
        // What was released and read stands on the ledger under the disclosure.
        var referralOf = (await network.Read(
            Network.Cases, "select disclosure_id, conversation_id from disclosures",
            r => KeyValuePair.Create(r.GetGuid(0), r.GetGuid(1)))).Concat(await network.Read(
            // And what the lead of a return does under a reference that whoever asked does not know.
            Network.Returns, "select (data -> 'data' ->> 'journeyId')::uuid, correlation_id from returns",
            r => KeyValuePair.Create(r.GetGuid(0), r.GetGuid(1)))).ToDictionary();
        findings.AddRange(Compare("acts", await Counted(Network.Ledger,
            """
            select case verb when 'traveller-tied' then related else reference end, service || '/' || verb, count(*)
            from audit_records where service in ('referrals', 'returns') group by 1, 2
            union all
            select related, 'cases/' || verb, count(*) from audit_records
            where service = 'cases' and verb in ('referral-offered', 'return-offered', 'details-released', 'release-refused') group by 1, 2
            """, referralOf), e => e.Acts));
        findings.AddRange(await Disclosures(referralOf));
        findings.AddRange(await Beds());
        if (!alone)
            return findings;
        findings.AddRange(await Made());
        findings.AddRange(await InQuarantine());
        findings.AddRange((await Unrest()).Select(u => new Finding(Verdict.Unexpected, "rest", u)));
        if (findings.Count == 0)
            findings.AddRange(await LedgerItself());
        return findings;
    }

    /// <summary>What is still on its way or waits: rows to publish, timers, messages, acts without a place.</summary>
    public async Task<List<string>> Unrest()
    {
        var found = new List<string>();
        foreach (var service in Network.Services)
        {
            // Whoever has a bed is looked for at the agreed hour, in two days.
            var timers = service == Network.Placements ? "where timer_key is null" : "";
            if (await network.Query<long>(service, $"select count(*) from outbox {timers}") is > 0 and var rows)
                found.Add($"{rows} rows in the outbox of {service}");
        }
        if (await network.Query<long>(Network.Ledger, "select count(*) from pending") is > 0 and var pending)
            found.Add($"{pending} acts without a place on the ledger");
        await using var connection = await messenger.Connect(CancellationToken.None);
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in PartnerInbox.Routes.SelectMany(r => r.Queues).Distinct(StringComparer.Ordinal).Append(Topology.DeadLetters))
        {
            if (await channel.MessageCountAsync(queue) is > 0 and var messages)
                found.Add($"{messages} messages on {queue}");
        }
        return found;
    }

    /// <summary>By queue and hash of the body.</summary>
    public static async Task<List<(string Queue, string Hash)>> Quarantined(Network network)
    {
        var all = new List<(string, string)>();
        foreach (var service in Network.Services)
            all.AddRange(await network.Read(
                service, "select queue, upper(encode(sha256(body), 'hex')) from quarantine", r => (r.GetString(0), r.GetString(1))));
        return all;
    }

    async Task<IEnumerable<Finding>> States()
    {
        var stored = new Dictionary<Guid, string>();
        foreach (var service in new[] { Network.Referrals, Network.Returns })
        {
            foreach (var (id, state) in await network.Read(
                service, $"select correlation_id, state from {service}", r => (r.GetGuid(0), r.GetString(1))))
                stored[id] = state;
        }
        var wrong = book.Referrals
            .Where(r => r.Value.End is { } end && stored.GetValueOrDefault(r.Key) != end)
            .Select(r => new Finding(
                Verdict.Lost, "states", $"referral {r.Key} is {stored.GetValueOrDefault(r.Key) ?? "not there"}, not {r.Value.End}"));
        var strangers = stored.Keys.Where(id => alone && !book.Referrals.ContainsKey(id))
            .Select(id => new Finding(Verdict.Unexpected, "states", $"referral {id} was never given out"));
        return wrong.Concat(strangers);
    }

    /// <param name="referralOf">Where a row may name something of a referral instead.</param>
    async Task<Dictionary<Guid, Dictionary<string, long>>> Counted(string service, string sql, Dictionary<Guid, Guid>? referralOf = null) =>
        (await network.Read(service, sql, r => (Id: r.GetGuid(0), What: r.GetString(1), Count: r.GetInt64(2))))
            .GroupBy(r => referralOf?.GetValueOrDefault(r.Id, r.Id) ?? r.Id)
            .ToDictionary(
                g => g.Key,
                g => g.GroupBy(r => r.What, StringComparer.Ordinal).ToDictionary(w => w.Key, w => w.Sum(r => r.Count), StringComparer.Ordinal));

    IEnumerable<Finding> Compare(
        string check, Dictionary<Guid, Dictionary<string, long>> there, Func<Expected, IReadOnlyDictionary<string, int>> should)
    {
        foreach (var (referral, expected) in book.Referrals)
        {
            // One that got stuck is lost already; what it led to is nobody's guess.
            if (expected.End is null)
                continue;
            var found = there.GetValueOrDefault(referral) ?? [];
            foreach (var what in should(expected).Keys.Union(found.Keys))
            {
                var (wanted, count) = (should(expected).GetValueOrDefault(what), found.GetValueOrDefault(what));
                if (wanted != count)
                    yield return new(
                        count < wanted ? Verdict.Lost : wanted > 0 ? Verdict.Doubled : Verdict.Unexpected, check,
                        $"{what} of {referral}: {count}, not {wanted}");
            }
        }
        foreach (var stranger in there.Keys.Where(id => alone && !book.Referrals.ContainsKey(id)))
            yield return new(Verdict.Unexpected, check, $"something of {stranger}, which was never given out");
    }

    /// <summary>One for each acceptance; and every reading that Cases counted is on the ledger, once.</summary>
    async Task<IEnumerable<Finding>> Disclosures(Dictionary<Guid, Guid> referralOf)
    {
        var made = (await network.Read(Network.Cases, "select conversation_id, count(*), sum(reads) from disclosures group by 1",
            r => (Referral: r.GetGuid(0), Count: r.GetInt64(1), Reads: r.GetInt64(2)))).ToDictionary(r => r.Referral);
        var read = (await network.Read(Network.Ledger, "select related, count(*) from audit_records where verb = 'disclosure-read' group by 1",
            r => (Disclosure: r.GetGuid(0), Count: r.GetInt64(1))))
            .GroupBy(r => referralOf.GetValueOrDefault(r.Disclosure, r.Disclosure)).ToDictionary(g => g.Key, g => g.Sum(r => r.Count));
        return book.Referrals.Where(r => r.Value.End is not null).SelectMany(r => Check(r.Key, r.Value));

        IEnumerable<Finding> Check(Guid referral, Expected expected)
        {
            var (count, reads) = made.TryGetValue(referral, out var found) ? (found.Count, found.Reads) : (0, 0);
            if (count != expected.Disclosures)
                yield return new(
                    count < expected.Disclosures ? Verdict.Lost : Verdict.Doubled, "disclosures",
                    $"{count} of {referral}, not {expected.Disclosures}");
            if (read.GetValueOrDefault(referral) is var onLedger && onLedger != reads)
                yield return new(
                    onLedger < reads ? Verdict.Lost : Verdict.Doubled, "readings", $"{reads} of {referral} in Cases, {onLedger} on the ledger");
        }
    }

    /// <summary>Each bed was given once, to who was told that they have it; nobody was told that there is none while one was free.</summary>
    async Task<IEnumerable<Finding>> Beds()
    {
        var taken = await network.Query<int>(Network.Placements, $"select held + occupied from unit_groups where unit_group_id = '{world.Room}'");
        var stays = (await network.Read(
            Network.Placements,
            "select (data -> 'data' -> 'promise' ->> 'conversationId')::uuid, state from stays where state not in ('Released', 'NotTaken')",
            r => (Referral: r.GetGuid(0), State: r.GetString(1)))).ToLookup(stay => stay.Referral, stay => stay.State);
        var findings = book.Kept.Keys.Where(id => !stays[id].SequenceEqual(["Confirmed"]))
            .Select(id => new Finding(
                stays[id].Any() ? Verdict.Doubled : Verdict.Lost, "beds", $"the bed of {id}: {string.Join(", ", stays[id])}"))
            .Concat(stays.Where(stay => !book.Kept.ContainsKey(stay.Key))
                .Select(stay => new Finding(Verdict.Unexpected, "beds", $"a bed for {stay.Key}, who was told that there is none")))
            .ToList();
        if (taken != book.Kept.Count)
            findings.Add(new(taken < book.Kept.Count ? Verdict.Lost : Verdict.Doubled, "beds", $"{taken} beds taken, by {book.Kept.Count}"));
        if (taken > World.Beds)
            findings.Add(new(Verdict.Doubled, "beds", $"{taken} beds taken of {World.Beds}"));
        if (taken < World.Beds && book.Refused.ContainsKey("NONE_FREE") && !book.Refused.ContainsKey("NO_ANSWER"))
            findings.Add(new(Verdict.Lost, "beds", $"{World.Beds - taken} beds are free, and somebody was told that there is none"));
        return findings;
    }

    /// <summary>As many cases, consents and permits as were given out, and as many acts as those.</summary>
    async Task<IEnumerable<Finding>> Made()
    {
        var findings = new List<Finding>();
        foreach (var (kind, verb) in new[] { ("cases", "case-opened"), ("consents", "consent-given"), ("permits", "permit-given") })
        {
            Count(kind, await network.Query<long>(Network.Cases, $"select count(*) from {kind}"), book.Made(kind));
            Count(verb, await network.Query<long>(Network.Ledger, $"select count(*) from audit_records where verb = '{verb}'"), book.Made(kind));
        }
        Count(
            "consent-withdrawn", await network.Query<long>(Network.Ledger, "select count(*) from audit_records where verb = 'consent-withdrawn'"),
            book.Made("withdrawals"));
        return findings;

        void Count(string what, long count, int wanted)
        {
            if (count != wanted)
                findings.Add(new(count < wanted ? Verdict.Lost : Verdict.Doubled, "made", $"{what}: {count}, not {wanted}"));
        }
    }

    async Task<IEnumerable<Finding>> InQuarantine()
    {
        var there = (await Quarantined(network)).ToHashSet();
        return messenger.Poison.Where(p => !there.Contains(p.Key))
            .Select(p => new Finding(Verdict.Lost, "quarantine", $"{p.Value} to {p.Key.Queue} is not there"))
            .Concat(there.Where(q => !messenger.Poison.ContainsKey(q) && !messenger.Refusable.ContainsKey(q))
                .Select(q => new Finding(Verdict.Unexpected, "quarantine", $"{q.Queue}: a message that was no poison")));
    }

    async Task<IEnumerable<Finding>> LedgerItself()
    {
        // A repeat does not say again what was found: then it is asked anew.
        Reply verified;
        do
            verified = await client.Post(Network.Ledger, world.Auditor, "/verify", null, Guid.NewGuid().ToString(), CancellationToken.None);
        while (verified.Status == HttpStatusCode.OK && !verified.Body.TryGetProperty("sound", out _));
        return verified.Status == HttpStatusCode.OK && verified["sound"] == "True" ? [] : [new(Verdict.Unexpected, "ledger", verified.Text)];
    }
}
