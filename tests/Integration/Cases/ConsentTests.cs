using System.Net;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Cases;

public sealed class ConsentTests(CasesFixture fixture) : IClassFixture<CasesFixture>
{
    const string Mother = "Aldona Šimkutė";
    static readonly object Decider = new { kind = "parent", name = Mother, document = "Birth certificate 123" };

    /// <summary>In Vilnius, where the story's organisation is.</summary>
    static DateOnly Today =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, TimeZoneInfo.FindSystemTimeZoneById("Europe/Vilnius")).DateTime);

    [Fact]
    public async Task A_day_alone_is_the_end_of_that_day_where_the_organisation_is()
    {
        var scenario = await Opened(new { });
        Scenario.Created(await Give(scenario, new { validUntil = "2027-05-28" }));
        Assert.Equal(
            new DateTimeOffset(2027, 5, 28, 21, 0, 0, TimeSpan.Zero),
            (await Consents(scenario)).GetProperty("items")[0].GetProperty("validUntil").GetDateTimeOffset());
    }

    [Theory]
    [InlineData("validUntil", "2027-05-28T12:00:00")]
    [InlineData("validUntil", "9999-12-31")]
    [InlineData("validUntil", "2027-02-30")]
    [InlineData("givenAt", "2026-11-01T12:00:00")]
    [InlineData("givenAt", "2026-11-01")]
    [InlineData("givenAt", "0001-01-01T00:00:00Z")]
    public async Task A_time_that_may_be_several_or_is_none_is_refused_at_its_member(string member, string time)
    {
        var scenario = await Opened(new { });
        var reply = await Give(scenario, new Dictionary<string, object> { [member] = time });
        Assert.Equal((HttpStatusCode.BadRequest, $"/{member}"), (reply.Status, Assert.Single(reply.Pointers)));
        Assert.Equal(0, (await Consents(scenario)).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_refusal_is_recorded_without_recipients_and_stays_on_record_when_the_person_agrees_later()
    {
        var scenario = await Opened(new { });
        Scenario.Created(await Give(
            scenario, new { refused = true, recipients = (object?)null, categories = (object?)null, validUntil = (object?)null }));
        Assert.Equal("consent-refused", (await Permit(scenario)).Problem);
        Scenario.Created(await Give(scenario, new { }));
        Scenario.Created(await Permit(scenario));
        Assert.Equal(
            ["refused", "in-force"],
            (await Consents(scenario)).GetProperty("items").EnumerateArray().Select(c => c.GetProperty("status").GetString()));
        await fixture.Published<AuditRecorded>(a => a.Reference == scenario.LedgerReference && a.Verb == "consent-refused");
    }

    [Fact]
    public async Task A_child_cannot_consent_alone_and_for_an_adult_nobody_can()
    {
        var child = await Opened(new { prs_Birthdate = Today.AddYears(-13).ToString("yyyy-MM-dd") });
        Assert.Equal(["/givenBy"], (await Give(child, new { })).Pointers);
        Assert.Equal(["/decider", "/childView"], (await Give(child, new { givenBy = "guardian" })).Pointers);
        var adult = await Opened(new { prs_Birthdate = Today.AddYears(-28).ToString("yyyy-MM-dd") });
        Assert.Equal(["/givenBy"], (await Give(adult, new { givenBy = "guardian", decider = Decider })).Pointers);
        var unknown = await Opened(new { });
        Assert.Equal(["/givenBy"], (await Give(unknown, new { givenBy = "guardian", decider = Decider })).Pointers);
        Scenario.Created(await Give(
            unknown, new { givenBy = "guardian", decider = Decider, childView = "agrees", childWords = "Gerai.", whyChild = "In the eighth form." }));
        Assert.Equal(
            "In the eighth form.",
            (await fixture.Get(unknown.Rasa, $"/cases/{unknown.Case}")).Body.GetProperty("fields").GetProperty("x:WhyChild").GetString());
        Assert.Equal(["/givenBy"], (await Give(unknown, new { })).Pointers);
    }

    [Fact]
    public async Task A_guardians_consent_lets_nothing_new_go_at_18_and_what_runs_is_read_for_30_days()
    {
        await Rule("guardian-consent.after-18", 30);
        var scenario = await Opened(Born(Today.AddYears(-17)));
        await scenario.Guarded(Decider);
        await scenario.Offer();
        var request = await scenario.Ask();
        var disclosure = (await fixture.Published<DetailsReleased>(m => m.RequestId == request)).DisclosureId;
        (await Read()).Is(HttpStatusCode.OK);

        // As if the birthday had come: the consent lies back, and the file is corrected, instead of waiting.
        await fixture.Execute("update consents set given_at = now() - interval '60 days' where case_id = $1", scenario.Case);
        await Change(scenario, Born(Today.AddYears(-18)));
        (await Read()).Is(HttpStatusCode.OK);
        Assert.Equal("now-adult", (await Permit(scenario)).Problem);
        request = await scenario.Ask();
        Assert.Equal("NOW_ADULT", (await fixture.Published<ReleaseRefused>(m => m.RequestId == request)).Reason);

        await Change(scenario, Born(Today.AddYears(-18).AddDays(-31)));
        Assert.Equal((HttpStatusCode.Gone, "now-adult"), ((await Read()).Status, (await Read()).Problem));
        Assert.False((await Consents(scenario)).GetProperty("age").GetProperty("child").GetBoolean());

        Task<Reply> Read() => fixture.Get(scenario.Ieva, $"/disclosures/{disclosure}");
    }

    [Fact]
    public async Task Who_gave_consent_and_is_named_later_as_recruiter_shuts_what_was_released_and_no_name_lies_open()
    {
        var scenario = await Opened(Born(Today.AddYears(-15)));
        await scenario.Guarded(Decider);
        await scenario.Offer();
        var request = await scenario.Ask();
        var disclosure = (await fixture.Published<DetailsReleased>(m => m.RequestId == request)).DisclosureId;
        Assert.DoesNotContain(
            "Aldona", await fixture.Query<string>("select c::text from consents c where case_id = $1", scenario.Case), StringComparison.Ordinal);
        Assert.Equal(Mother, (await Consents(scenario)).GetProperty("items")[0].GetProperty("decider").GetProperty("name").GetString());

        await Change(
            scenario, new Dictionary<string, object> { ["x:Alias"] = "Ona", ["prs_Birthdate"] = "2012", ["x:PerpetratorNames"] = "aldona simkute" });
        Assert.Equal("decider-excluded", (await fixture.Get(scenario.Ieva, $"/disclosures/{disclosure}")).Problem);
        Assert.Equal(["/decider/name"], (await Give(
            scenario, new { givenBy = "guardian", decider = Decider, childView = "agrees", childWords = "Gerai." })).Pointers);
    }

    [Fact]
    public async Task A_childs_no_stops_an_organisation_and_not_a_bed()
    {
        var scenario = await Opened(Born(Today.AddYears(-15)));
        var ngo = await fixture.Listed("NGO");
        var objects = new
        {
            recipients = new[] { scenario.Shelter, ngo }, givenBy = "guardian", decider = Decider, childView = "objects", childWords = "Nenoriu."
        };
        Scenario.Created(await Give(scenario, objects));
        Scenario.Created(await Permit(scenario));
        Assert.Equal("child-objects", (await fixture.Post(
            scenario.Rasa, $"/cases/{scenario.Case}/permits",
            new { purpose = "Referral", recipients = new[] { ngo }, categories = Scenario.Asked })).Problem);
        Assert.Equal("Nenoriu.", (await Consents(scenario)).GetProperty("items")[0].GetProperty("childWords").GetString());
    }

    [Fact]
    public async Task An_organisation_that_was_shut_out_is_let_in_by_lifting_that_one_exclusion()
    {
        var scenario = await Opened(new { });
        var other = await fixture.Listed(Codes.Shelter);
        var shut = Scenario.Created(await Give(
            scenario,
            new { recipients = new[] { other }, exclusions = new object[] { new { partner = scenario.Shelter }, new { field = "x:RiskSummary" } } }));
        Assert.Equal(
            ["/exclusions/0/partner"], (await Give(scenario, new { exclusions = new object[] { new { partner = scenario.Shelter } } })).Pointers);
        Scenario.Created(await Give(scenario, new { }));
        Assert.Equal("consent-excludes", (await Permit(scenario)).Problem);
        Assert.Equal(2, (await Consents(scenario)).GetProperty("exclusions").GetArrayLength());

        var lifting = Scenario.Created(await Give(scenario, new { lifts = new[] { new { receipt = shut, partner = scenario.Shelter } } }));
        var permit = await Permit(scenario);
        Assert.Equal((HttpStatusCode.Created, lifting), (permit.Status, permit.Body.GetProperty("receiptId").GetGuid()));
        Assert.Equal(
            "x:RiskSummary", Assert.Single((await Consents(scenario)).GetProperty("exclusions").EnumerateArray()).GetProperty("field").GetString());
        await fixture.Execute("update consents set valid_until = now() where receipt_id = $1", lifting);
        Assert.Equal("consent-excludes", (await Permit(scenario)).Problem);
    }

    [Fact]
    public async Task Who_is_named_and_cannot_be_asked_any_more_is_told_with_the_reason()
    {
        var scenario = await Opened(new { });
        var (other, third) = (await fixture.Listed(Codes.Shelter), await fixture.Listed(Codes.Shelter));
        Scenario.Created(await Give(scenario, new { recipients = new[] { scenario.Shelter, other, third } }));
        Assert.All(await Named(), one => Assert.Null(one.Value));
        Scenario.Created(await Give(
            scenario, new { recipients = new[] { third }, exclusions = new object[] { new { partner = scenario.Shelter } } }));
        await fixture.Listed(Codes.Shelter, suspended: true, partner: other, version: 2);
        Assert.Equal(
            new Dictionary<Guid, string?> { [scenario.Shelter] = "EXCLUDED", [other] = "RECIPIENT_SUSPENDED", [third] = null }
                .OrderBy(one => one.Key),
            (await Named()).OrderBy(one => one.Key));

        async Task<Dictionary<Guid, string?>> Named() => (await Consents(scenario)).GetProperty("named").EnumerateArray()
            .ToDictionary(one => one.GetProperty("partner").GetGuid(), one => one.GetProperty("withheld").GetString());
    }

    [Fact]
    public async Task Who_will_soon_be_18_is_marked_on_the_case_and_in_lists_without_a_date()
    {
        await Rule("own-consent.before-18", 60);
        var scenario = await Opened(Born(Today.AddYears(-18).AddDays(30)));
        Scenario.Created(await Give(scenario, new { givenBy = "guardian", decider = Decider, childView = "agrees", childWords = "Gerai." }));
        Assert.Equal(
            "ask-anew", (await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}")).Body.GetProperty("age").GetProperty("notice").GetString());
        var listed = Assert.Single((await fixture.Get(scenario.Rasa, "/cases/ages")).Items);
        Assert.Equal((scenario.Case, "ask-anew"), (listed.GetProperty("id").GetGuid(), listed.GetProperty("notice").GetString()));
        Assert.Equal(["id", "label", "notice"], listed.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
        Assert.Empty((await fixture.Get(Somebody(), "/cases/ages")).Items);
        var cousin = Somebody(partner: scenario.Rasa.Partner);
        var audience = new { only = new[] { scenario.Rasa.Actor, Guid.NewGuid() } };
        (await fixture.Put(scenario.Rasa, $"/cases/{scenario.Case}/audience", audience, "\"1\"")).Is(HttpStatusCode.OK);
        Assert.Empty((await fixture.Get(cousin, "/cases/ages")).Items);

        Scenario.Created(await Give(scenario, new { }));
        Assert.Empty((await fixture.Get(scenario.Rasa, "/cases/ages")).Items);
    }

    [Fact]
    public async Task The_need_of_tonight_is_recorded_as_such_and_permits_a_bed_health_and_an_interpreter_alone()
    {
        var scenario = await Opened(Born(Today.AddYears(-15)));
        var need = new
        {
            givenBy = "need-of-tonight", decider = new { kind = "child-protection", name = "Tarnyba", document = "Asked at 22:10" },
            childView = "agrees",
            childWords = "Noriu miego.", categories = new[] { "Name", "Contact", "Health" }, validUntil = Today.AddDays(1).ToString("yyyy-MM-dd"),
        };
        Scenario.Created(await Give(scenario, need));
        await fixture.Published<AuditRecorded>(a => a.Reference == scenario.LedgerReference && a.Verb == "need-of-tonight-recorded");
        var permit = await Permit(scenario);
        Scenario.Created(permit);
        string[] needs = ["x:Interpretation", "x:MedicalAid", "x:PsychologicalSupport", "x:ShelterAccommodation"];
        Assert.Equal(needs, Needs(permit));
        Assert.Equal(needs, Needs(await fixture.Get(scenario.Rasa, $"/permits/{permit.Body.GetProperty("id").GetGuid()}")));

        Scenario.Created(await Give(scenario, new
        {
            givenBy = "guardian", decider = new { kind = "child-protection", name = "Tarnyba", document = "12" },
            childView = "agrees", childWords = "Gerai."
        }));
        Assert.Null(Needs(await Permit(scenario)));
        Assert.Equal(["/givenBy"], (await Give(scenario, need)).Pointers);

        static IEnumerable<string>? Needs(Reply permit) =>
            new JsonWebToken(permit["permit"]).TryGetPayloadValue<string[]>("needs", out var needs)
                ? needs?.Order(StringComparer.Ordinal) : null;
    }

    [Fact]
    public async Task Two_receipts_for_two_categories_say_that_the_other_is_in_another()
    {
        var scenario = await Opened(new { });
        Scenario.Created(await Give(scenario, new { categories = new[] { "Name" } }));
        Scenario.Created(await Give(scenario, new { categories = new[] { "Health" } }));
        var covered = (await fixture.Post(
            scenario.Rasa, $"/cases/{scenario.Case}/permits",
            new { purpose = "Referral", recipients = new[] { scenario.Shelter }, categories = new[] { "Name", "Health" } }))
            .Body.GetProperty("covered")[0];
        Assert.Equal("Health", Assert.Single(covered.GetProperty("categories").EnumerateArray()).GetString());
        Assert.Equal("IN_ANOTHER_CONSENT", covered.GetProperty("withheld").GetProperty("Name").GetString());
    }

    [Theory]
    [InlineData("1998", true)]
    [InlineData("1998-05", true)]
    [InlineData("1998-13", false)]
    [InlineData("2199", false)]
    public async Task A_birth_date_may_be_known_in_part_and_lies_not_in_the_future(string birth, bool taken)
    {
        var reply = await fixture.Post(Somebody(), "/cases", new { fields = new { prs_Birthdate = birth } });
        if (taken)
            Scenario.Created(reply);
        else
            Assert.Equal(["/fields/prs_Birthdate"], reply.Pointers);
    }

    static Dictionary<string, object> Born(DateOnly birth) =>
        new(StringComparer.Ordinal) { ["x:Alias"] = "Ona", ["x:NeedsSummary"] = "A room.", ["prs_Birthdate"] = birth.ToString("yyyy-MM-dd") };

    async Task Rule(string rule, int days)
    {
        await fixture.Send(Routes.KnownToCases, new RuleSet("*", rule, days, "days", new(2026, 1, 1), null, "Network agreement"));
        await Eventually.Get(() => fixture.Query<long>("select count(*) from known_rules where rule = $1", rule), seen => seen > 0,
            $"rule; log: {fixture.Output}");
    }

    async Task<Scenario> Opened(object fields)
    {
        var scenario = new Scenario(fixture);
        await fixture.Listed("NGO", partner: scenario.Rasa.Partner);
        await scenario.Opened(fields);
        await scenario.Met();
        return scenario;
    }

    Task<Reply> Give(Scenario scenario, object changes) =>
        fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/consents", scenario.Consent(with: changes));

    async Task<JsonElement> Consents(Scenario scenario) => (await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/consents")).Body;

    Task<Reply> Permit(Scenario scenario) =>
        fixture.Post(
            scenario.Rasa, $"/cases/{scenario.Case}/permits",
            new { purpose = "Referral", recipients = new[] { scenario.Shelter }, categories = Scenario.Asked });

    async Task Change(Scenario scenario, object fields)
    {
        var seen = await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}");
        (await fixture.Put(scenario.Rasa, $"/cases/{scenario.Case}", new { fields }, seen.ETag)).Is(HttpStatusCode.OK);
    }
}
