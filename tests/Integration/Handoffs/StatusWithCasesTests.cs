using System.Net;
using ReferralNetwork.Contracts;
using ReferralNetwork.Tests.Integration.Cases;

namespace ReferralNetwork.Tests.Integration.Handoffs;

/// <summary>Cases and Handoffs as they run side by side: what one signs the other checks, what one decides the other records.</summary>
public sealed class StatusWithCasesTests : IAsyncLifetime
{
    readonly CasesFixture cases = new();
    readonly StatusFixture handoffs;

    public StatusWithCasesTests() => handoffs = new() { Beside = cases };

    static DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow);

    public async Task InitializeAsync()
    {
        await cases.InitializeAsync();
        await handoffs.InitializeAsync();
    }

    [Fact]
    public async Task An_adult_agrees_is_referred_decided_upon_and_takes_consent_back()
    {
        var file = new Scenario(cases);
        await file.Opened();
        var (rasa, officer) = await Known(file);
        var receipt = Scenario.Created(await cases.Post(
            rasa, $"/cases/{file.Case}/consents",
            file.Consent(with: new { purposes = new[] { "Handoff" }, categories = new[] { "Name", "Citizenship" } })));
        var given = Scenario.Created(await file.AskForPermit("Handoff", "authority", ["Name", "Citizenship"]));
        var id = await Sent(rasa, officer, (await cases.Get(rasa, $"/permits/{given}"))["permit"]);

        var disclosure = (await Seen(officer, id, seen => seen["disclosureId"].Length > 0, "released"))["disclosureId"];
        var read = (await cases.Get(officer, $"/disclosures/{disclosure}")).Is(HttpStatusCode.OK).Body.GetProperty("fields");
        Assert.Equal(["prs_Citizenship", "prs_FirstName", "prs_SecondName", "x:Alias"], Scenario.Names(read));

        (await handoffs.Act(officer, id, "acknowledge", new { reference = await Note(officer, id), officer = await Note(officer, id) }))
            .Is(HttpStatusCode.OK);
        (await handoffs.Act(officer, id, "ask-info", new { note = await Note(officer, id) })).Is(HttpStatusCode.OK);
        (await handoffs.Act(rasa, id, "answer-info", new { note = await Note(rasa, id) })).Is(HttpStatusCode.OK);
        (await handoffs.Act(officer, id, "decide", new { code = "reasonable-grounds", on = Today })).Is(HttpStatusCode.OK);
        (await handoffs.Act(
            officer, id, "grant-period", new { on = Today, from = Today, until = Today.AddDays(30), document = await Note(officer, id) }))
            .Is(HttpStatusCode.OK);
        await Eventually.Get(() => cases.Get(rasa, $"/cases/{file.Case}/status"), seen => seen.Items.Count == 1, $"decided; log: {cases.Output}");
        await Eventually.Get(
            () => cases.Get(rasa, $"/cases/{file.Case}/travel-state"), seen => seen.Strings("tell").Contains("RECOVERY_PERIOD"), "period");

        (await cases.Post(rasa, $"/consents/{receipt}/withdraw")).Is(HttpStatusCode.OK);
        (await cases.Get(officer, $"/disclosures/{disclosure}")).Is(HttpStatusCode.Gone);
        await Seen(officer, id, seen => seen["nothingMoreComes"] == "True", "withdrawn");
        // A State decides all the same, and the case says so.
        (await handoffs.Act(officer, id, "decide", new { code = "negative", on = Today })).Is(HttpStatusCode.OK);
        await Eventually.Get(() => cases.Get(rasa, $"/cases/{file.Case}/status"), seen => seen.Items.Count == 2, $"decided; log: {cases.Output}");
    }

    [Fact]
    public async Task A_child_is_referred_once_heard_and_told()
    {
        var file = new Scenario(cases);
        await file.Opened(new Dictionary<string, object>(Scenario.Fields, StringComparer.Ordinal)
        {
            ["prs_Birthdate"] = Today.AddYears(-15).ToString("yyyy-MM-dd"),
        });
        var (rasa, officer) = await Known(file);
        var permit = await cases.Post(
            rasa, $"/cases/{file.Case}/status-permits", new { authority = officer.Partner, heard = true, told = true, childView = "agrees" });
        var id = await Sent(rasa, officer, permit.Is(HttpStatusCode.Created)["permit"]);
        var seen = await Seen(officer, id, seen => seen["disclosureId"].Length > 0, "released");
        Assert.Equal("True", seen["ofChild"]);
        (await cases.Get(officer, $"/disclosures/{seen["disclosureId"]}")).Is(HttpStatusCode.OK);
        (await cases.Get(rasa, $"/disclosures/{seen["disclosureId"]}")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_refusal_becomes_a_notice_once()
    {
        var file = new Scenario(cases);
        await file.Opened();
        var (rasa, officer) = await Known(file);
        var refusal = Scenario.Created(await cases.Post(
            rasa, $"/cases/{file.Case}/consents",
            file.Consent(with: new
            {
                purposes = new[] { "Handoff" }, refused = true, recipients = (object?)null, categories = (object?)null,
                validUntil = (object?)null,
            })));
        (await Notify()).Is(HttpStatusCode.Created);
        (await Notify()).Is(HttpStatusCode.Conflict);

        async Task<Reply> Notify() => await handoffs.Post(rasa, "/notices", new
        {
            to = officer.Partner, basis = (await cases.Post(rasa, $"/cases/{file.Case}/notice-bases", new { receipt = refusal }))["basis"],
            sex = "Feminine", nationality = "LT", exploitation = "ForcedLabour", region = "LT-VL", year = Today.Year,
        });
    }

    /// <summary>Both services know the NGO and the authority.</summary>
    async Task<(Person Rasa, Person Officer)> Known(Scenario file)
    {
        await cases.Listed("NGO", partner: file.Rasa.Partner);
        await file.Met(Codes.CompetentAuthority);
        await handoffs.Listed(partner: file.Rasa.Partner);
        await handoffs.Authority(partner: file.Shelter);
        return (file.Rasa, file.Ieva.As(Roles.AuthorityOfficer));
    }

    async Task<Guid> Sent(Person rasa, Person officer, string permit) =>
        (await handoffs.Post(rasa, "/status-referrals", new { permit, to = officer.Partner })).Is(HttpStatusCode.Created).Id;

    Task<Reply> Seen(Person who, Guid id, Func<Reply, bool> seen, string what) =>
        Eventually.Get(() => handoffs.Get(who, $"/status-referrals/{id}"), seen, $"{what}; log: {handoffs.Output} {cases.Output}");

    async Task<string> Note(Person who, Guid id) => (await cases.Post(
        who, "/notes", new { conversation = Conversations.StatusReferral, conversationId = id, text = "Prašome patikslinti." }))
        .Is(HttpStatusCode.Created)["token"];

    public async Task DisposeAsync()
    {
        await handoffs.DisposeAsync();
        await cases.DisposeAsync();
    }
}
