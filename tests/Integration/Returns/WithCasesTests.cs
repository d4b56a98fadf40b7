using System.Net;
using ReferralNetwork.Contracts;
using ReferralNetwork.Tests.Integration.Cases;

namespace ReferralNetwork.Tests.Integration.Returns;

/// <summary>Cases and Returns as they run side by side: what one signs the other checks, what one asks the other answers.</summary>
public sealed class WithCasesTests : IAsyncLifetime
{
    readonly CasesFixture cases = new();
    readonly ReturnsFixture returns;

    public WithCasesTests() => returns = new() { Beside = cases };

    public async Task InitializeAsync()
    {
        await cases.InitializeAsync();
        await returns.InitializeAsync();
        await cases.Ruled("protection-asked-valid", 14, "days");
    }

    [Fact]
    public async Task A_person_is_introduced_to_the_lead_whose_own_case_says_whether_they_may_travel()
    {
        var file = await new Scenario(cases).ConsentedToReturn("NGO");
        var (rasa, ieva) = (file.Rasa, file.Ieva);
        await returns.Listed("NGO", partner: rasa.Partner);
        await returns.Listed("NGO", partner: ieva.Partner);
        var given = Scenario.Created(await file.AskForPermit("Introduction", part: null, Scenario.EveryCategory));
        var permit = (await cases.Get(rasa, $"/permits/{given}"))["permit"];
        var path = $"/returns/{(await returns.Post(rasa, "/returns", new
        {
            leavesFrom = "NL", goesTo = "LT", languages = new[] { "lt" }, needs = new[] { "x:ShelterAccommodation" }, urgency = "Soon",
            mode = "Sequential", travellers = new[] { new { ageBand = "25-39", permit } }, candidates = new[] { ieva.Partner },
        })).Is(HttpStatusCode.Created).Id}";

        var offer = (await returns.Get(ieva, path)).Body.GetProperty("offers")[0].GetProperty("id");
        (await returns.Post(ieva, $"{path}/offers/{offer}/accept")).Is(HttpStatusCode.OK);
        var led = await Eventually.Get(
            () => returns.Get(ieva, path), seen => Traveller(seen, "disclosureId").Length > 0, $"introduction; log: {returns.Output}");
        var introduced = await cases.Get(ieva, $"/disclosures/{Traveller(led, "disclosureId")}");
        Assert.Equal(Scenario.FirstName, introduced.Is(HttpStatusCode.OK).Body.GetProperty("fields").GetProperty("prs_FirstName").GetString());

        var own = Scenario.Created(await cases.Post(ieva, "/cases", new { fields = new { prs_FirstName = Scenario.FirstName } }));
        var tied = await cases.Post(ieva, $"/cases/{own}/ties", new { conversation = "return", id = path.Split('/')[^1] });
        (await returns.Post(ieva, $"{path}/travellers/{Traveller(led, "id")}/tie", new { tie = tied.Is(HttpStatusCode.Created)["tie"] }))
            .Is(HttpStatusCode.OK);
        (await returns.Post(ieva, $"{path}/ask-clearance", ifMatch: (await returns.Get(ieva, path)).ETag)).Is(HttpStatusCode.OK);
        await Answered(nameof(NotEstablished)); // nobody has asked about protection

        Scenario.Created(await cases.Post(ieva, $"/cases/{own}/travel-facts", new
        {
            kind = "protection-status", on = DateOnly.FromDateTime(DateTime.UtcNow), state = "none",
        }));
        await Answered(nameof(NoBarKnown)); // told unasked

        await file.Withdraw();
        (await cases.Get(ieva, $"/disclosures/{Traveller(led, "disclosureId")}")).Is(HttpStatusCode.Gone);
        await Eventually.Get(() => returns.Get(ieva, path), seen => Traveller(seen, "withdrawnAt").Length > 0, "withdrawn");

        Task Answered(string answer) => Eventually.Get(() => returns.Get(ieva, path), seen => seen["travel"] == answer, answer);
    }

    [Fact]
    public async Task Whoever_leaves_the_group_takes_along_what_their_case_says_and_leaves_nothing_behind()
    {
        var (ieva, path, own, _) = await TwoTravel();
        (await returns.Post(ieva, $"{path}/ask-clearance", ifMatch: (await returns.Get(ieva, path)).ETag)).Is(HttpStatusCode.OK);
        foreach (var file in own)
            await Says(file, "none");
        await Answered(path, nameof(NoBarKnown));
        await Says(own[1], "applied");
        await Answered(path, nameof(TravelBarred)); // for the group, as long as it is one

        var leaving = Id(await returns.Get(ieva, path), 1);
        (await returns.Post(
            ieva, $"{path}/leave-group", new { travellers = new[] { leaving } }, ifMatch: (await returns.Get(ieva, path)).ETag))
            .Is(HttpStatusCode.OK);
        var apart = $"/returns/{(await returns.Get(ieva, path)).Body.GetProperty("travellers")[1].GetProperty("leftFor").GetGuid()}";
        await Answered(path, nameof(NoBarKnown));
        await Answered(apart, nameof(TravelBarred));
        await Says(own[1], "none");
        await Answered(apart, nameof(NoBarKnown)); // told unasked, as the group was

        await Says(own[1], "protected");
        var told = await Eventually.Get(
            () => returns.Get(ieva, apart), seen => Traveller(seen, "toTellSince").Length > 0, $"to be told; log: {returns.Output}");
        (await returns.Post(ieva, $"{apart}/travellers/{leaving}/told", new { answer = "perhaps" }, ifMatch: told.ETag)).Is(
            HttpStatusCode.BadRequest);
        (await returns.Post(ieva, $"{apart}/travellers/{leaving}/told", new { answer = "wait" }, ifMatch: told.ETag)).Is(HttpStatusCode.OK);
        Assert.Equal("", Traveller(await returns.Get(ieva, apart), "toTellSince"));

        // Whoever may not see the case sees its return no more; the group's they do.
        var colleague = Somebody(partner: ieva.Partner);
        (await returns.Get(colleague, apart)).Is(HttpStatusCode.OK);
        (await cases.Put(
            ieva, $"/cases/{own[1]}/audience", new { only = new[] { ieva.Actor, Somebody(partner: ieva.Partner).Actor } },
            (await cases.Get(ieva, $"/cases/{own[1]}/audience")).ETag)).Is(HttpStatusCode.OK);
        await Eventually.Get(
            () => returns.Get(colleague, apart), seen => seen.Status == HttpStatusCode.NotFound, $"restricted; log: {returns.Output}");
        (await returns.Get(colleague, path)).Is(HttpStatusCode.OK);

        Assert.Equal([own[0]], await Tied(path));
        Assert.Equal([own[1]], await Tied(apart));
        Assert.Contains(
            (await returns.Get(ieva, "/returns?side=led")).Items, line => $"/returns/{line.GetProperty("id").GetGuid()}" == apart);

        async Task<IEnumerable<Guid>> Tied(string to) =>
            (await cases.Get(ieva, $"/cases?tiedTo=return:{to.Split('/')[^1]}")).Items.Select(line => line.GetProperty("id").GetGuid());

        Task Answered(string at, string answer) =>
            Eventually.Get(() => returns.Get(ieva, at), seen => seen["travel"] == answer, $"{answer}; log: {returns.Output}");

        async Task Says(Guid file, string status) => Scenario.Created(await cases.Post(ieva, $"/cases/{file}/travel-facts", new
        {
            kind = "protection-status", on = DateOnly.FromDateTime(DateTime.UtcNow), state = status,
        }));
    }

    [Fact]
    public async Task Consent_that_was_taken_back_before_the_return_knew_of_it_does_not_stand()
    {
        var (ieva, path, own, file) = await TwoTravel();
        var receiving = await cases.Listed("NGO");
        var consent = file.Consent(with: new
        {
            purposes = new[] { "ReturnAssistance" }, recipients = new[] { receiving }, categories = Scenario.EveryCategory,
            interpreterOf = "sworn-interpreter",
        });
        var receipt = Scenario.Created(await cases.Post(ieva, $"/cases/{own[0]}/consents", consent));
        var permit = Scenario.Created(await cases.Post(
            ieva, $"/cases/{own[0]}/permits",
            new { purpose = "ReturnAssistance", part = "receiving", recipients = new[] { receiving }, categories = Scenario.EveryCategory }));
        var signed = (await cases.Get(ieva, $"/permits/{permit}"))["permit"];
        foreach (var index in new[] { 0, 1 })
            (await returns.Post(
                ieva, $"{path}/travellers/{Id(await returns.Get(ieva, path), index)}/counsel",
                new { interpreter = "own-staff", topics = Codes.CounselTopics }, ifMatch: (await returns.Get(ieva, path)).ETag))
                .Is(HttpStatusCode.OK);
        (await cases.Post(ieva, $"/consents/{receipt}/withdraw")).Is(HttpStatusCode.OK);
        // Cases has told the return already, which knew of no consent then.
        (await returns.Post(
            ieva, $"{path}/travellers/{Id(await returns.Get(ieva, path), 0)}/consent", new { permit = signed, askedSooner = true },
            ifMatch: (await returns.Get(ieva, path)).ETag)).Is(HttpStatusCode.OK);
        await Eventually.Get(
            () => returns.Get(ieva, path), seen => Traveller(seen, "consentedAt").Length == 0 && seen.Body.GetProperty("timeline").EnumerateArray()
                .Any(e => e.GetProperty("what").GetString() == Verbs.ConsentWithdrawn), $"taken back; log: {returns.Output}");
    }

    /// <summary>Two adults, each with a case of the lead's that is tied to the return.</summary>
    async Task<(Person Lead, string Path, Guid[] Own, Scenario Introduced)> TwoTravel()
    {
        var file = await new Scenario(cases).ConsentedToReturn("NGO");
        await returns.Listed("NGO", partner: file.Rasa.Partner);
        await returns.Listed("NGO", partner: file.Ieva.Partner);
        var permits = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            var given = Scenario.Created(await file.AskForPermit("Introduction", part: null, Scenario.EveryCategory));
            permits.Add((await cases.Get(file.Rasa, $"/permits/{given}"))["permit"]);
        }
        var path = $"/returns/{(await returns.Post(file.Rasa, "/returns", new
        {
            leavesFrom = "NL", goesTo = "LT", languages = new[] { "lt" }, needs = new[] { "x:ShelterAccommodation" }, urgency = "Soon",
            mode = "Sequential", travellers = permits.Select(permit => new { ageBand = "25-39", permit }), candidates = new[] { file.Ieva.Partner },
        })).Is(HttpStatusCode.Created).Id}";
        var offer = (await returns.Get(file.Ieva, path)).Body.GetProperty("offers")[0].GetProperty("id");
        (await returns.Post(file.Ieva, $"{path}/offers/{offer}/accept")).Is(HttpStatusCode.OK);
        await Eventually.Get( // each introduction changes what the lead decides on
            () => returns.Get(file.Ieva, path), seen => seen.Body.GetProperty("travellers").EnumerateArray()
                .All(t => t.GetProperty("disclosureId").ValueKind == System.Text.Json.JsonValueKind.String), $"introductions; log: {returns.Output}");
        var own = new Guid[2];
        for (var i = 0; i < 2; i++)
        {
            own[i] = Scenario.Created(await cases.Post(file.Ieva, "/cases", new { fields = new { prs_FirstName = Scenario.FirstName } }));
            var tied = await cases.Post(file.Ieva, $"/cases/{own[i]}/ties", new { conversation = "return", id = path.Split('/')[^1] });
            (await returns.Post(
                file.Ieva, $"{path}/travellers/{Id(await returns.Get(file.Ieva, path), i)}/tie",
                new { tie = tied.Is(HttpStatusCode.Created)["tie"] }))
                .Is(HttpStatusCode.OK);
        }
        return (file.Ieva, path, own, file);
    }

    static Guid Id(Reply seen, int index) => seen.Body.GetProperty("travellers")[index].GetProperty("id").GetGuid();

    static string Traveller(Reply seen, string member) => seen.Body.GetProperty("travellers")[0].GetProperty(member).ToString();

    public async Task DisposeAsync()
    {
        await returns.DisposeAsync();
        await cases.DisposeAsync();
    }
}
