using System.Diagnostics;
using System.Net;
using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Returns;

/// <summary>An embassy asks, an NGO leads and counsels; through the public door.</summary>
public sealed class ReturnTests(ReturnsFixture fixture) : IClassFixture<ReturnsFixture>
{
    Person embassy = null!, ngo = null!, other = null!;
    Guid id;

    string Path => $"/returns/{id}";

    async Task People(string jurisdiction = ReturnsFixture.Patient)
    {
        embassy = await fixture.Listed("x:Embassy", Roles.ConsularOfficer, jurisdiction, "x:TravelDocument");
        ngo = await fixture.Listed("NGO", jurisdiction: jurisdiction);
        other = await fixture.Listed("x:IntergovernmentalOrganisation", jurisdiction: jurisdiction);
    }

    string Permit(Guid? id = null, Guid? receipt = null) => fixture.Permit(embassy, [ngo, other], id, receipt, purpose: "Introduction");

    object Body(IEnumerable<string>? permits = null, params Person[] candidates) => new
    {
        leavesFrom = "NL", goesTo = "LT", languages = new[] { "lt" }, needs = new[] { "x:ShelterAccommodation" }, urgency = "Urgent",
        mode = "Sequential",
        travellers = (permits ?? [Permit(), Permit()]).Select((permit, i) => new { ageBand = i == 0 ? "25-39" : "0-11", permit }),
        candidates = (candidates.Length > 0 ? candidates : [ngo, other]).Select(c => c.Partner),
    };

    async Task Requested(string jurisdiction = ReturnsFixture.Patient, params string[] permits)
    {
        await People(jurisdiction);
        id = (await fixture.Post(embassy, "/returns", Body(permits.Length > 0 ? permits : null))).Is(HttpStatusCode.Created).Id;
    }

    async Task<string> OfferTo(Person who) =>
        (await fixture.Get(who, Path)).Body.GetProperty("offers").EnumerateArray().Last().GetProperty("id").GetString()!;

    async Task<Reply> Accepted()
    {
        await Requested();
        return (await fixture.Post(ngo, $"{Path}/offers/{await OfferTo(ngo)}/accept")).Is(HttpStatusCode.OK);
    }

    static IEnumerable<string?> PermitIds(Reply seen) =>
        seen.Body.GetProperty("travellers").EnumerateArray().Select(t => t.GetProperty("permitId").GetString());

    static string State(Reply reply) => reply.Body.GetProperty("line").GetProperty("state").GetString()!;

    async Task<Reply> Act(Person who, string action, object? body = null) =>
        await fixture.Post(who, $"{Path}/{action}", body, (await fixture.Get(who, Path)).ETag);

    [Fact]
    public async Task A_return_goes_from_an_embassys_request_to_counsel_and_the_embassy_reads_that_it_is_in_hand()
    {
        await Accepted();
        var asked = await fixture.Published<ReleaseDetails>(m => m.ConversationId == id);
        Assert.Equal((2, Conversations.Return, ngo.Id), (asked.Permits.Count, asked.Conversation, asked.To));
        await fixture.Send(
            Routes.Return,
            new DetailsReleased(
                asked.RequestId, Conversations.Return, id, asked.Permits[0], Guid.NewGuid(), ngo.Id, ["Name"], DateTimeOffset.UtcNow));
        var lead = await Eventually.Get(
            () => fixture.Get(ngo, Path),
            seen => seen.Body.GetProperty("travellers")[0].GetProperty("disclosureId").ValueKind == JsonValueKind.String, "released");

        foreach (var traveller in lead.Body.GetProperty("travellers").EnumerateArray().Select(t => t.GetProperty("id").GetGuid()))
        {
            var tie = fixture.Tie(ngo, id, conversation: Conversations.Return);
            (await fixture.Post(ngo, $"{Path}/travellers/{traveller}/tie", new { tie })).Is(HttpStatusCode.OK);
        }
        var woman = lead.Body.GetProperty("travellers")[0].GetProperty("id").GetGuid();
        var before = await fixture.Get(embassy, Path);
        (await Act(ngo, $"travellers/{woman}/counsel", new { interpreter = "own-staff", topics = Codes.CounselTopics })).Is(HttpStatusCode.OK);
        (await Act(ngo, "protect")).Is(HttpStatusCode.OK);

        var after = await fixture.Get(embassy, Path);
        Assert.Equal("Protected", State(await fixture.Get(ngo, Path)));
        Assert.Equal("InHand", State(after));
        Assert.All(PermitIds(after), Assert.Null);
        Assert.Equal((before.Text, before.ETag), (after.Text, after.ETag));
        Assert.Equal(
            (await fixture.Get(embassy, "/returns?side=requested")).Items.Single(line => line.GetProperty("id").GetGuid() == id).GetRawText(),
            after.Body.GetProperty("line").GetRawText());
        Assert.Empty(await fixture.Received<AuditRecorded>(a => a.Reference == id && a.Verb == Verbs.ReturnProtectionOpened));
        await fixture.Published<AuditRecorded>(a => a.Verb == Verbs.ReturnProtectionOpened && a.Partner == ngo.Id);
    }

