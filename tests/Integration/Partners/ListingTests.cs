using System.Net;
using System.Text.Json;
using ReferralNetwork.Chassis;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Tests.Integration.Partners;

/// <summary>Who is listed, by whom, and who hears of it.</summary>
public sealed class ListingTests(PartnersFixture fixture) : IClassFixture<PartnersFixture>
{
    static string Path(Guid id) => $"/partners/{id}";

    Task<List<PartnerListed>> Told(Guid id, string queue, int count) => fixture.Received<PartnerListed>(m => m.PartnerId.Value == id, count, queue);

    [Fact]
    public async Task An_empty_network_lists_its_operator_once()
    {
        Assert.Equal("Gijų mazgas", (await fixture.See(fixture.Operator))["name"]);
        await fixture.Restart();
        Assert.Equal((1L, 1L), (
            await fixture.Query<long>("select count(*) from partners where operator"),
            await fixture.Query<long>("select count(*) from providers where partner_id = $1", fixture.Operator)));
        Assert.Single(await Told(fixture.Operator, Routes.KnownToReferrals, 1));
        Assert.Single(
            await fixture.Received<AuditRecorded>(a => a.Verb == "partner-listed" && a.Reference == fixture.Operator, 1));
    }

    [Fact]
    public async Task What_a_migration_has_cleared_is_told_once_more_to_a_service_that_came_later()
    {
        var id = await fixture.Listed("Vėlyvoji prieglauda");
        await Told(id, Routes.KnownToHandoffs, 1);
        await fixture.Execute("update partners set published_at = null where id = $1", id);
        await fixture.Restart();
        Assert.Equal([1L, 1L], (await Told(id, Routes.KnownToHandoffs, 2)).Select(told => told.Version));
        await fixture.Restart();
        await fixture.Listed();
        Assert.Equal(2, (await Told(id, Routes.KnownToHandoffs, 2)).Count);
    }

    [Fact]
    public async Task Only_an_administrator_lists_changes_and_suspends()
    {
        var id = await fixture.Listed();
        foreach (var role in Roles.All.Where(role => role != Roles.Administrator).Append("gateway"))
        {
            var somebody = Somebody(role, id);
            (await fixture.Post(somebody, "/partners", PartnersFixture.Listing())).Is(HttpStatusCode.Forbidden);
            (await fixture.Put(somebody, Path(id), PartnersFixture.Listing("Another name"), "\"1\"")).Is(HttpStatusCode.Forbidden);
            (await fixture.Post(somebody, $"{Path(id)}/suspend")).Is(HttpStatusCode.Forbidden);
            (await fixture.Get(somebody, "/providers")).Is(HttpStatusCode.Forbidden);
            (await fixture.Post(somebody, "/providers", PartnersFixture.Provider(id))).Is(HttpStatusCode.Forbidden);
        }
        Assert.Equal("\"1\"", (await fixture.See(id)).ETag);
    }

    [Fact]
    public async Task Every_fault_is_reported_at_once_with_its_place_and_the_codes_that_are_known()
    {
        var before = await fixture.Query<long>("select count(*) from partners");
        var reply = (await fixture.Post(fixture.Administrator, "/partners", new
        {
            name = " ", kind = "Castle", jurisdiction = "Lithuania", services = new[] { "x:ShelterAccommodation", "x:Yacht" },
            languages = new[] { "klingon" }, regions = new[] { "near" },
            hours = new
            {
                timeZone = "Nowhere/Land", alwaysOnDuty = false,
                week = new[] { new { day = "Monday", opens = "17:00:00", closes = "08:00:00" } }
            },
        })).Is(HttpStatusCode.BadRequest);
        Assert.Equal(
            ["/hours/timeZone", "/hours/week/0/closes", "/jurisdiction", "/kind", "/languages/0", "/name", "/regions/0", "/services/1"],
            reply.Errors.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("x:Shelter", reply.Errors["/kind"], StringComparison.Ordinal);
        Assert.Contains("x:LegalAid", reply.Errors["/services/1"], StringComparison.Ordinal);
        Assert.DoesNotContain("Castle", reply.Text, StringComparison.Ordinal);
        Assert.Equal(before, await fixture.Query<long>("select count(*) from partners"));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"name\": \"Only a name\"}")]
    [InlineData("{\"name\": null}")]
    public async Task A_body_of_another_shape_is_refused(string body) =>
        Assert.Equal("invalid", (await fixture.Post(fixture.Administrator, "/partners", body)).Is(HttpStatusCode.BadRequest).Problem);

