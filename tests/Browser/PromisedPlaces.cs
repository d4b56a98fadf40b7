namespace ReferralNetwork.Tests.Browser;

/// <summary>A shelter accepts with a place, and what becomes of it on both sides.</summary>
/// <param name="group">Of ieva's shelter, with three free places.</param>
sealed class PromisedPlaces(Visitor rasa, Visitor ieva, string group)
{
    const string Shelter = "Tylos uostas";

    static readonly string[] Categories = ["Name", "Contact"];

    /// <summary>Offered, accepted in one form, checked in by the stay that was promised.</summary>
    public async Task Lives(bool more)
    {
        var referral = await Offered();
        await ieva.Go(referral);
        await ieva.Link($"href='{referral}/accept'");
        await ieva.Look("150-accept");
        if (more)
            await IsRefused(referral);
        await Accepts(referral);
        await ieva.Look("152-referral-place-recipient");
        if (more)
            await SetsOut(referral);
        await ieva.Go(referral);
        await ieva.Link("href^='/stays/'");
        var stay = ieva.Path;
        await ieva.Look("156-stay-expected");
        await ieva.Go("/stays");
        await ieva.Look("157-stays-expected");
        await ieva.Go(stay);
        await ieva.Link($"href='{stay}/check-in'");
        await ieva.Look("158-check-in");
        await ieva.Send();
        Assert.Equal(stay, ieva.Path);
        await rasa.Await(referral, ".govuk-tag--green");
        await rasa.Look("159-referral-place-arrived");
    }

    /// <summary>More than there are: the reason stands on the referral, and the form is there again.</summary>
    async Task IsRefused(string referral)
    {
        await ieva.Type($"Persons[{group}]", "two");
        await ieva.Press();
        Assert.Equal("two", await ieva.Page.Locator($"[name='Persons[{group}]']").InputValueAsync());
        await ieva.Look("150-accept-wrong");
        await ieva.Type($"Persons[{group}]", "40");
        await ieva.Send();
        await ieva.Await(referral, $"a[href='{referral}/accept']");
        await ieva.Look("151-referral-place-refused");
        await rasa.Go(referral);
        await rasa.Look("151-referral-place-refused-sender");
        await ieva.Go($"{referral}/accept");
    }

    async Task Accepts(string referral)
    {
        await ieva.Type($"Persons[{group}]", "1");
        await ieva.Send();
        Assert.Equal(referral, ieva.Path);
        await ieva.Await(referral, "main a[href^='/stays/']");
    }

    async Task SetsOut(string referral)
    {
        await rasa.Await(referral, $"a[href='{referral}/do/under-way']");
        await rasa.Look("153-referral-place-sender");
        await rasa.Go($"{referral}/do/give-back");
        await rasa.Look("154-do-give-back");
        await rasa.Go($"{referral}/do/under-way");
        await rasa.Look("154-do-under-way");
        await rasa.Send();
        await rasa.Look("155-referral-place-under-way");
    }

    /// <summary>The shelter cannot keep a place, and the sender is to see to it.</summary>
    public async Task IsGivenBack()
    {
        var referral = await Offered();
        await ieva.Go($"{referral}/accept");
        await Accepts(referral);
        await ieva.Link("href^='/stays/'");
        await ieva.Link("href$='/do/give-back'");
        await ieva.Look("160-stay-give-back");
        await ieva.Tick("Code", "GIVEN_BACK");
        await ieva.Send();
        await ieva.Look("161-stay-given-back");
        await rasa.Await("/", $".rn-row:has(a[href='{referral}']) .govuk-tag--red");
        await rasa.Look("162-worklist-given-back");
        await rasa.Go(referral);
        await rasa.Look("162-referral-given-back");
    }

    /// <summary>The shelter gives the referral back when they have set out: both are asked, and the sender's answer counts.</summary>
    public async Task IsLeftUnderWay()
    {
        var referral = await Offered();
        await ieva.Go($"{referral}/accept");
        await Accepts(referral);
        await rasa.Await(referral, $"a[href='{referral}/do/under-way']");
        await rasa.Go($"{referral}/do/under-way");
        await rasa.Send();
        await ieva.Go($"{referral}/do/decline-after-all");
        await ieva.Tick("Code", "NO_CAPACITY");
        await ieva.Send();
        await ieva.Look("163-left-under-way-recipient");
        await rasa.Go(referral);
        await rasa.Look("163-left-under-way-sender");
        await ieva.Await("/stays", ".rn-row--late, .rn-row");
        await ieva.Look("164-stays-left-under-way");
        await rasa.Go($"{referral}/do/give-back");
        await rasa.Send();
        Assert.Equal(0, await rasa.Page.Locator($"a[href='{referral}/do/give-back']").CountAsync());
    }

    /// <summary>Of a woman who needs a place today.</summary>
    async Task<string> Offered()
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["x:Alias"] = "Kregždutė" };
        var file = Id(await ReturnTests.Call(rasa, "POST", "/api/cases/cases", new { fields }));
        await rasa.Go($"/cases/{file}/consents/new");
        var shelter = (await rasa.Page.Locator(".govuk-checkboxes__item:has(input[name=Recipients])")
            .Filter(new() { HasText = Shelter }).Locator("input").First.GetAttributeAsync("value"))!;
        var now = DateTimeOffset.UtcNow;
        await ReturnTests.Call(rasa, "POST", $"/api/cases/cases/{file}/consents", new
        {
            purposes = new[] { "Referral" }, recipients = new[] { shelter }, transfersTold = Array.Empty<string>(), categories = Categories,
            exclusions = Array.Empty<object>(), givenBy = "self", language = "lt", method = "spoken", wordingVersion = "2026-11", givenAt = now,
            validUntil = now.AddDays(90),
        });
        var permit = await ReturnTests.Call(
            rasa, "POST", $"/api/cases/cases/{file}/permits", new { purpose = "Referral", recipients = new[] { shelter }, categories = Categories });
        return "/referrals/" + Id(await ReturnTests.Call(rasa, "POST", "/api/referrals/referrals", new
        {
            permit = permit.GetProperty("permit").GetString(), needs = new[] { "x:ShelterAccommodation" }, ageBand = "25-39", language = "lt",
            region = "LT", urgency = "Soon", mode = "Sequential", candidates = new[] { shelter },
            place = new { household = new { women = 1 }, when = "TODAY", nights = "8-30", access = new[] { "GROUND_FLOOR" } },
        }));
    }

    static string Id(System.Text.Json.JsonElement made) => made.GetProperty("id").GetString()!;
}
