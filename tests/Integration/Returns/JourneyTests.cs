using System.Net;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Returns;

/// <summary>A journey through the public door: prepared, booked, watched on the way, met.</summary>
public sealed class JourneyTests(ReturnsFixture fixture) : IClassFixture<ReturnsFixture>
{
    Person embassy = null!, ngo = null!, receiving = null!, desk = null!;
    Guid id, woman;
    readonly Guid tieId = Guid.NewGuid();

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
        embassy = await fixture.Listed("x:Embassy", Roles.ConsularOfficer, ReturnsFixture.Hasty, "x:TravelDocument");
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
        var tie = fixture.Tie(ngo, id, conversation: Conversations.Return, id: tieId);
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
        var plan = fixture.ArrivalPlan(ngo, id, tieId, desk);
        await Act(ngo, $"travellers/{woman}/arrival-plan", new { arrivalPlan = plan });
        await Act(ngo, "book", Journey(DateTimeOffset.UtcNow.AddSeconds(3), DateTimeOffset.UtcNow.AddSeconds(4)));
        var asked = await fixture.Published<ClearToTravel>(m => m.ReturnId == id);
        await fixture.Send(Routes.Return, new NoBarKnown(asked.RequestId, id, DateTimeOffset.UtcNow.AddSeconds(1)));
        await Eventually.Get(() => fixture.Get(ngo, Path), seen => State(seen) == "Booked", "booked");
        var (before, etag) = (await fixture.Get(embassy, Path)) is var seen ? (seen.Text, seen.ETag) : default;
        await Act(ngo, "final-confirm", new { noBar = true, noRisk = true, fitToTravel = true });
        (await fixture.Post(ngo, $"{Path}/departed", new { at = DateTimeOffset.UtcNow })).Is(HttpStatusCode.OK);
        (await fixture.Get(desk, Path)).Is(HttpStatusCode.NotFound); // nobody is late

        var alarm = await Eventually.Get(() => fixture.Get(desk, Path), seen => seen.Status == HttpStatusCode.OK, "alarm");
        Assert.Equal("LegOverdue", State(alarm));
        Assert.Single((await fixture.Published<LegOverdue>(m => m.ReturnId == id)).Plans);
        // The lead was asked before: its list is another now.
        Assert.Empty((await fixture.Get(ngo, "/returns?side=asked")).Items);
        foreach (var (who, side) in new[] { (ngo, "led"), (receiving, "part"), (desk, "duty") })
            Assert.Equal("alarm", (await fixture.Get(who, $"/returns?side={side}")).Items.Single().GetProperty("toDo").GetString());
        (await fixture.Post(desk, $"{Path}/acknowledge")).Is(HttpStatusCode.OK);
        (await fixture.Post(receiving, $"{Path}/arrived", new { at = DateTimeOffset.UtcNow, word = " zuvedra" })).Is(HttpStatusCode.OK);
        await fixture.Published<ReturnArrived>(m => m.ReturnId == id);
        Assert.Equal("AlarmEnded", State(await fixture.Get(desk, Path)));
        await Act(receiving, "received", new { firstHours = new[] { "safe-place", "telephone" } });
        await Act(receiving, "close", new { code = "NOTHING_MORE_WANTED" });
        Assert.Equal("Closed", State(await fixture.Get(ngo, Path)));
        var after = await fixture.Get(embassy, Path);
        Assert.Equal((before, etag), (after.Text, after.ETag)); // of all of this the embassy reads nothing
    }

    [Fact]
    public async Task A_receipt_that_nobody_gives_is_shown_to_the_lead_and_to_the_data_protection_officers_of_both()
    {
        await Consented();
        await Act(ngo, $"travellers/{woman}/strands", new
        {
            kind = "reception", with = receiving.Partner, permit = Permit(receiving, "receiving"),
            neededBy = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(3),
        });
        await Answer(receiving, "accept");
        var asked = await fixture.Published<ReleaseDetails>(m => m.ConversationId == id && m.To == receiving.Id);
        await fixture.Send(Routes.Return, new DetailsReleased(
            asked.RequestId, Conversations.Return, id, asked.Permits[0], Guid.NewGuid(), receiving.Id, ["Name"], DateTimeOffset.UtcNow));
        await Eventually.Get(
            () => fixture.Get(receiving, Path), seen => seen.Body.GetProperty("strands")[0].GetProperty("released").GetBoolean(), "released");
        await Act(ngo, "withdraw", new { code = "WILL_NOT_GO" });

        foreach (var (of, side) in new[] { (ngo, "led"), (receiving, "part") })
        {
            var officer = of.As(Roles.DataProtectionOfficer);
            var line = (await Eventually.Get(
                () => fixture.Get(officer, "/returns/overdue"), r => r.Items.Count == 1, $"overdue; log: {fixture.Output}")).Items[0];
            Assert.Equal((id, receiving.Partner), (line.GetProperty("conversationId").GetGuid(), line.GetProperty("partner").GetGuid()));
            Assert.Equal(("stop-receipt", side), (line.GetProperty("what").GetString(), line.GetProperty("side").GetString()));
            (await fixture.Get(officer, Path)).Is(HttpStatusCode.Forbidden);
            (await fixture.Get(of, "/returns/overdue")).Is(HttpStatusCode.Forbidden);
        }
        Assert.Empty((await fixture.Get(embassy.As(Roles.DataProtectionOfficer), "/returns/overdue")).Items);
        var led = (await fixture.Get(ngo, "/returns?side=led&open=true")).Items.Single();
        Assert.Equal(("Withdrawn", "receipts-overdue"), (led.GetProperty("state").GetString(), led.GetProperty("toDo").GetString()));

        (await fixture.Post(receiving, $"{Path}/receipt", new { kind = "PurgeAcknowledged" })).Is(HttpStatusCode.OK);
        Assert.Empty((await fixture.Get(ngo.As(Roles.DataProtectionOfficer), "/returns/overdue")).Items);
        Assert.Empty((await fixture.Get(ngo, "/returns?side=led&open=true")).Items);
    }

    [Fact]
    public async Task A_referral_that_is_tied_to_a_return_helps_whoever_came_home()
    {
        ngo = await fixture.Listed("NGO", service: "x:ReturnReception");
        id = (await fixture.Post(ngo, "/returns/already-back", new
        {
            leftFrom = "GB", backIn = "LT", languages = new[] { "lt" }, needs = new[] { "x:VocationalTraining" }, ageBands = new[] { "40-59" },
        })).Is(HttpStatusCode.Created).Id;
        var (referral, tied) = (Guid.NewGuid(), new TiedConversation(Conversations.Return, id));
        await fixture.Send(Routes.KnownToReturns, new ReferralActive(referral, ngo.Id, DateTimeOffset.UtcNow, tied));
        await Eventually.Get(() => fixture.Get(ngo, Path), seen => State(seen) == "Reintegrating", "helped");
        await fixture.Send(Routes.KnownToReturns, new ReferralActive(Guid.NewGuid(), ngo.Id, DateTimeOffset.UtcNow)); // tied to nothing
        await fixture.Send(Routes.KnownToReturns, new ReferralCompleted(referral, ngo.Id, "ASSISTED", DateTimeOffset.UtcNow, tied));
        var monitored = await Eventually.Get(() => fixture.Get(ngo, Path), seen => State(seen) == "Monitoring", "all lines ended");
        Assert.Single(monitored.Body.GetProperty("atHome").GetProperty("referrals").EnumerateArray());
        await Act(ngo, "talk", new { psychosocial = "better", economic = "same", social = "not-said" });
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