    [Fact]
    public async Task A_duty_telephone_is_shown_to_who_sees_when_somebody_is_there_and_a_change_without_it_removes_it()
    {
        var id = (await fixture.Post(fixture.Administrator, "/partners", PartnersFixture.Listing(dutyTelephone: "8 600 00011")))
            .Is(HttpStatusCode.Created).Id;
        (await fixture.Post(fixture.Administrator, "/partners", PartnersFixture.Listing(dutyTelephone: "8 600"))).Is(HttpStatusCode.BadRequest);
        async Task<string> Shown(Person who) => (await fixture.Get(who, Path(id))).Is(HttpStatusCode.OK)["dutyTelephone"];
        var own = Somebody(Roles.Counsellor, id);
        var organisation = Somebody(Roles.Counsellor, await fixture.Listed("Žiburio namai", kind: "NGO"));
        var shelter = Somebody(Roles.ShelterManager, await fixture.Listed("Tylos uostas"));
        Assert.Equal(("+37060000011", "+37060000011", ""), (await Shown(own), await Shown(organisation), await Shown(shelter)));
        Assert.Equal("+37060000011", Assert.Single(await Told(id, Routes.KnownToCases, 1)).DutyTelephone);
        (await fixture.Put(fixture.Administrator, Path(id), PartnersFixture.Listing(), "\"1\"")).Is(HttpStatusCode.OK);
        Assert.Equal("", await Shown(own));
    }

    [Fact]
    public async Task What_partners_need_to_reach_one_another_is_kept_shown_and_told()
    {
        var police = (await fixture.Post(fixture.Administrator, "/partners", new
        {
            name = "Pakrantės policija", kind = "LawEnforcement", jurisdiction = "LT", services = Array.Empty<string>(), languages = new[] { "lt" },
            regions = new[] { "LT" }, hours = new { timeZone = "Europe/Vilnius", alwaysOnDuty = true, week = Array.Empty<object>() },
            telephone = "8 600 00021", dutyTelephone = "8 600 00022", dutyDeskFor = new[] { "LT", "LV" }, holidaysOf = "LT", transferGround = "EEA",
            authority = new { referredBy = new[] { "NGO" }, duty = "Law XI-1, Art. 5", immigration = "SHARES" },
        })).Is(HttpStatusCode.Created).Id;
        var reader = Somebody(Roles.Caseworker, await fixture.Listed("Žiburio namai", kind: "NGO"));
        var shown = (await fixture.Get(reader, Path(police))).Is(HttpStatusCode.OK);
        Assert.Equal(("+37060000021", "+37060000022", "LT", "EEA"),
            (shown["telephone"], shown["dutyTelephone"], shown["holidaysOf"], shown["transferGround"]));
        Assert.Equal(["LT", "LV"], shown.Strings("dutyDeskFor"));
        Assert.Equal("""{"referredBy":["NGO"],"immigration":"SHARES","duty":"Law XI-1, Art. 5"}""", shown.Body.GetProperty("authority").GetRawText());
        var told = Assert.Single(await Told(police, Routes.KnownToReferrals, 1));
        Assert.Equal(("+37060000021", "EEA", "SHARES"), (told.Telephone, told.TransferGround, told.Authority!.Immigration));
    }

    [Fact]
    public async Task A_change_stands_on_what_was_read()
    {
        var id = await fixture.Listed();
        var seen = (await fixture.See(id)).ETag!;
        (await fixture.Put(fixture.Administrator, Path(id), PartnersFixture.Listing("Tylos uostas")))
            .Is(HttpStatusCode.PreconditionRequired);
        Assert.Equal(
            "\"2\"", (await fixture.Put(fixture.Administrator, Path(id), PartnersFixture.Listing("Tylos uostas"), seen)).Is(HttpStatusCode.OK).ETag);
        (await fixture.Put(fixture.Administrator, Path(id), PartnersFixture.Listing("Too late"), seen)).Is(HttpStatusCode.PreconditionFailed);
        (await fixture.Put(fixture.Administrator, Path(Guid.NewGuid()), PartnersFixture.Listing(), seen)).Is(HttpStatusCode.NotFound);
        Assert.Equal(("Tylos uostas", "2"), ((await fixture.See(id))["name"], (await fixture.See(id))["version"]));
    }

