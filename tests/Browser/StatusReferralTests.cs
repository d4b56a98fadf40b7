using System.Globalization;
using System.Text.Json;

namespace ReferralNetwork.Tests.Browser;

/// <summary>Somebody is referred to the authority that decides who is a victim; somebody else refuses, and is only counted.</summary>
public sealed class StatusReferralTests
{
    const string Authority = "Verpetų tarnyba", Name = "Dobilytė", Mother = "Aldona Dobilienė";

    /// <param name="childView">What a child says of it; null: an adult. One who agrees has a guardian who does, too.</param>
    [Theory]
    [InlineData(null)]
    [AllData("objects")]
    [AllData("agrees")]
    public async Task A_referral_goes_from_a_case_to_a_decision_and_a_period_that_the_sender_sees(string? childView)
    {
        await using var rasa = await Visitor.Arrive("lt");
        await rasa.SignIn("Žiburio namai", "rasa");
        var (caseId, authority) = (await OpensCase(rasa, ofChild: childView is not null), await Find(rasa));
        if (childView == "agrees")
            await GuardianConsents(rasa, caseId, authority);
        await rasa.Go($"/cases/{caseId}");
        await rasa.Link("href$='/status'");
        await rasa.Link("href^='/status-referrals/new'");
        if (childView is not null)
        {
            await IsHeard(rasa, childView);
        }
        else
        {
            Assert.Equal(0, await rasa.Page.Locator("main form[method=post]").CountAsync()); // she has not been asked
            await rasa.Look("150-status-not-asked");
            await Consents(rasa, caseId, authority, ["Name", "Citizenship"]);
            await rasa.Go($"/status-referrals/new?case={caseId}");
            await rasa.Look("151-status-agreed");
        }
        await rasa.Send();
        Assert.Contains(Name, await rasa.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("+37060000099", await rasa.Text(), StringComparison.Ordinal); // her number stays
        await rasa.Look("152-status-leaving");
        await rasa.Send();
        var referral = rasa.Path;
        await rasa.Go($"/cases/{caseId}"); // it stands there from the first moment on
        Assert.Equal(1, await rasa.Page.Locator($"#handoffs ~ ul a[href='{referral}']").CountAsync());

        await using var neringa = await Visitor.Arrive();
        await neringa.SignIn(Authority, "neringa");
        await neringa.Await("/status-referrals", $"a[href='{referral}']");
        await neringa.Look("153-status-queue");
        await neringa.Await(referral, "a[href*='/disclosures/']");
        await neringa.Link("href*='/disclosures/'");
        Assert.Contains(Name, await neringa.Text(), StringComparison.Ordinal);
        Assert.Equal(403, await neringa.Go($"/status-referrals/new?case={caseId}"));

        await neringa.Go($"{referral}/do/acknowledge");
        await neringa.Press();
        Assert.Equal(2, await neringa.Page.Locator(".govuk-error-summary a").CountAsync());
        await neringa.Type("Note", "VT-2026/118");
        await neringa.Type("Officer", "Neringa, +370 600 00036");
        await neringa.Send();
        await neringa.Link("href$='/do/ask-info'");
        await neringa.Type("Note", "Which language does she read?");
        await neringa.Send();

        await rasa.Await(referral, "a[href$='/do/answer-info']");
        await rasa.Link("href$='/do/answer-info'");
        Assert.Contains("Which language does she read?", await rasa.Text(), StringComparison.Ordinal);
        await rasa.Type("Note", "Lietuvių.");
        await rasa.Send();

        await neringa.Await(referral, "a[href$='/do/decide']");
        await neringa.Link("href$='/do/decide'");
        var year = DateTime.UtcNow.Year;
        await neringa.Type("On.Year", $"{year + 1}");
        await neringa.Tick("Code", "reasonable-grounds");
        await neringa.Press();
        Assert.Equal(1, await neringa.Page.Locator("[id='On-error']").CountAsync()); // still to come
        await neringa.Look("154-status-decide-error");
        await neringa.Type("On.Year", $"{year}");
        await neringa.Send();
        await neringa.Link("href$='/do/grant-period'");
        var today = TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, TimeZoneInfo.FindSystemTimeZoneById("Europe/Vilnius"));
        await Day(neringa, "From", today);
        await Day(neringa, "Until", today.AddDays(30));
        await neringa.Type("Note", "Decision VT-118, page 2");
        await neringa.Send();
        await neringa.Look("155-status-granted");

        await rasa.Await($"/cases/{caseId}/status", ".govuk-summary-list");
        await rasa.Go(referral);
        await rasa.Page.Locator("#timeline summary").ClickAsync();
        await rasa.Look("156-status-sender");
        await rasa.Await($"/cases/{caseId}/status", "h3 ~ dl ~ h2 ~ h3 ~ dl");
        await rasa.Look("157-status-case");
        Assert.Contains("Verpetų tarnyba", await rasa.Text(), StringComparison.Ordinal);
        rasa.Inspection.FoundNothing();
        neringa.Inspection.FoundNothing();
    }