    [Fact]
    public async Task What_nobody_answers_goes_to_the_next_and_then_back_to_the_embassy_which_asks_again_or_ends_it()
    {
        await Requested(ReturnsFixture.Hasty);
        var unplaced = await Eventually.Get(() => fixture.Get(embassy, Path), seen => State(seen) == "Unplaced", "unplaced");
        Assert.Equal(["no-lead", "offers", "take-back"], unplaced.Strings("actions").Order());
        Assert.All(PermitIds(unplaced), id => Assert.NotNull(id)); // by which whoever asked finds the cases
        Assert.All(PermitIds(await fixture.Get(ngo, Path)), Assert.Null);
        var permits = unplaced.Body.GetProperty("travellers").EnumerateArray().ToDictionary(t => t.GetProperty("id").GetGuid(), _ => Permit());
        (await Act(embassy, "offers", new { permits, candidates = new[] { other.Partner } })).Is(HttpStatusCode.OK);
        await Eventually.Get(() => fixture.Get(embassy, Path), seen => State(seen) == "Unplaced", "unplaced again");
        (await Act(embassy, "no-lead")).Is(HttpStatusCode.OK);
        Assert.Equal("Ended", State(await fixture.Get(embassy, Path)));
    }

    [Fact]
    public async Task Whoever_has_no_part_in_a_return_finds_none()
    {
        await Requested();
        var stranger = await fixture.Listed("NGO");
        (await fixture.Get(stranger, Path)).Is(HttpStatusCode.NotFound);
        (await fixture.Call(stranger, HttpMethod.Head, Path)).Is(HttpStatusCode.NotFound);
        (await fixture.Call(embassy, HttpMethod.Head, Path)).Is(HttpStatusCode.NoContent);
        (await fixture.Post(stranger, $"{Path}/take-back", ifMatch: (await fixture.Get(embassy, Path)).ETag)).Is(HttpStatusCode.NotFound);
        Assert.Equal(0, (await fixture.Get(stranger, "/returns")).Total);
        await fixture.RefusesBadTokens(embassy, Path);
    }

    /// <summary>A wait of 20 ms may end a little early. What the time still tells is measured: <c>./dev bench B13</c>.</summary>
    [Fact]
    public async Task An_embassys_reads_all_take_as_long_as_a_tick()
    {
        await Accepted();
        foreach (var path in new[] { Path, "/returns?side=requested" })
        {
            var shortest = TimeSpan.MaxValue;
            for (var i = 0; i < 20; i++)
            {
                var clock = Stopwatch.StartNew();
                (await fixture.Get(embassy, path)).Is(HttpStatusCode.OK);
                shortest = clock.Elapsed < shortest ? clock.Elapsed : shortest;
            }
            Assert.True(shortest > TimeSpan.FromMilliseconds(14), $"{path} took {shortest.TotalMilliseconds:0.0} ms.");
        }
    }

