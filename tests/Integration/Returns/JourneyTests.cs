using System.Net;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Returns;

/// <summary>A journey through the public door: prepared, booked, watched on the way, met.</summary>
public sealed class JourneyTests(ReturnsFixture fixture) : IClassFixture<ReturnsFixture>
{
    Person embassy = null!, ngo = null!, receiving = null!, desk = null!;
    Guid id, woman;

    string Path => $"/returns/{id}";

    async Task<Reply> Act(Person who, string action, object? body = null) =>
        (await fixture.Post(who, $"{Path}/{action}", body, (await fixture.Get(who, Path)).ETag)).Is(HttpStatusCode.OK);

    string Permit(Person to, string part) => fixture.Permit(ngo, [to], purpose: "ReturnAssistance", part: part);

    static string State(Reply reply) => reply.Body.GetProperty("line").GetProperty("state").GetString()!;

    async Task<Guid> Strand(Person who) =>
        (await fixture.Get(who, Path)).Body.GetProperty("strands").EnumerateArray().Last().GetProperty("id").GetGuid();

    async Task Answer(Person who, string answer, object? body = null) =>
        (await fixture.Post(who, $"{Path}/strands/{await Strand(who)}/{answer}", body)).Is(HttpStatusCode.OK);

    async Task Consented()
    {
        embassy = await fixture.Listed("x:Embassy", Roles.ConsularOfficer, service: "x:TravelDocument");
        ngo = await fixture.Listed("NGO");
        receiving = await fixture.Listed("NGO", service: "x:ReturnReception");
        desk = await fixture.Listed("NGO", service: "x:Counselling", dutyDeskFor: ["NL", "LT"]);
        id = (await fixture.Post(embassy, "/returns", new
        {
            leavesFrom = "NL", goesTo = "LT", languages = new[] { "lt" }, needs = new[] { "x:ShelterAccommodation" }, urgency = "Urgent",
            mode = "Sequential", travellers = new[] { new { ageBand = "25-39", permit = fixture.Permit(embassy, [ngo], purpose: "Introduction") } },
            candidates = new[] { ngo.Partner },
        })).Is(HttpStatusCode.Created).Id;
        var asked = (await fixture.Get(ngo, Path)).Body;
        (await fixture.Post(ngo, $"{Path}/offers/{asked.GetProperty("offers")[0].GetProperty("id").GetGuid()}/accept")).Is(HttpStatusCode.OK);
        woman = asked.GetProperty("travellers")[0].GetProperty("id").GetGuid();
        var tie = fixture.Tie(ngo, id, conversation: Conversations.Return);
        (await fixture.Post(ngo, $"{Path}/travellers/{woman}/tie", new { tie })).Is(HttpStatusCode.OK);
        await Act(ngo, $"travellers/{woman}/counsel", new { interpreter = "own-staff", topics = Codes.CounselTopics });
        await Act(ngo, $"travellers/{woman}/consent", new { permit = Permit(receiving, "receiving"), askedSooner = true });
    }

    async Task Planned()
    {
        await Consented();
        var day = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(3);
        await Act(ngo, $"travellers/{woman}/strands", new
        {
            kind = "document", with = embassy.Partner, permit = Permit(embassy, "document"), neededBy = day,
        });
        await Answer(embassy, "accept");
        await Answer(embassy, "ready", new { documentKind = "return-certificate", until = day.AddDays(60) });
        await Act(ngo, $"travellers/{woman}/strands", new
        {
            kind = "reception", with = receiving.Partner, permit = Permit(receiving, "receiving"), neededBy = day,
        });
        await Answer(receiving, "accept");
        await Answer(receiving, "ready", new { note = fixture.Note(id, receiving, ngo, conversation: Conversations.Return) });
        foreach (var kind in new[] { "health", "transport" })
            await Act(ngo, $"travellers/{woman}/strands/outside", new { kind, status = "ready" });
        await Act(ngo, $"travellers/{woman}/words", new { answer = "Žuvėdra", notFree = "Akmuo" });
        await Act(ngo, $"travellers/{woman}/declined", new { declined = new[] { "plan", "monitoring" } });
        await Act(ngo, "assess", new { result = "no-obstacle" });
        await Act(receiving, "assess", new { result = "with-measures" });
        await Act(ngo, "agree-plan", new { lines = Array.Empty<object>() });
    }

    object Journey(DateTimeOffset departs, DateTimeOffset arrives) => new
    {
        legs = new[] { new { carrier = "flight", from = "NL", to = "LT", departsAt = departs, arrivesAt = arrives, escort = "none" } },
        dutyDesks = new[] { desk.Partner },
    };

    [Fact]
    public async Task A_journey_is_prepared_booked_and_met_with_the_word()
    {
        await Planned();
        Assert.Equal("PlanAgreed", State(await fixture.Get(ngo, Path)));
    }

    [Fact]
    public async Task A_strand_that_is_wrong_is_told_where_and_asks_nobody()
    {
        await Consented();
        var day = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(3);
        foreach (var (body, pointer) in new (object, string)[]
        {
            (new { kind = "document", with = receiving.Partner, permit = Permit(receiving, "document"), neededBy = day }, "/with"),
            (new { kind = "document", with = embassy.Partner, permit = Permit(receiving, "document"), neededBy = day }, "/permit"),
            (new { kind = "document", with = embassy.Partner, permit = Permit(embassy, "receiving"), neededBy = day }, "/permit"),
            (new { kind = "document", with = embassy.Partner, permit = Permit(embassy, "document"), neededBy = day.AddDays(-9) }, "/neededBy"),
            (new { kind = "singing", with = embassy.Partner, permit = Permit(embassy, "document"), neededBy = day }, "/kind"),
        })
        {
            var wrong = await fixture.Post(ngo, $"{Path}/travellers/{woman}/strands", body, (await fixture.Get(ngo, Path)).ETag);
            Assert.Contains(pointer, wrong.Is(HttpStatusCode.BadRequest).Pointers);
        }
        Assert.Empty((await fixture.Get(ngo, Path)).Body.GetProperty("strands").EnumerateArray());
    }

    [Fact]
    public async Task A_booking_that_cannot_be_is_told_where()
    {
        await Planned();
        var now = DateTimeOffset.UtcNow;
        foreach (var (body, pointer) in new[]
        {
            (Journey(now.AddHours(3), now.AddHours(2)), "/legs/0/arrivesAt"), (Journey(now.AddHours(-3), now.AddHours(2)), "/legs/0/departsAt"),
            (new { legs = Array.Empty<object>(), dutyDesks = new[] { desk.Partner } }, "/legs"),
            (new
            {
                legs = new[] { new { carrier = "flight", from = "NL", to = "PL", departsAt = now.AddHours(1), arrivesAt = now.AddHours(3),
                    escort = "none" } },
                dutyDesks = new[] { desk.Partner },
            }, "/dutyDesks"),
        })
        {
            var wrong = await fixture.Post(ngo, $"{Path}/book", body, (await fixture.Get(ngo, Path)).ETag);
            Assert.Contains(pointer, wrong.Is(HttpStatusCode.BadRequest).Pointers);
        }
        var missing = await fixture.Post(ngo, $"{Path}/book", Journey(now.AddHours(1), now.AddHours(3)), (await fixture.Get(ngo, Path)).ETag);
        Assert.Equal("arrival-plan", missing.Is(HttpStatusCode.Conflict).Problem);
    }
}
