namespace ReferralNetwork.Tests.Browser;

/// <summary>A shelter describes its places, counts them, says that the count is still right, and says who arrives and leaves.</summary>
public sealed class PlaceTests
{
    [Fact]
    public async Task A_shelter_manager_describes_places_counts_them_and_confirms_the_count_and_what_contradicts_or_is_stale_is_refused()
    {
        await using var ieva = await Visitor.Arrive();
        await ieva.SignIn("Tylos uostas", "ieva");
        await ieva.Go("/places");
        await ieva.Link("href='/places/new'");
        await ieva.Press();
        Assert.Equal(4, await ieva.Page.Locator(".govuk-error-summary a").CountAsync());
        await ieva.Look("130-places-new-empty");
        Assert.Equal(0, await ieva.Page.Locator("main form input:checked").CountAsync());
        await ieva.Select("Region", "LT");
        await ieva.Tick("Kind", "PROTECTED");
        await ieva.Tick("Security", "STAFF_NIGHT");
        await ieva.Tick("Population", "WOMEN");
        await ieva.Tick("Pets", "NONE");
        await ieva.Type("IntakeFrom", "20:00");
        await ieva.Type("IntakeUntil", "2:30");
        await ieva.Send();
        var (count, group) = (ieva.Path, ieva.Path.Split('/')[2]);

        // Nobody has counted: partners are told nothing, and that is said first.
        await ieva.Go("/places");
        Assert.True(await ieva.Page.Locator(".rn-row").First.EvaluateAsync<bool>("row => row.classList.contains('rn-row--due')"));
        Assert.Equal(0, await StillRight(ieva, group).CountAsync());
        await ieva.Look("131-places-not-counted");

        await ieva.Go(count);
        foreach (var (question, figure) in new[] { ("Total", "3"), ("OutOfService", "0"), ("Turnaround", "1"), ("Others", "4") })
            await ieva.Type(question, figure);
        await ieva.Press();
        Assert.Equal(1, await ieva.Page.Locator("#Total-error").CountAsync());
        Assert.Equal("4", await ieva.Page.Locator("[name=Others]").InputValueAsync());
        await ieva.Look("132-places-count-contradicts");
        await ieva.Type("Total", "7");
        await ieva.Send();

        // The list in another tab, and a count that somebody else began, are older than what is said next.
        var old = await ieva.OtherTab();
        await old.Go("/places");
        var typing = await ieva.OtherTab();
        await typing.Go(count);
        await ieva.Follow(StillRight(ieva, group));
        Assert.Equal(0, await ieva.Page.Locator(".govuk-error-summary").CountAsync());
        await old.Follow(StillRight(old, group));
        Assert.Equal($"#group-{group}", await old.Page.Locator(".govuk-error-summary a").GetAttributeAsync("href"));
        await old.Look("134-places-changed");
        await old.Follow(StillRight(old, group));
        Assert.Equal(0, await old.Page.Locator(".govuk-error-summary").CountAsync());
        await typing.Type("Total", "6");
        await typing.Press();
        Assert.Equal("6", await typing.Page.Locator("[name=Total]").InputValueAsync());
        await typing.Look("135-places-count-stale");
        await typing.Page.Locator("[name=Replaces]").CheckAsync();
        await typing.Send();
        Assert.Equal("/places", typing.Path);

        await using var again = await Visitor.Arrive("ru", scripts: TestEnvironment.Whole);
        await again.SignIn("Tylos uostas", "ieva");
        await again.Go($"/places/{group}/extra");
        await again.Type("Places", "1");
        await again.Type("Nights", "15");
        await again.Press();
        Assert.Equal(1, await again.Page.Locator("#Nights-error").CountAsync());
        await again.Look("136-places-extra");
        await again.Type("Nights", "1");
        await again.Send();
        await again.Look("137-places");
        await again.Go($"/places/{group}/describe");
        Assert.Equal("02:30", await again.Page.Locator("[name=IntakeUntil]").InputValueAsync());
        Assert.True(await again.Page.Locator("[name=Pets][value=NONE]").IsCheckedAsync());
        await again.Look("138-places-describe");
        await again.Send();
        await Lives(ieva, group);
        await using var rasa = await Visitor.Arrive(inspection: ieva.Inspection);
        await rasa.SignIn("Žiburio namai", "rasa");
        await Counts(ieva, group, total: 8, others: 4);
        await new PromisedPlaces(rasa, ieva, group).Lives(more: false);
        await Leaves(ieva);
        await again.Go($"/places/{group}/close");
        await again.Look("139-places-close");
        await again.Send();
        Assert.Equal(0, await StillRight(again, group).CountAsync());
        ieva.Inspection.FoundNothing();
        again.Inspection.FoundNothing();
    }

