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

    static string Traveller(Reply seen, string member) => seen.Body.GetProperty("travellers")[0].GetProperty(member).ToString();

    public async Task DisposeAsync()
    {
        await returns.DisposeAsync();
        await cases.DisposeAsync();
    }
}
