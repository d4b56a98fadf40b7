using System.Net;
using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Chaos;

/// <summary>
/// One return from its request to its end, with an introduction and a part released on the way; one in five is late, so that its alarm is
/// given, acknowledged and ended.
/// </summary>
/// <param name="name">Begins every Idempotency-Key.</param>
sealed class Returning(Journeys journeys, ChaosClient client, World world, Book book, string name, bool late, CancellationToken cancellationToken)
{
    static readonly string[] Categories = ["Name", "Contact", "Health"];

    Expected expected = null!; // from Requested on
    Guid traveller;

    public Guid Id { get; private set; }

    /// <summary>The last step that was answered.</summary>
    public string Last { get; private set; } = "nothing";

    string Key(string step) => $"{name}-return-{step}";

    public async Task ToItsEnd()
    {
        await Requested();
        var own = await Led();
        await Consented(own);
        await Prepared(own);
        await Booked();
        await Travelled();
        await Do(world.Receiver, "received", new { firstHours = new[] { "safe-place" } }, "return-received");
        await Do(world.Receiver, "close", new { code = "DONE" }, "return-closed");
        expected.Ends("Closed");
    }

    async Task Requested()
    {
        var permit = await Permit(world.Patient, await Case(world.Patient, "introduced"), Codes.Introduction, world.Lead, part: null);
        Id = (await client.Post(Network.Returns, world.Patient, "/returns", new
        {
            leavesFrom = "NL", goesTo = "LT", languages = new[] { "lt" }, needs = new[] { World.Need }, urgency = "Urgent", mode = "Sequential",
            travellers = new[] { new { ageBand = "25-39", permit } }, candidates = new[] { world.Lead.Partner },
        }, Key("request"), cancellationToken)).Is(HttpStatusCode.Created, "return").Id;
        expected = book.Open(Id).Act("returns/return-offered").Act("cases/return-offered");
        var asked = await See(world.Lead);
        traveller = asked.Body.GetProperty("travellers")[0].GetProperty("id").GetGuid();
        await Do(world.Lead, $"offers/{asked.Body.GetProperty("offers")[0].GetProperty("id").GetGuid()}/accept", null, "offer-accepted");
        expected.Released();
        await ReadDetails(world.Lead, seen => seen.Body.GetProperty("travellers")[0].GetProperty("disclosureId"));
    }

    /// <summary>A case of the lead's own, in which nothing bars the journey.</summary>
    async Task<Guid> Led()
    {
        var own = await Case(world.Lead, "led");
        var tie = await client.Post(
            Network.Cases, world.Lead, $"/cases/{own}/ties", new { conversation = "return", id = Id }, Key("tie"), cancellationToken);
        await Do(world.Lead, $"travellers/{traveller}/tie", new { tie = tie.Is(HttpStatusCode.Created, "tie")["tie"] }, "traveller-tied");
        (await client.Post(
            Network.Cases, world.Lead, $"/cases/{own}/travel-facts",
            new { kind = "protection-status", on = DateOnly.FromDateTime(DateTime.UtcNow), state = "none" }, Key("fact"), cancellationToken))
            .Is(HttpStatusCode.Created, "travel fact");
        await Do(
            world.Lead, $"travellers/{traveller}/counsel", new { interpreter = "own-staff", topics = Codes.CounselTopics }, "traveller-counselled");
        return own;
    }

    async Task Consented(Guid own)
    {
        var permit = await Permit(world.Lead, own, Codes.ReturnAssistance, world.Receiver, "receiving");
        await Do(world.Lead, $"travellers/{traveller}/consent", new { permit, askedSooner = true }, "return-consent-given");
        await Do(world.Lead, $"travellers/{traveller}/strands", new
        {
            kind = "reception", with = world.Receiver.Partner, permit, neededBy = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(9),
        }, "strand-asked");
        expected.Act("cases/return-offered");
        var strand = (await See(world.Receiver)).Body.GetProperty("strands")[0].GetProperty("id").GetGuid();
        await Do(world.Receiver, $"strands/{strand}/accept", null, "strand-accepted");
        expected.Released();
        await ReadDetails(world.Receiver, seen => seen.Body.GetProperty("strands")[0].GetProperty("disclosureId"));
        var note = await client.Post(
            Network.Cases, world.Receiver, "/notes", new { conversation = "return", conversationId = Id, to = world.Lead.Partner, text = "At the exit." },
            Key("note"), cancellationToken);
        await Do(world.Receiver, $"strands/{strand}/ready", new { note = note.Is(HttpStatusCode.Created, "note")["token"] }, "strand-ready");
    }

    async Task Prepared(Guid own)
    {
        foreach (var kind in new[] { "document", "health", "transport" })
            await Do(world.Lead, $"travellers/{traveller}/strands/outside", new
            {
                kind, status = "ready", until = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(60),
            }, "strand-recorded", kind);
        await Do(world.Lead, $"travellers/{traveller}/words", new { answer = "Gluosnis", notFree = "Akmuo" }, "arrival-words-set");
        var plan = await client.Post(Network.Cases, world.Lead, $"/cases/{own}/arrival-plans", new Dictionary<string, object>
        {
            ["return"] = Id, ["desks"] = new[] { world.Receiver.Partner }, ["ringFirst"] = "My sister.", ["ringNever"] = "Nobody.",
            ["afterHours"] = 2, ["mayHear"] = "That I am late.",
        }, Key("plan"), cancellationToken);
        await Do(
            world.Lead, $"travellers/{traveller}/arrival-plan", new { arrivalPlan = plan.Is(HttpStatusCode.Created, "arrival plan")["token"] },
            "arrival-plan-kept");
        await Do(world.Lead, $"travellers/{traveller}/declined", new { declined = new[] { "plan" } }, "support-declined");
        await Do(world.Lead, "assess", new { result = "no-obstacle" }, "return-assessed");
        await Do(world.Receiver, "assess", new { result = "with-measures" }, "return-assessed", "second");
        await Do(world.Lead, "agree-plan", new { lines = Array.Empty<object>() }, "return-plan-agreed");
    }

