using System.Globalization;

namespace ReferralNetwork.Tests.Browser;

/// <summary>Two adults travel; one leaves the group, and is told what was decided in their favour.</summary>
public sealed class ReturnGroupTests
{
    [Theory]
    [InlineData("ru", true)]
    [AllData("en", false)]
    public async Task One_of_two_leaves_the_group_and_is_told_what_was_decided_for_them(string language, bool scripts)
    {
        await using var maartje = await Visitor.Arrive("en");
        await maartje.SignIn("Consular Post Zilverhelm", "maartje");
        var id = await ReturnTests.Requested(maartje, travellers: 2);
        await using var hand = await Visitor.Arrive("en");
        await hand.SignIn(ReturnTests.Lead, "mirela");
        var path = $"/returns/{id}";
        var seen = await ReturnTests.Call(hand, "GET", $"/api/returns{path}");
        await ReturnTests.Call(hand, "POST", $"/api/returns{path}/offers/{seen.GetProperty("offers")[0].GetProperty("id")}/accept", new { });
        var own = new List<string>();
        foreach (var traveller in seen.GetProperty("travellers").EnumerateArray().Select(t => t.GetProperty("id").GetString()))
        {
            own.Add((await ReturnTests.Call(hand, "POST", "/api/cases/cases", new { fields = new { prs_FirstName = "Skroblynė" } }))
                .GetProperty("id").GetString()!);
            var tie = await ReturnTests.Call(hand, "POST", $"/api/cases/cases/{own[^1]}/ties", new { conversation = "return", id });
            await ReturnTests.Call(
                hand, "POST", $"/api/returns{path}/travellers/{traveller}/tie", new { tie = tie.GetProperty("tie").GetString() });
        }

        await using var mirela = await Visitor.Arrive(language, scripts);
        await mirela.SignIn(ReturnTests.Lead, "mirela");
        await mirela.Go(path);
        await mirela.Link("href$='/leave-group'");
        await mirela.Look("190-leave-group");
        await mirela.Press();
        await mirela.Page.Locator("#Travellers-error").WaitForAsync();
        foreach (var box in await mirela.Page.Locator("input[name=Travellers]").AllAsync())
            await box.CheckAsync();
        await mirela.Press(); // nobody would be left
        await mirela.Page.Locator("#Travellers-error").WaitForAsync();
        await mirela.Look("191-leave-group-all");
        Assert.Equal(2, await mirela.Page.Locator("input[name=Travellers]:checked").CountAsync());
        await mirela.Page.Locator("input[name=Travellers]").First.UncheckAsync();
        await mirela.Send();
        Assert.Equal(path, mirela.Path);
        await mirela.Look("192-group");
        Assert.Equal(0, await mirela.Page.Locator("a[href$='/leave-group']").CountAsync());
        var apart = (await mirela.Page.Locator(".rn-row__link").Nth(1).GetAttributeAsync("href"))!;
        Assert.NotEqual(path, apart);

        await ReturnTests.Call(hand, "POST", $"/api/cases/cases/{own[1]}/travel-facts", new
        {
            kind = "recovery-period", on = Today, state = "granted", by = "Migrationsamt Tölvenburg", from = Today, until = Today,
            document = "Letter, kept in the file",
        });
        await mirela.Await(apart, "a[href$='#tell']");
        await mirela.Look("193-own-return");
        await mirela.Link("href$='#tell'");
        await mirela.Look("194-tell");
        await mirela.Follow(mirela.Page.Locator("form[action$='/told'] button"));
        await mirela.Page.Locator("#Told-error").WaitForAsync();
        await mirela.Tick("Told", "go");
        await mirela.Follow(mirela.Page.Locator("form[action$='/told'] button"));
        Assert.Equal(apart, mirela.Path);
        Assert.Equal(0, await mirela.Page.Locator("a[href$='#tell']").CountAsync());
        await mirela.Look("195-told");

        // The embassy that asked for the group reads on what it read.
        await maartje.Go(path);
        Assert.DoesNotContain(apart, await maartje.Page.ContentAsync(), StringComparison.Ordinal);
        mirela.Inspection.FoundNothing();
    }

    static string Today => DateOnly.FromDateTime(DateTime.UtcNow).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
