using System.Net;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Cases;

public sealed class ConsentTests(CasesProbe probe) : IClassFixture<CasesProbe>
{
    const string Mother = "Aldona Šimkutė";
    static readonly object Decider = new { kind = "parent", name = Mother, document = "Birth certificate 123" };

    /// <summary>In Vilnius, where the story's organisation is.</summary>
    static DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, TimeZoneInfo.FindSystemTimeZoneById("Europe/Vilnius")).DateTime);

    [Fact]
    public async Task A_day_alone_is_the_end_of_that_day_where_the_organisation_is()
    {
        var story = await Opened(new { });
        Story.Created(await Give(story, new { validUntil = "2027-05-28" }));
        Assert.Equal(new DateTimeOffset(2027, 5, 28, 21, 0, 0, TimeSpan.Zero), (await Consents(story)).GetProperty("items")[0].GetProperty("validUntil").GetDateTimeOffset());
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
        var story = await Opened(new { });
        var reply = await Give(story, new Dictionary<string, object> { [member] = time });
        Assert.Equal((HttpStatusCode.BadRequest, $"/{member}"), (reply.Status, Assert.Single(reply.Pointers)));
        Assert.Equal(0, (await Consents(story)).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_refusal_is_recorded_without_recipients_and_stays_on_record_when_the_person_agrees_later()
    {
        var story = await Opened(new { });
        Story.Created(await Give(story, new { refused = true, recipients = (object?)null, categories = (object?)null, validUntil = (object?)null }));
        Assert.Equal("consent-refused", (await Permit(story)).Problem);
        Story.Created(await Give(story, new { }));
        Story.Created(await Permit(story));
        Assert.Equal(["refused", "in-force"], (await Consents(story)).GetProperty("items").EnumerateArray().Select(c => c.GetProperty("status").GetString()));
        await probe.Said<ActRecorded>(a => a.Reference == story.LedgerReference && a.Verb == "consent-refused");
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
        Story.Created(await Give(unknown, new { givenBy = "guardian", decider = Decider, childView = "agrees", childWords = "Gerai.", whyChild = "In the eighth form." }));
        Assert.Equal("In the eighth form.", (await probe.Get(unknown.Rasa, $"/cases/{unknown.Case}")).Body.GetProperty("fields").GetProperty("x:WhyChild").GetString());
        Assert.Equal(["/givenBy"], (await Give(unknown, new { })).Pointers);
    }

    [Fact]
    public async Task A_guardians_consent_lets_nothing_new_go_at_18_and_what_runs_is_read_for_30_days()
    {
        await Rule("guardian-consent.after-18", 30);
        var story = await Opened(Born(Today.AddYears(-17)));
        await story.Guarded(Decider);
        await story.Offer();
        var request = await story.Ask();
        var disclosure = (await probe.Said<DetailsReleased>(m => m.RequestId == request)).DisclosureId;
        Assert.Equal(HttpStatusCode.OK, (await Read()).Status);

        // As if the birthday had come: the consent lies back, and the file is corrected, instead of waiting.
        await probe.Execute("update consents set given_at = now() - interval '60 days' where case_id = $1", story.Case);
        await Change(story, Born(Today.AddYears(-18)));
        Assert.Equal(HttpStatusCode.OK, (await Read()).Status);
        Assert.Equal("now-adult", (await Permit(story)).Problem);
        request = await story.Ask();
        Assert.Equal("NOW_ADULT", (await probe.Said<ReleaseRefused>(m => m.RequestId == request)).Reason);

        await Change(story, Born(Today.AddYears(-18).AddDays(-31)));
        Assert.Equal((HttpStatusCode.Gone, "now-adult"), ((await Read()).Status, (await Read()).Problem));
        Assert.False((await Consents(story)).GetProperty("age").GetProperty("child").GetBoolean());

        Task<CasesProbe.Reply> Read() => probe.Get(story.Ieva, $"/disclosures/{disclosure}");
    }

    [Fact]
    public async Task Who_gave_consent_and_is_named_later_as_recruiter_shuts_what_was_released_and_no_name_lies_open()
    {
        var story = await Opened(Born(Today.AddYears(-15)));
        await story.Guarded(Decider);
        await story.Offer();
        var request = await story.Ask();
        var disclosure = (await probe.Said<DetailsReleased>(m => m.RequestId == request)).DisclosureId;
        Assert.DoesNotContain("Aldona", await probe.Query<string>("select c::text from consents c where case_id = $1", story.Case), StringComparison.Ordinal);
        Assert.Equal(Mother, (await Consents(story)).GetProperty("items")[0].GetProperty("decider").GetProperty("name").GetString());

        await Change(story, new Dictionary<string, object> { ["x:Alias"] = "Ona", ["prs_Birthdate"] = "2012", ["x:PerpetratorNames"] = "aldona simkute" });
        Assert.Equal("decider-excluded", (await probe.Get(story.Ieva, $"/disclosures/{disclosure}")).Problem);
        Assert.Equal(["/decider/name"], (await Give(story, new { givenBy = "guardian", decider = Decider, childView = "agrees", childWords = "Gerai." })).Pointers);
    }

    [Fact]
    public async Task A_childs_no_stops_an_organisation_and_not_a_bed()
    {
        var story = await Opened(Born(Today.AddYears(-15)));
        var ngo = await probe.Listed("NGO");
        var objects = new { recipients = new[] { story.Shelter, ngo }, givenBy = "guardian", decider = Decider, childView = "objects", childWords = "Nenoriu." };
        Story.Created(await Give(story, objects));
        Story.Created(await Permit(story));
        Assert.Equal("child-objects", (await probe.Post(story.Rasa, $"/cases/{story.Case}/permits", new { purpose = "Referral", recipients = new[] { ngo }, categories = Story.Asked })).Problem);
        Assert.Equal("Nenoriu.", (await Consents(story)).GetProperty("items")[0].GetProperty("childWords").GetString());
    }

    [Fact]
    public async Task An_organisation_that_was_shut_out_is_let_in_by_lifting_that_one_exclusion()
    {
        var story = await Opened(new { });
        var other = await probe.Listed("x:Shelter");
        var shut = Story.Created(await Give(story, new { recipients = new[] { other }, exclusions = new object[] { new { partner = story.Shelter }, new { field = "x:RiskSummary" } } }));
        Assert.Equal(["/exclusions/0/partner"], (await Give(story, new { exclusions = new object[] { new { partner = story.Shelter } } })).Pointers);
        Story.Created(await Give(story, new { }));
        Assert.Equal("consent-excludes", (await Permit(story)).Problem);
        Assert.Equal(2, (await Consents(story)).GetProperty("exclusions").GetArrayLength());

        var lifting = Story.Created(await Give(story, new { lifts = new[] { new { receipt = shut, partner = story.Shelter } } }));
        var permit = await Permit(story);
        Assert.Equal((HttpStatusCode.Created, lifting), (permit.Status, permit.Body.GetProperty("receiptId").GetGuid()));
        Assert.Equal("x:RiskSummary", Assert.Single((await Consents(story)).GetProperty("exclusions").EnumerateArray()).GetProperty("field").GetString());
        await probe.Execute("update consents set valid_until = now() where receipt_id = $1", lifting);
        Assert.Equal("consent-excludes", (await Permit(story)).Problem);
    }

    [Fact]
    public async Task Who_is_named_and_cannot_be_asked_any_more_is_told_with_the_reason()
    {
        var story = await Opened(new { });
        var (other, third) = (await probe.Listed("x:Shelter"), await probe.Listed("x:Shelter"));
        Story.Created(await Give(story, new { recipients = new[] { story.Shelter, other, third } }));
        Assert.All(await Named(), one => Assert.Null(one.Value));
        Story.Created(await Give(story, new { recipients = new[] { third }, exclusions = new object[] { new { partner = story.Shelter } } }));
        await probe.Listed("x:Shelter", suspended: true, partner: other, version: 2);
        Assert.Equal(
            new Dictionary<Guid, string?> { [story.Shelter] = "EXCLUDED", [other] = "RECIPIENT_SUSPENDED", [third] = null }.OrderBy(one => one.Key),
            (await Named()).OrderBy(one => one.Key));

        async Task<Dictionary<Guid, string?>> Named() => (await Consents(story)).GetProperty("named").EnumerateArray()
            .ToDictionary(one => one.GetProperty("partner").GetGuid(), one => one.GetProperty("withheld").GetString());
    }

    [Fact]
    public async Task Who_will_soon_be_18_is_marked_on_the_case_and_in_lists_without_a_date()
    {
        await Rule("own-consent.before-18", 60);
        var story = await Opened(Born(Today.AddYears(-18).AddDays(30)));
        Story.Created(await Give(story, new { givenBy = "guardian", decider = Decider, childView = "agrees", childWords = "Gerai." }));
        Assert.Equal("ask-anew", (await probe.Get(story.Rasa, $"/cases/{story.Case}")).Body.GetProperty("age").GetProperty("notice").GetString());
        var listed = Assert.Single((await probe.Get(story.Rasa, "/cases/ages")).Body.GetProperty("items").EnumerateArray());
        Assert.Equal((story.Case, "ask-anew"), (listed.GetProperty("id").GetGuid(), listed.GetProperty("notice").GetString()));
        Assert.Equal(["id", "label", "notice"], listed.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
        Assert.Equal(0, (await probe.Get(CasesProbe.Somebody(), "/cases/ages")).Body.GetProperty("items").GetArrayLength());
        var cousin = CasesProbe.Somebody(story.Rasa.Partner);
        var audience = new { only = new[] { story.Rasa.Actor, Guid.NewGuid() } };
        Assert.Equal(HttpStatusCode.OK, (await probe.Put(story.Rasa, $"/cases/{story.Case}/audience", audience, "\"1\"")).Status);
        Assert.Equal(0, (await probe.Get(cousin, "/cases/ages")).Body.GetProperty("items").GetArrayLength());

        Story.Created(await Give(story, new { }));
        Assert.Equal(0, (await probe.Get(story.Rasa, "/cases/ages")).Body.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task The_need_of_tonight_is_recorded_as_such_and_permits_a_bed_health_and_an_interpreter_alone()
    {
        var story = await Opened(Born(Today.AddYears(-15)));
        var need = new
        {
            givenBy = "need-of-tonight", decider = new { kind = "child-protection", name = "Tarnyba", document = "Asked at 22:10" },
            childView = "agrees",
            childWords = "Noriu miego.", categories = new[] { "Name", "Contact", "Health" }, validUntil = Today.AddDays(1).ToString("yyyy-MM-dd"),
        };
        Story.Created(await Give(story, need));
        await probe.Said<ActRecorded>(a => a.Reference == story.LedgerReference && a.Verb == "need-of-tonight-recorded");
        var permit = await Permit(story);
        Story.Created(permit);
        string[] needs = ["x:Interpretation", "x:MedicalAid", "x:PsychologicalSupport", "x:ShelterAccommodation"];
        Assert.Equal(needs, Needs(permit));
        Assert.Equal(needs, Needs(await probe.Get(story.Rasa, $"/permits/{permit.Body.GetProperty("id").GetGuid()}")));

        Story.Created(await Give(story, new { givenBy = "guardian", decider = new { kind = "child-protection", name = "Tarnyba", document = "12" },
            childView = "agrees", childWords = "Gerai." }));
        Assert.Null(Needs(await Permit(story)));
        Assert.Equal(["/givenBy"], (await Give(story, need)).Pointers);

        static IEnumerable<string>? Needs(CasesProbe.Reply permit) =>
            new JsonWebToken(permit.Body.GetProperty("permit").GetString()).TryGetPayloadValue<string[]>("needs", out var needs)
                ? needs?.Order(StringComparer.Ordinal) : null;
    }

    [Fact]
    public async Task Two_receipts_for_two_categories_say_that_the_other_is_in_another()
    {
        var story = await Opened(new { });
        Story.Created(await Give(story, new { categories = new[] { "Name" } }));
        Story.Created(await Give(story, new { categories = new[] { "Health" } }));
        var covered = (await probe.Post(story.Rasa, $"/cases/{story.Case}/permits", new { purpose = "Referral", recipients = new[] { story.Shelter }, categories = new[] { "Name", "Health" } }))
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
        var reply = await probe.Post(CasesProbe.Somebody(), "/cases", new { fields = new { prs_Birthdate = birth } });
        if (taken)
            Story.Created(reply);
        else
            Assert.Equal(["/fields/prs_Birthdate"], reply.Pointers);
    }

    static Dictionary<string, object> Born(DateOnly birth) => new(StringComparer.Ordinal) { ["x:Alias"] = "Ona", ["x:NeedsSummary"] = "A room.", ["prs_Birthdate"] = birth.ToString("yyyy-MM-dd") };

    async Task Rule(string rule, int days)
    {
        await probe.Send(Routes.KnownToCases, new RuleSet("*", rule, days, "days", new(2026, 1, 1), null, "Network agreement"));
        await Eventually.Get(() => probe.Query<long>("select count(*) from known_rules where rule = $1", rule), seen => seen > 0,
            $"rule; log: {probe.Output}");
    }

    async Task<Story> Opened(object fields)
    {
        var story = new Story(probe);
        await probe.Listed("NGO", partner: story.Rasa.Partner);
        await story.Opened(fields);
        await story.Met();
        return story;
    }

    Task<CasesProbe.Reply> Give(Story story, object changes) => probe.Post(story.Rasa, $"/cases/{story.Case}/consents", story.Consent(with: changes));

    async Task<JsonElement> Consents(Story story) => (await probe.Get(story.Rasa, $"/cases/{story.Case}/consents")).Body;

    Task<CasesProbe.Reply> Permit(Story story) =>
        probe.Post(story.Rasa, $"/cases/{story.Case}/permits", new { purpose = "Referral", recipients = new[] { story.Shelter }, categories = Story.Asked });

    async Task Change(Story story, object fields)
    {
        var seen = await probe.Get(story.Rasa, $"/cases/{story.Case}");
        Assert.Equal(HttpStatusCode.OK, (await probe.Put(story.Rasa, $"/cases/{story.Case}", new { fields }, seen.ETag)).Status);
    }
}