    /// <summary>A moment that is past by the time it is answered is chosen anew.</summary>
    async Task Booked()
    {
        for (var attempt = 0; ; attempt++)
        {
            var departs = DateTimeOffset.UtcNow + (late ? TimeSpan.FromSeconds(20) : TimeSpan.FromHours(9));
            var leg = new { carrier = "flight", from = "NL", to = "LT", departsAt = departs, arrivesAt = departs.AddSeconds(1), escort = "none" };
            var booked = await Try(
                world.Lead, "book", new { legs = new[] { leg }, dutyDesks = new[] { world.Receiver.Partner } }, $"book-{attempt}");
            if (booked.Status == HttpStatusCode.BadRequest)
                continue;
            booked.Is(HttpStatusCode.OK, "book");
            break;
        }
        expected.Act("returns/return-booking");
        await Until(world.Lead, seen => seen.Body.GetProperty("line").GetProperty("state").GetString() == "Booked");
        expected.Act("returns/return-booked");
        Answered("booked");
    }

    async Task Travelled()
    {
        await Do(world.Lead, "departed", new { at = DateTimeOffset.UtcNow }, "return-departed");
        if (late)
        {
            await Until(world.Receiver, seen => seen.Body.GetProperty("journey").GetProperty("alarm").ValueKind == JsonValueKind.Object);
            expected.Act("returns/leg-overdue");
            Answered("late");
            await Do(world.Receiver, "acknowledge", null, "alarm-acknowledged");
        }
        await Do(world.Receiver, "arrived", new { at = DateTimeOffset.UtcNow, word = "gluosnis" }, "return-arrived");
    }

    async Task<Guid> Case(Person owner, string what) => journeys.Made("cases", await client.Post(
        Network.Cases, owner, "/cases", new { fields = new Dictionary<string, object> { ["prs_FirstName"] = "Gražina" } }, Key($"{what}-case"),
        cancellationToken));

    async Task<string> Permit(Person owner, Guid caseId, string purpose, Person recipient, string? part)
    {
        var (recipients, today) = (new[] { recipient.Partner }, DateTimeOffset.UtcNow);
        journeys.Made("consents", await client.Post(Network.Cases, owner, $"/cases/{caseId}/consents", new
        {
            purposes = new[] { purpose }, recipients, categories = Categories, givenBy = "self", language = "lt", method = "spoken",
            wordingVersion = "2026-11", givenAt = today, validUntil = today.AddDays(30),
        }, Key($"{purpose}-consent"), cancellationToken));
        var permit = journeys.Made("permits", await client.Post(
            Network.Cases, owner, $"/cases/{caseId}/permits", new { purpose, part, recipients, categories = Categories }, Key($"{purpose}-permit"),
            cancellationToken));
        return (await client.Get(Network.Cases, owner, $"/permits/{permit}", cancellationToken)).Is(HttpStatusCode.OK, "permit")["permit"];
    }

    async Task ReadDetails(Person who, Func<Reply, JsonElement> disclosure)
    {
        var seen = await Until(who, reply => disclosure(reply).ValueKind == JsonValueKind.String);
        (await client.Get(Network.Cases, who, $"/disclosures/{disclosure(seen)}", cancellationToken)).Is(HttpStatusCode.OK, "read");
        Answered("read");
    }

    async Task<Reply> See(Person who) =>
        (await client.Get(Network.Returns, who, $"/returns/{Id}", cancellationToken)).Is(HttpStatusCode.OK, "see");

    async Task<Reply> Until(Person who, Func<Reply, bool> holds)
    {
        while (true)
        {
            var seen = await See(who);
            if (holds(seen))
                return seen;
            await Task.Delay(300, cancellationToken);
        }
    }

    /// <param name="verb">Under which it stands on the ledger.</param>
    /// <param name="again">Tells apart what is done more than once.</param>
    async Task Do(Person who, string action, object? body, string verb, string again = "")
    {
        (await Try(who, action, body, $"{verb}{again}")).Is(HttpStatusCode.OK, action);
        expected.Act($"returns/{verb}");
        Answered(verb);
    }

    /// <summary>Acts on what it last saw; looks again where that has changed.</summary>
    async Task<Reply> Try(Person who, string action, object? body, string step)
    {
        while (true)
        {
            var reply = await client.Post(
                Network.Returns, who, $"/returns/{Id}/{action}", body, Key(step), cancellationToken, (await See(who)).ETag);
            if (reply.Status != HttpStatusCode.PreconditionFailed)
                return reply;
        }
    }

    void Answered(string step)
    {
        Last = step;
        book.Answered(Id, step);
    }
}