    [Fact]
    public async Task Who_refuses_is_counted_where_a_rule_says_so_and_nothing_leads_to_them()
    {
        await using var rasa = await Visitor.Arrive("ru");
        await rasa.SignIn("Sekundės krantas", "rasa");
        var caseId = await OpensCase(rasa);
        await rasa.Go($"/notices/new?case={caseId}");
        Assert.Equal(0, await rasa.Page.Locator("main form[method=post]").CountAsync()); // nobody has refused
        await Refuses(rasa, caseId);
        await rasa.Go($"/cases/{caseId}/status");
        await rasa.Link("href^='/notices/new'");
        await rasa.Look("160-notice-new");
        Assert.Equal("LT", await rasa.Page.Locator("select[name=Nationality]").InputValueAsync()); // as the case says
        await rasa.Press();
        await rasa.Look("161-notice-check");
        Assert.DoesNotContain(Name, await rasa.Text(), StringComparison.Ordinal);
        await rasa.Send();
        var notice = rasa.Path;
        Assert.StartsWith("/notices/", notice, StringComparison.Ordinal);

        await using var neringa = await Visitor.Arrive(scripts: false);
        await neringa.SignIn(Authority, "neringa");
        await neringa.Go("/notices");
        await neringa.Look("162-notices");
        await neringa.Link($"href='{notice}'");
        await neringa.Send();
        await neringa.Look("163-notice");
        Assert.Equal(0, await neringa.Page.Locator("main form[method=post]").CountAsync());
        Assert.Equal(403, await neringa.Go($"/notices/new?case={caseId}"));

        // One refusal makes one notice.
        await rasa.Go($"/notices/new?case={caseId}");
        await rasa.Press();
        await rasa.Press();
        Assert.Equal(1, await rasa.Page.Locator(".govuk-error-summary li").CountAsync());
        rasa.Inspection.FoundNothing();
        neringa.Inspection.FoundNothing();
    }

    /// <summary>A child needs no consent: they are heard, and told what goes to whom.</summary>
    static async Task IsHeard(Visitor rasa, string view)
    {
        await rasa.Press();
        Assert.Equal(3, await rasa.Page.Locator(".govuk-error-summary a").CountAsync());
        await rasa.Tick("Heard", "true");
        await rasa.Tick("Told", "true");
        await rasa.Tick("ChildView", view); // it goes, whatever the child says
        await rasa.Look($"151-status-child-{view}");
    }

    /// <summary>The mother agrees and so does the child: the consent stands in the case, and the referral asks the child all the same.</summary>
    static async Task GuardianConsents(Visitor rasa, string caseId, string authority)
    {
        await ReturnTests.Call(rasa, "POST", $"/api/cases/cases/{caseId}/consents", new
        {
            purposes = new[] { "Handoff" }, recipients = new[] { authority }, categories = new[] { "Name", "Citizenship" }, givenBy = "guardian",
            decider = new { kind = "parent", name = Mother, document = "Birth certificate 417" }, childView = "agrees",
            childWords = "I want them to know.", language = "lt", method = "spoken", wordingVersion = "2026-11", givenAt = DateTimeOffset.UtcNow,
            validUntil = DateTimeOffset.UtcNow.AddDays(90),
        });
        await rasa.Go($"/cases/{caseId}/consents");
        Assert.Contains(Authority, await rasa.Text(), StringComparison.Ordinal);
        Assert.Contains(Mother, await rasa.Text(), StringComparison.Ordinal);
    }

    static async Task Day(Visitor visitor, string name, DateTimeOffset day)
    {
        await visitor.Type($"{name}.Day", day.Day.ToString(CultureInfo.InvariantCulture));
        await visitor.Type($"{name}.Month", day.Month.ToString(CultureInfo.InvariantCulture));
        await visitor.Type($"{name}.Year", day.Year.ToString(CultureInfo.InvariantCulture));
    }

    static async Task<string> OpensCase(Visitor visitor, bool ofChild = false) => Text(await ReturnTests.Call(visitor, "POST", "/api/cases/cases", new
    {
        fields = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["prs_FirstName"] = "Smilga", ["prs_SecondName"] = Name, ["prs_MobilePhone"] = "+37060000099", ["prs_Citizenship"] = new[] { "LT" },
            ["prs_Gender"] = "Feminine", ["prs_Birthdate"] = ofChild ? $"{DateTime.UtcNow.Year - 12}-01-02" : null!,
        },
    }), "id");

    static async Task<string> Find(Visitor visitor) =>
        (await ReturnTests.Call(visitor, "GET", "/api/partners/partners")).GetProperty("items").EnumerateArray()
            .Where(partner => Text(partner, "name") == Authority).Select(partner => Text(partner, "id")).Single();

    static Task<JsonElement> Consents(Visitor visitor, string caseId, string authority, string[] categories) =>
        ReturnTests.Call(visitor, "POST", $"/api/cases/cases/{caseId}/consents", new
        {
            purposes = new[] { "Handoff" }, recipients = new[] { authority }, categories, givenBy = "self", language = "lt", method = "spoken",
            wordingVersion = "2026-11", givenAt = DateTimeOffset.UtcNow, validUntil = DateTimeOffset.UtcNow.AddDays(90),
        });

    static Task<JsonElement> Refuses(Visitor visitor, string caseId) =>
        ReturnTests.Call(visitor, "POST", $"/api/cases/cases/{caseId}/consents", new
        {
            purposes = new[] { "Handoff" }, refused = true, givenBy = "self", language = "lt", method = "spoken", wordingVersion = "2026-11",
            givenAt = DateTimeOffset.UtcNow,
        });

    static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