    [Fact]
    public async Task A_request_that_is_wrong_is_told_where_and_makes_nothing()
    {
        await People();
        var shelter = await fixture.Listed(Codes.Shelter);
        var twice = Permit(Guid.NewGuid());
        foreach (var (body, pointer) in new[]
        {
            (Body(candidates: [ngo, ngo]), "/candidates"),
            (Body(candidates: embassy), "/candidates/0"),
            (Body(candidates: shelter), "/candidates/0"),
            (Body(permits: ["nonsense"]), "/travellers/0/permit"),
            (Body(permits: [fixture.Permit(embassy, [ngo, other])]), "/travellers/0/permit"), // for another purpose
            (Body(permits: [fixture.Permit(ngo, [ngo, other], purpose: "Introduction")]), "/travellers/0/permit"), // another's
            (Body(permits: [fixture.Permit(embassy, [other], purpose: "Introduction")]), "/candidates/0"),
            (Body(permits: [twice, twice]), "/travellers"),
            (Body(permits: []), "/travellers"),
        })
            Assert.Contains(pointer, (await fixture.Post(embassy, "/returns", body)).Is(HttpStatusCode.BadRequest).Pointers);
        Assert.Equal(0, (await fixture.Get(embassy, "/returns")).Total);
    }

    [Fact]
    public async Task A_tie_to_something_else_or_by_somebody_else_ties_nothing_and_counsel_names_every_topic()
    {
        await Accepted();
        var travellers = (await fixture.Get(ngo, Path)).Body.GetProperty("travellers");
        var woman = travellers[0].GetProperty("id").GetGuid();
        foreach (var tie in new[]
        {
            fixture.Tie(ngo, Guid.NewGuid(), conversation: Conversations.Return), fixture.Tie(ngo, id),
            fixture.Tie(embassy, id, conversation: Conversations.Return),
        })
        {
            var wrong = await fixture.Post(ngo, $"{Path}/travellers/{woman}/tie", new { tie });
            Assert.Equal(["/tie"], wrong.Is(HttpStatusCode.BadRequest).Pointers);
        }
        Assert.Equal(
            ["/topics"], (await Act(ngo, $"travellers/{woman}/counsel", new { interpreter = "own-staff", topics = new[] { "protection" } }))
                .Is(HttpStatusCode.BadRequest).Pointers);
        Assert.Equal(
            "no-case-yet", (await Act(ngo, $"travellers/{woman}/counsel", new { interpreter = "own-staff", topics = Codes.CounselTopics }))
                .Is(HttpStatusCode.Conflict).Problem);
    }

    [Fact]
    public async Task Consent_taken_back_while_a_lead_is_looked_for_stops_the_request()
    {
        var (permit, receipt) = (Guid.NewGuid(), Guid.NewGuid());
        await People();
        id = (await fixture.Post(embassy, "/returns", Body([Permit(permit, receipt)]))).Is(HttpStatusCode.Created).Id;
        await fixture.Send(Routes.Return, new ConsentWithdrawn(Conversations.Return, id, permit, receipt, DateTimeOffset.UtcNow));
        await Eventually.Get(() => fixture.Get(embassy, Path), seen => State(seen) == "Stopped", "stopped");
        await fixture.Published<RecipientEnded>(m => m.ConversationId == id && m.Recipient == ngo.Id);
    }

    [Fact]
    public async Task Whoever_receives_somebody_who_is_back_already_leads_at_once()
    {
        ngo = await fixture.Listed("NGO", service: "x:ReturnReception");
        var body = new
        {
            leftFrom = "GB", backIn = "LT", languages = new[] { "lt" }, needs = new[] { "x:VocationalTraining" }, ageBands = new[] { "40-59" },
        };
        id = (await fixture.Post(ngo, "/returns/already-back", body)).Is(HttpStatusCode.Created).Id;
        Assert.Equal("Received", State(await fixture.Get(ngo, Path)));
        var shelter = await fixture.Listed(Codes.Shelter, service: "x:ShelterAccommodation");
        (await fixture.Post(shelter, "/returns/already-back", body)).Is(HttpStatusCode.BadRequest);
    }
}