    [Fact]
    public async Task Everybody_who_knows_partners_hears_each_change_in_a_growing_version()
    {
        var id = await fixture.Listed();
        (await fixture.Put(fixture.Administrator, Path(id), PartnersFixture.Listing("Tylos uostas"), "\"1\"")).Is(HttpStatusCode.OK);
        (await fixture.Post(fixture.Administrator, $"{Path(id)}/suspend")).Is(HttpStatusCode.OK);
        await fixture.Reinstated(Path(id));
        (await fixture.Post(Somebody(partner: id), $"{Path(id)}/confirm")).Is(HttpStatusCode.OK);

        foreach (var queue in new[] { Routes.KnownToReferrals, Routes.KnownToCases })
        {
            var told = (await Told(id, queue, 5)).OrderBy(m => m.Version).ToList();
            Assert.Equal([1, 2, 3, 4, 5], told.Select(m => m.Version));
            Assert.Equal(["Ramunės prieglauda", "Tylos uostas", "Tylos uostas", "Tylos uostas", "Tylos uostas"], told.Select(m => m.Name));
            Assert.Equal([false, false, true, false, false], told.Select(m => m.Suspended));
            Assert.True(told[4].ConfirmedAt > told[0].ConfirmedAt);
        }
        var acts = await fixture.Received<AuditRecorded>(a => a.Reference == id, 6);
        Assert.Equal(
            ["partner-changed", "partner-confirmed", "partner-listed", "partner-reinstated", "partner-reinstatement-proposed", "partner-suspended"],
            acts.Select(a => a.Verb).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_suspended_partner_is_found_by_nobody_but_administrators()
    {
        var id = await fixture.Listed(region: "XA");
        var rasa = Somebody(partner: await fixture.Listed("Žiburio namai", kind: "NGO"));
        async Task<bool> Finds(Person who) =>
            (await fixture.Get(who, "/partners?region=XA&service=x:ShelterAccommodation&language=lt"))
                .Is(HttpStatusCode.OK).Items.Count == 1;

        Assert.True(await Finds(rasa));
        (await fixture.Post(fixture.Administrator, $"{Path(id)}/suspend")).Is(HttpStatusCode.OK);
        Assert.Equal((false, true), (await Finds(rasa), await Finds(fixture.Administrator)));
        Assert.Equal("already-suspended", (await fixture.Post(fixture.Administrator, $"{Path(id)}/suspend")).Is(HttpStatusCode.Conflict).Problem);
        await fixture.Reinstated(Path(id));
        Assert.True(await Finds(rasa));
        Assert.Equal(
            "own-organisation", (await fixture.Post(fixture.Administrator, $"{Path(fixture.Operator)}/suspend")).Is(HttpStatusCode.Conflict).Problem);
    }

    [Theory]
    [InlineData("x:ShelterAccommodation", "lt", "XC")]
    [InlineData("x:ShelterAccommodation", "ru", "XC-1")]
    [InlineData("x:ShelterAccommodation", "lt", "XC-2")]
    [InlineData("x:ShelterAccommodation", null, "XD-1")]
    [InlineData("x:ShelterAccommodation", "de", null)]
    [InlineData("x:LegalAid", null, null)]
    public async Task The_gateway_finds_in_its_directory_whom_a_search_finds(string service, string? language, string? region)
    {
        foreach (var where in new[] { "XC", "XC-1", "XD" })
            await fixture.Listed(region: where);
        var query = $"?service={service}{(language is null ? "" : $"&language={language}")}{(region is null ? "" : $"&region={region}")}";
        var searched = (await fixture.Get(fixture.Administrator, $"/partners{query}")).Is(HttpStatusCode.OK).Items
            .Select(p => p.GetProperty("id").GetGuid());
        var directory = (await fixture.Get(PartnersFixture.Gateway, "/gateway/directory")).Is(HttpStatusCode.OK).Body
            .Deserialize<DirectoryAnswer>(NetworkJson.Options)!;
        Assert.Equal(searched.Order(), directory.Partners.Where(p => p.Helps(service, language, region)).Select(p => p.Id.Value).Order());
    }

    [Fact]
    public async Task What_a_partner_may_not_see_is_in_no_list_and_not_found_by_id()
    {
        var shelter = await fixture.Listed(region: "XB");
        var other = await fixture.Listed(region: "XB");
        var ngo = await fixture.Listed("Žiburio namai", "XB", "NGO");
        var police = await fixture.Listed("Pakrantės policija", "XB", "LawEnforcement");
        async Task<List<Guid>> Found(Guid by) =>
            [
                .. (await fixture.Get(Somebody(partner: by), "/partners?region=XB")).Is(HttpStatusCode.OK)
                    .Items.Select(p => p.GetProperty("id").GetGuid()).Order()
            ];
        List<Guid> all = [.. new[] { shelter, other, ngo, police }.Order()];

        Assert.Equal(all, await Found(ngo));
        Assert.Equal(all, await Found(shelter));
        Assert.Equal([.. new[] { ngo, police }.Order()], await Found(police));
        Assert.Empty(await Found(Guid.NewGuid()));
        var officer = Somebody(Roles.LiaisonOfficer, police);
        var refused = (await fixture.Get(officer, Path(shelter))).Is(HttpStatusCode.NotFound);
        var missing = (await fixture.Get(officer, Path(Guid.NewGuid()))).Is(HttpStatusCode.NotFound);
        Assert.Equal(missing["detail"], refused["detail"]);
        (await fixture.Get(officer, Path(ngo))).Is(HttpStatusCode.OK);

        var ieva = Somebody(Roles.ShelterManager, shelter);
        Assert.Equal("", (await fixture.Get(ieva, Path(other))).Is(HttpStatusCode.OK)["hours"]);
        Assert.NotEqual("", (await fixture.Get(ieva, Path(shelter))).Is(HttpStatusCode.OK)["hours"]);
        Assert.NotEqual("", (await fixture.Get(ieva, Path(ngo))).Is(HttpStatusCode.OK)["hours"]);
    }

    [Fact]
    public async Task A_sign_in_code_is_for_the_partners_own_people_and_for_administrators()
    {
        var id = await fixture.Listed();
        var rasa = Somebody(partner: await fixture.Listed("Žiburio namai", kind: "NGO"));
        var code = (await fixture.See(id))["signInCode"];
        Assert.Matches("^[2-9A-HJ-NP-Z]{8}$", code);
        Assert.Equal(code, (await fixture.Get(Somebody(partner: id), Path(id)))["signInCode"]);
        Assert.Equal(code, (await fixture.InDirectory("partners", id)).GetProperty("signInCode").GetString());
        var shown = (await fixture.Get(rasa, Path(id))).Is(HttpStatusCode.OK);
        Assert.Equal("", shown["signInCode"]);
        Assert.DoesNotContain(code, (await fixture.Get(rasa, "/partners")).Text, StringComparison.Ordinal);
        Assert.Equal("K7MP2QXW", (await fixture.See(fixture.Operator))["signInCode"]);
    }

    [Fact]
    public async Task Nobody_confirms_for_another_organisation()
    {
        var id = await fixture.Listed();
        (await fixture.Post(Somebody(), $"{Path(id)}/confirm")).Is(HttpStatusCode.NotFound);
        (await fixture.Post(fixture.Administrator, $"{Path(id)}/confirm")).Is(HttpStatusCode.NotFound);
        Assert.Equal("\"1\"", (await fixture.See(id)).ETag);
    }

    [Fact]
    public async Task Rules_of_a_jurisdiction_come_with_those_that_hold_everywhere_and_everybody_is_told()
    {
        var rules = (await fixture.Get(Somebody(), "/rules?jurisdiction=XS")).Is(HttpStatusCode.OK).Items;
        Assert.Equal(["*", "XS"], rules.Select(r => r.GetProperty("jurisdiction").GetString()!).Distinct().Order(StringComparer.Ordinal));
        var urgent = rules.Where(r => r.GetProperty("rule").GetString() == "answer-due.urgent").Select(r => r.GetProperty("unit").GetString());
        Assert.Equal(["seconds", "hours"], urgent); // its own first
        Assert.All(rules, r => Assert.NotEmpty(r.GetProperty("citation").GetString()!));

        var count = await fixture.Query<long>("select count(*) from rules");
        var told = await fixture.Received<RuleSet>(_ => true, (int)count, Routes.KnownToReferrals);
        Assert.Equal(count, told.Distinct().Count());
    }

    [Fact]
    public async Task Public_holidays_are_read_by_country_and_everybody_is_told_each_year_once()
    {
        var years = (await fixture.Get(Somebody(), "/holidays?country=LT")).Is(HttpStatusCode.OK).Items;
        var days = years.Single(y => y.GetProperty("year").GetInt32() == 2026).GetProperty("days").EnumerateArray();
        Assert.Contains("2026-12-24", days.Select(day => day.GetString()));

        var count = await fixture.Query<long>("select count(*) from holidays");
        var told = await fixture.Received<HolidaysSet>(_ => true, (int)count, Routes.KnownToReferrals);
        Assert.Equal(count, told.DistinctBy(h => (h.Country, h.Year)).Count());
        Assert.Empty(told.First(h => h.Country == "XS").Days);
    }

    [Fact]
    public async Task A_partner_whose_holidays_nobody_has_entered_is_a_warning_to_the_operator_and_no_silent_Monday_to_Friday()
    {
        var listed = JsonSerializer.SerializeToNode(PartnersFixture.Listing(), NetworkJson.Options)!;
        listed["holidaysOf"] = "JP";
        (await fixture.Post(fixture.Administrator, "/partners", listed.ToJsonString())).Is(HttpStatusCode.Created);
        var overview = (await fixture.Get(fixture.Administrator, "/operations")).Is(HttpStatusCode.OK);
        Assert.Contains(
            $"JP {DateTime.UtcNow.Year}, JP {DateTime.UtcNow.Year + 1}", overview.Body.GetProperty("warnings").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public Task A_forged_expired_or_foreign_token_opens_nothing() => fixture.RefusesBadTokens(Somebody(), "/partners");
}
