using System.Net;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Cases;

/// <summary>The asylum firewall at the permit. Embassies that tests list are of XS.</summary>
public sealed class FirewallTests(CasesFixture fixture) : IClassFixture<CasesFixture>, IAsyncLifetime
{
    static DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow);

    /// <summary>So that who was asked today was asked lately, also where the day has ended already.</summary>
    public Task InitializeAsync() => fixture.Ruled("protection-asked-valid", 14, "days");

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task No_permit_for_a_return_goes_to_an_embassy_of_the_persons_country_unless_their_status_leaves_it_open()
    {
        var scenario = await Consented("XS", "x:Embassy");
        (string State, object? More, bool Open)[] said =
        [
            ("not-asked", null, false), ("none", null, true), ("applied", null, false), ("protected", null, false),
            ("protected", new { writtenWish = true, adviceBy = "Eglė Žilytė", adviceOn = Today }, true),
        ];
        Refused(await Permit(scenario)); // nothing recorded
        foreach (var (state, more, open) in said)
        {
            Scenario.Created(await fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/travel-facts", Status(state, more)));
            if (open)
                Scenario.Created(await Permit(scenario));
            else
                Refused(await Permit(scenario));
        }
        Assert.Equal(2, await fixture.Query<long>("select count(*) from permits where case_id = $1", scenario.Case));
        Scenario.Created(await scenario.AskForPermit("Referral", part: null, ["Name"])); // another matter
    }

    [Fact]
    public async Task What_was_permitted_before_an_application_is_not_released_after_it_and_the_refusal_does_not_say_why()
    {
        var scenario = await Consented("XS", "x:Embassy");
        await Says("none");
        scenario.Permit = Scenario.Created(await Permit(scenario));
        await scenario.Offer();
        await Says("applied");
        var asked = await scenario.Ask();
        Assert.Equal("NOT_FOR_THIS_KIND", (await fixture.Published<ReleaseRefused>(m => m.RequestId == asked)).Reason);
        await Says("none");
        var again = await scenario.Ask();
        await fixture.Published<DetailsReleased>(m => m.RequestId == again);

        async Task Says(string state) =>
            Scenario.Created(await fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/travel-facts", Status(state, more: null)));
    }

    [Theory]
    [InlineData("XA", "x:Embassy", true)]
    [InlineData("XS", "CentralGovernmentOrganisation", false)]
    [InlineData("XS", Codes.Shelter, true)]
    [InlineData("x:Stateless", "x:Embassy", false)]
    public async Task It_shuts_out_the_bodies_of_the_persons_State_and_where_none_is_known_every_embassy(string citizenship, string kind, bool open)
    {
        var reply = await Permit(await Consented(citizenship, kind), kind == Codes.Shelter ? "receiving" : "document");
        if (open)
            Scenario.Created(reply);
        else
            Refused(reply);
    }

    static void Refused(Reply reply) => Assert.Equal("protection-status", reply.Is(HttpStatusCode.Conflict).Problem);

    static Dictionary<string, object?> Status(string state, object? more)
    {
        var fact = new Dictionary<string, object?>(StringComparer.Ordinal) { ["kind"] = "protection-status", ["on"] = Today, ["state"] = state };
        foreach (var member in more?.GetType().GetProperties() ?? [])
            fact[member.Name] = member.GetValue(more);
        return fact;
    }

    async Task<Scenario> Consented(string citizenship, string kind)
    {
        var scenario = new Scenario(fixture);
        await fixture.Listed("NGO", partner: scenario.Rasa.Partner); // who takes consent to a return is known by kind
        await scenario.Met(kind);
        await scenario.Opened(new Dictionary<string, object>(Scenario.Fields, StringComparer.Ordinal)
        {
            ["prs_Citizenship"] = new[] { citizenship },
        });
        Scenario.Created(await fixture.Post(
            scenario.Rasa, $"/cases/{scenario.Case}/consents",
            scenario.Consent(with: new { purposes = new[] { "Referral", "ReturnAssistance" }, interpreterOf = "own-organisation" })));
        return scenario;
    }

    static Task<Reply> Permit(Scenario scenario, string part = "document") => scenario.AskForPermit("ReturnAssistance", part, ["Name"]);
}