    /// <summary>The whole of it, in each language.</summary>
    [Theory, Trait("gate", "all")]
    [InlineData("en")]
    [InlineData("lt")]
    [InlineData("ru")]
    public async Task A_shelter_accepts_with_a_place_which_is_kept_given_back_or_left_while_somebody_is_under_way(string language)
    {
        var inspection = new Inspection(language, scripts: true);
        await using var rasa = await Visitor.Arrive(language, inspection: inspection);
        await using var ieva = await Visitor.Arrive(language, inspection: inspection);
        await rasa.SignIn("Žiburio namai", "rasa");
        await ieva.SignIn("Tylos uostas", "ieva");
        var group = (await ReturnTests.Call(ieva, "POST", "/api/placements/unit-groups", new
        {
            region = "LT", kind = "FLAT", security = "OPEN_DOOR", population = new[] { "WOMEN", "FAMILIES" },
        })).GetProperty("id").GetString()!;
        await Counts(ieva, group, total: 3, others: 0);
        var places = new PromisedPlaces(rasa, ieva, group);
        await places.Lives(more: true);
        await places.IsGivenBack();
        await places.IsLeftUnderWay();
        inspection.FoundNothing();
    }

    static async Task Counts(Visitor ieva, string group, int total, int others)
    {
        var path = $"/api/placements/unit-groups/{group}";
        await ReturnTests.Call(ieva, "POST", $"{path}/count", new { total, outOfService = 0, turnaround = 0, others }, onVersionOf: path);
    }

    /// <summary>Whoever was checked in moves on, so that the group can be closed.</summary>
    static async Task Leaves(Visitor ieva)
    {
        await ieva.Go($"{ieva.Path}/do/end");
        await ieva.Tick("Code", "MOVED_ON");
        await ieva.Send();
    }

    /// <summary>Two people arrive where no place is free any more for both, one of them a child; they are away, come back and leave.</summary>
    static async Task Lives(Visitor ieva, string group)
    {
        await ieva.Go("/stays/new");
        await ieva.Press();
        await ieva.Look("140-stays-new-empty");
        await ieva.Type($"Persons[{group}]", "4");
        await ieva.Tick("WithChild", "yes");
        await ieva.Send();
        var stay = ieva.Path;
        await ieva.Look("141-stay");
        await ieva.Go($"{stay}/do/missing");
        await ieva.Look("142-stay-child-missing");
        await ieva.Go($"{stay}/do/away");
        await ieva.Tick("Code", "HOSPITAL");
        foreach (var (part, typed) in new[] { ("Day", "31"), ("Month", "12"), ("Year", "2099") })
            await ieva.Type($"At.Day.{part}", typed);
        await ieva.Send();
        await ieva.Go("/stays");
        await ieva.Look("144-stays");
        await ieva.Go($"{stay}/move");
        await ieva.Look("145-stay-move");
        await ieva.Go($"{stay}/do/end");
        await ieva.Press();
        Assert.Equal(1, await ieva.Page.Locator("#Code-error").CountAsync());
        await ieva.Tick("Code", "MOVED_ON");
        await ieva.Send();
        Assert.Equal(stay, ieva.Path);
        Assert.Equal(0, await ieva.Page.Locator($"a[href^='{stay}/']").CountAsync());
        await ieva.Go("/places/statistics");
        await ieva.Look("147-places-statistics");
    }

    static ILocator StillRight(Visitor visitor, string group) => visitor.Page.Locator($"#group-{group} form button");
}
