using System.Net;
using System.Text.Json;

namespace ReferralNetwork.Tests.Chaos;

/// <summary>One referral on its way, step by step, with what each answer must have led to.</summary>
/// <param name="name">Begins every Idempotency-Key.</param>
sealed class Walking(
    Journeys journeys, ChaosClient client, World world, Book book, string name, string sharedConsent, IReadOnlyList<Person> shelters,
    CancellationToken cancellationToken)
{
    Expected expected = null!; // from Offered on

    public Guid Id { get; private set; }

    /// <summary>The last step that was answered.</summary>
    public string Last { get; private set; } = "nothing";

    string Key(string step) => $"{name}-{step}";

    public async Task ToItsOutcome(bool declinedFirst)
    {
        var consented = await journeys.Consent(world.Patient, sharedConsent, cancellationToken);
        await Offered(world.Patient, consented);
        var shelter = declinedFirst ? await DeclinedByTheFirst() : shelters[0];
        await AcceptedAndRead(shelter);
        await Served(shelter);
    }

    async Task Served(Person shelter)
    {
        await Do(shelter, "arrival", null);
        expected.Act("referrals/arrival-reported").Effect("ReferralActive");
        await Do(shelter, "outcome", new { code = "ASSISTED" });
        expected.Act("referrals/outcome-reported").Effect("ReferralCompleted").Ends("Completed");
    }

    public async Task NobodyAnswers()
    {
        var consented = await journeys.Consent(world.Hasty, Key("own"), cancellationToken);
        await Offered(world.Hasty, consented);
        await journeys.Until(world.Hasty, Id, r => r["state"] == "Unplaced", cancellationToken);
        expected.Offered().Act("referrals/offer-expired", 2).Effect("OfferExpired", 2);
        Answered("expired");
        await Do(world.Hasty, "give-up", new { code = "HOTEL_NIGHT", unmet = "NO_BED" });
        expected.Act("referrals/referral-given-up").Ends("ClosedUnplaced");
    }

    /// <summary>The house says yes with one of its beds; where there is none any more the next is asked.</summary>
    public async Task WithABed()
    {
        await Offered(world.Patient, await journeys.Consent(world.Patient, sharedConsent, cancellationToken));
        var offer = await OfferTo(world.House);
        await Do(world.House, $"offers/{offer}/accept", new
        {
            places = new[] { new { unitGroup = world.Room, places = 1 } }, expectedAt = DateTimeOffset.UtcNow.AddDays(2),
        }, "accept-with-bed");
        expected.Act("referrals/place-asked");
        var seen = await journeys.Until(world.Patient, Id, r => LastOffer(r).GetProperty("state").GetString() != "AcceptPending", cancellationToken);
        if (seen["state"] == "Accepted")
        {
            expected.Accepted();
            await Read(world.House);
            book.Kept[Id] = 1;
            expected.Ends("Accepted");
            return;
        }
        expected.Act("referrals/place-refused");
        book.Refused.AddOrUpdate(LastOffer(seen).GetProperty("placeRefused").GetString()!, 1, (_, before) => before + 1);
        await Do(world.House, $"offers/{offer}/decline", new { code = "NO_CAPACITY" }, "decline");
        expected.Act("referrals/offer-declined").Effect("OfferDeclined").Offered();
        await AcceptedAndRead(shelters[1]);
        await Served(shelters[1]);
    }

    static JsonElement LastOffer(Reply referral) => referral.Body.GetProperty("offers").EnumerateArray().Last();

    public async Task ConsentIsWithdrawn()
    {
        var sender = world.Patient;
        var consented = await journeys.Consent(sender, Key("own"), cancellationToken);
        await Offered(sender, consented);
        await AcceptedAndRead(shelters[0]);
        (await client.Post(Network.Cases, sender, $"/consents/{consented.Receipt}/withdraw", null, Key("withdraw"), cancellationToken))
            .Is(HttpStatusCode.OK, "withdraw");
        book.Make("withdrawals", consented.Receipt);
        await journeys.Until(shelters[0], Id, r => r["state"] == "Stopping", cancellationToken);
        expected.Act("referrals/referral-stopping").Effect("ReferralStopping");
        Answered("stopping");
        await Do(shelters[0], "stop-receipts", new { kind = "PurgeAcknowledged" });
        expected.Act("referrals/stop-receipt-given").Act("referrals/referral-stopped").Effect("ReferralStopped").Ends("Stopped");
    }

    async Task Offered(Person sender, Journeys.Consented consented)
    {
        (Id, expected) = await journeys.Open(sender, Journeys.Offer(consented.Permit, shelters), Key("offer"), cancellationToken);
        expected.Offered();
        Last = "offered";
    }

    async Task<Person> DeclinedByTheFirst()
    {
        await Do(shelters[0], $"offers/{await OfferTo(shelters[0])}/decline", new { code = "NO_CAPACITY" }, "decline");
        expected.Act("referrals/offer-declined").Effect("OfferDeclined").Offered();
        return shelters[1];
    }

    async Task AcceptedAndRead(Person shelter)
    {
        await Do(shelter, $"offers/{await OfferTo(shelter)}/accept", null, "accept");
        expected.Accepted();
        await Read(shelter);
    }

    async Task Read(Person shelter)
    {
        var released = await journeys.Until(shelter, Id, r => r["disclosureId"].Length > 0, cancellationToken);
        Answered("released");
        var read = await client.Get(Network.Cases, shelter, $"/disclosures/{released["disclosureId"]}", cancellationToken);
        if (read.Is(HttpStatusCode.OK, "read").Body.GetProperty("fields").GetProperty("x:Alias").GetString() != "Gražina")
            throw new UnexpectedException($"disclosure of {Id} says something else: {read.Text}");
        Answered("read");
    }

    /// <summary>Looking is what makes it seen, once.</summary>
    async Task<Guid> OfferTo(Person shelter)
    {
        var seen = await journeys.See(shelter, Id, cancellationToken);
        expected.Act("referrals/referral-seen");
        Answered("seen");
        return seen.Body.GetProperty("offers").EnumerateArray().Last().GetProperty("id").GetGuid();
    }

    async Task Do(Person who, string action, object? body, string? step = null)
    {
        (await journeys.Act(who, Id, action, body, Key(step ?? action), null, cancellationToken)).Is(HttpStatusCode.OK, action);
        Answered(step ?? action);
    }

    void Answered(string step)
    {
        Last = step;
        book.Answered(Id, step);
    }
}
