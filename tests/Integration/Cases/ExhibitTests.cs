using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ReferralNetwork.Cases.Exhibits;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Cases;

/// <summary>What could be evidence: taken in, handed over, isolated, and never changed on its way.</summary>
public sealed class ExhibitTests(CasesFixture fixture) : IClassFixture<CasesFixture>
{
    readonly Scenario scenario = new(fixture);

    Task<Reply> Attachment(Guid id, HttpMethod? method = null) =>
        fixture.Call(scenario.Rasa, method ?? HttpMethod.Get, $"/cases/{scenario.Case}/attachments/{id}");

    Task<Reply> Remove(Guid exhibit) => fixture.Call(scenario.Rasa, HttpMethod.Delete, $"/cases/{scenario.Case}/exhibits/{exhibit}");

    [Fact]
    public async Task An_exhibit_is_taken_in_and_handed_over_with_every_hop_on_the_ledger()
    {
        await scenario.Opened();
        var (document, thing) = (await scenario.Exhibited(), await scenario.ExhibitedThing());
        (await scenario.HandOver(thing)).Is(HttpStatusCode.OK);
        (await scenario.HandOver(thing, new { from = "Kapitonas Vėtra", to = "Ekspertė Rūta", seal = (string?)null })).Is(HttpStatusCode.OK);

        var items = (await scenario.Exhibits()).Is(HttpStatusCode.OK).Items;
        Assert.Equal([thing, document], items.Select(item => item.GetProperty("id").GetGuid()));
        Assert.Equal(
            ("thing", Scenario.BagNumber, JsonValueKind.Null, JsonValueKind.Null),
            (items[0].GetProperty("kind").GetString(), items[0].GetProperty("bagNumber").GetString(), items[0].GetProperty("sha256").ValueKind,
                items[0].GetProperty("length").ValueKind));
        Assert.Equal(
            (Scenario.Label, Scenario.Place, Convert.ToHexStringLower(SHA256.HashData(Scenario.Words)), "TEXT", Scenario.Words.Length),
            (items[1].GetProperty("label").GetString(), items[1].GetProperty("place").GetString(), items[1].GetProperty("sha256").GetString(),
                items[1].GetProperty("mediaKind").GetString(), items[1].GetProperty("length").GetInt32()));
        Assert.Equal(
            [(0, Scenario.TakenBy, Scenario.Holder, "taken-in", null), (1, Scenario.Holder, "Kapitonas Vėtra", "Perduota tyrėjui", "Plomba 88"),
                (2, "Kapitonas Vėtra", "Ekspertė Rūta", "Perduota tyrėjui", null)],
            items[0].GetProperty("hops").EnumerateArray().Select(hop => (
                hop.GetProperty("number").GetInt32(), hop.GetProperty("from").GetString()!, hop.GetProperty("to").GetString()!,
                hop.GetProperty("purpose").GetString()!, hop.GetProperty("seal").GetString())));

        var records = await fixture.Query<Guid[]>("select array_agg(record_id order by number) from exhibit_hops where exhibit_id = $1", thing);
        foreach (var (record, verb) in records.Zip([Verbs.ExhibitAdded, Verbs.ExhibitHandedOver, Verbs.ExhibitHandedOver]))
            await fixture.Published<AuditRecorded>(a => a.RecordId == record && a.Verb == verb && a.Reference == scenario.LedgerReference
                && a.Related == thing && a.Commitment is not null);
    }

    [Fact]
    public async Task Of_two_who_hand_over_the_same_thing_at_once_the_second_sees_that_it_has_changed_hands()
    {
        await scenario.Opened();
        var thing = await scenario.ExhibitedThing();
        (await fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/exhibits/{thing}/hand-overs", new
        {
            from = "a", to = "b", at = DateTimeOffset.UtcNow, purpose = "c",
        })).Is(HttpStatusCode.PreconditionRequired);
        var seen = await scenario.VersionOf(thing);
        var both = await Task.WhenAll(scenario.HandOver(thing, seen: seen), scenario.HandOver(thing, new { to = "Ekspertė Rūta" }, seen));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed], both.Select(reply => reply.Status).Order());
        Assert.Equal(2, (await scenario.Exhibits()).Items.Single().GetProperty("hops").GetArrayLength());
        (await scenario.HandOver(thing)).Is(HttpStatusCode.OK); // on what there is now
    }

    [Fact]
    public async Task What_is_no_exhibit_is_refused_with_every_fault()
    {
        await scenario.Opened();
        var (text, health, other) = (
            await scenario.Attached(), await scenario.Attached(category: "Health"), await new Scenario(fixture).Opened());
        var foreign = await other.Attached();
        foreach (var (attachment, with, pointers) in new (Guid?, object, string[])[]
            {
                (null, new { }, ["/attachment"]), (Guid.NewGuid(), new { }, ["/attachment"]), (foreign, new { }, ["/attachment"]),
                (health, new { }, ["/attachment"]), (text, new { kind = "recording" }, ["/attachment"]), (text, new { kind = "letter" }, ["/kind"]),
                (text, new { bagNumber = "1" }, ["/bagNumber"]), (null, new { kind = "thing" }, ["/bagNumber"]),
                (text, new { kind = "thing", bagNumber = "1" }, ["/attachment"]),
                (text, new { label = " ", place = new string('a', 201), takenAt = DateTimeOffset.UtcNow.AddHours(1) },
                    ["/label", "/place", "/takenAt"]),
            })
            Assert.Equal(pointers, (await scenario.Take(attachment, with)).Is(HttpStatusCode.BadRequest).Pointers);
        Assert.Empty((await scenario.Exhibits()).Items);

        var exhibit = Scenario.Created(await scenario.Take(text));
        Assert.Equal("attachment-is-exhibit", (await scenario.Take(text)).Is(HttpStatusCode.Conflict).Problem);
        foreach (var (with, pointer) in new (object, string)[]
            {
                (new { purpose = "released" }, "/purpose"), (new { purpose = "taken-in" }, "/purpose"), (new { to = "" }, "/to"),
                (new { at = DateTimeOffset.UtcNow.AddHours(-4) }, "/at"), (new { at = DateTimeOffset.UtcNow.AddHours(1) }, "/at"),
            })
            Assert.Equal([pointer], (await scenario.HandOver(exhibit, with)).Is(HttpStatusCode.BadRequest).Pointers);
        (await other.HandOver(exhibit)).Is(HttpStatusCode.NotFound);
        Assert.Equal(1, await fixture.Query<long>("select count(*) from exhibit_hops where exhibit_id = $1", exhibit));
    }

    [Fact]
    public async Task Two_at_once_make_one_exhibit_of_one_attachment()
    {
        await scenario.Opened();
        var attachment = await scenario.Attached();
        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => scenario.Take(attachment)));
        Assert.Equal("201 409 409 409", string.Join(' ', replies.Select(reply => (int)reply.Status).Order()));
    }

    [Fact]
    public async Task An_attachment_stays_as_long_as_it_is_an_exhibit()
    {
        await scenario.Opened();
        var attachment = await scenario.Attached();
        var exhibit = Scenario.Created(await scenario.Take(attachment));
        Assert.Equal("attachment-is-exhibit", (await Attachment(attachment, HttpMethod.Delete)).Is(HttpStatusCode.Conflict).Problem);
        Assert.Equal(Scenario.Words, (await fixture.Download(scenario.Rasa, $"/cases/{scenario.Case}/attachments/{attachment}")).Content);
        (await Remove(exhibit)).Is(HttpStatusCode.NoContent);
        (await Remove(exhibit)).Is(HttpStatusCode.NotFound);
        (await Attachment(attachment, HttpMethod.Delete)).Is(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_picture_that_is_evidence_is_kept_as_it_came_with_its_place()
    {
        await scenario.Opened();
        byte[] png =
        [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0, .. "IHDR"u8, 0, 0, 0, 0,
            0, 0, 0, 8, .. "tEXt"u8, .. "54.6872N"u8, 0, 0, 0, 0, 0, 0, 0, 0, .. "IEND"u8, 0, 0, 0, 0, .. "after the end"u8,
        ];
        var exhibit = await scenario.Exhibited(png, new { kind = "picture" }, "image/png", "durys.png");
        var line = (await scenario.Exhibits()).Items.Single(item => item.GetProperty("id").GetGuid() == exhibit);
        Assert.Equal(
            (Convert.ToHexStringLower(SHA256.HashData(png)), png.Length),
            (line.GetProperty("sha256").GetString(), line.GetProperty("length").GetInt32()));
    }

    [Fact]
    public async Task What_is_marked_as_a_sexual_picture_of_a_child_is_opened_by_nobody_and_the_data_protection_officer_sees_that_it_is_so()
    {
        await scenario.Opened();
        var attachment = await scenario.Attached();
        var exhibit = Scenario.Created(await scenario.Take(attachment));
        Assert.Equal(["/toldWhom"], (await scenario.Isolate(exhibit, new { toldWhom = " " })).Is(HttpStatusCode.BadRequest).Pointers);
        Assert.Equal(Scenario.Words, (await fixture.Download(scenario.Rasa, $"/cases/{scenario.Case}/attachments/{attachment}")).Content);
        (await scenario.Isolate(exhibit)).Is(HttpStatusCode.OK);
        (await scenario.Isolate(exhibit)).Is(HttpStatusCode.OK);

        var shut = await Attachment(attachment);
        Assert.Equal((HttpStatusCode.Gone, "exhibit-isolated"), (shut.Status, shut.Problem));
        (await Attachment(attachment, HttpMethod.Delete)).Is(HttpStatusCode.Conflict);
        Assert.Equal("exhibit-in-use", (await Remove(exhibit)).Is(HttpStatusCode.Conflict).Problem);
        (await scenario.HandOver(exhibit)).Is(HttpStatusCode.OK); // the police fetch it
        Assert.Single(await fixture.Received<AuditRecorded>(a => a.Verb == Verbs.ExhibitIsolated && a.Related == exhibit, 1));

        var officer = Somebody(Roles.DataProtectionOfficer, scenario.Rasa.Partner);
        var seen = (await fixture.Get(officer, "/exhibits/isolated")).Is(HttpStatusCode.OK).Items.Single();
        Assert.Equal(
            (exhibit, scenario.LedgerReference, scenario.Rasa.Actor, 4),
            (seen.GetProperty("id").GetGuid(), seen.GetProperty("ledgerReference").GetGuid(), seen.GetProperty("isolatedBy").GetGuid(),
                seen.EnumerateObject().Count()));
        Assert.Empty((await fixture.Get(Somebody(Roles.DataProtectionOfficer), "/exhibits/isolated")).Items);
        (await fixture.Get(scenario.Rasa, "/exhibits/isolated")).Is(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_exhibit_that_was_ticked_stays_and_the_consent_says_which_were()
    {
        await scenario.Opened();
        await scenario.Met("LawEnforcement");
        var (ticked, other, isolated) = (await scenario.Exhibited(), await scenario.ExhibitedThing(), await scenario.Exhibited());
        (await scenario.Isolate(isolated)).Is(HttpStatusCode.OK);
        var foreign = await (await new Scenario(fixture).Opened()).ExhibitedThing();
        Assert.Equal(
            ["/exclusions/0/field", "/exhibits/1", "/exhibits/2"],
            (await scenario.AgreeToHandoff([ticked, isolated, foreign], new { exclusions = new[] { new { field = $"exhibit:{foreign}" } } }))
                .Is(HttpStatusCode.BadRequest).Pointers);
        var receipt = Scenario.Created(
            await scenario.AgreeToHandoff([ticked], new { exclusions = new[] { new { field = $"exhibit:{other}" } } }));
        var shown = (await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/consents")).Items.Single();
        Assert.Equal(
            (receipt, ticked), (shown.GetProperty("id").GetGuid(), shown.GetProperty("exhibits").EnumerateArray().Single().GetGuid()));
        Assert.Equal("exhibit-in-use", (await Remove(ticked)).Is(HttpStatusCode.Conflict).Problem);
        (await Remove(other)).Is(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_permit_for_a_handoff_says_how_many_exhibits_of_each_kind_would_go_and_not_which()
    {
        await scenario.Opened();
        await scenario.Met("LawEnforcement");
        Guid[] exhibits = [await scenario.Exhibited(), await scenario.Exhibited(), await scenario.Exhibited(), await scenario.ExhibitedThing()];
        Scenario.Created(await scenario.AgreeToHandoff(exhibits, new { exclusions = new[] { new { field = $"exhibit:{exhibits[0]}" } } }));
        Assert.Equal((2, 1), await Permitted());
        (await scenario.Isolate(exhibits[1])).Is(HttpStatusCode.OK);
        Assert.Equal((1, 1), await Permitted());
        // Asked for the name alone, none would go.
        var name = Scenario.Created(await scenario.AskForPermit(Codes.Handoff, Codes.Police, ["Name"]));
        var shown = (await fixture.Get(scenario.Rasa, $"/permits/{name}")).Is(HttpStatusCode.OK);
        Assert.Empty(fixture.Claims("permit+jwt", shown["permit"]).GetProperty("exhibits").EnumerateObject());

        async Task<(int Documents, int Things)> Permitted()
        {
            var given = (await scenario.AskForPermit(Codes.Handoff, Codes.Police, ["Name", Codes.Evidence])).Is(HttpStatusCode.Created);
            var claims = fixture.Claims("permit+jwt", given["permit"]);
            var again = await fixture.Get(scenario.Rasa, $"/permits/{given.Id}");
            Assert.True(JsonElement.DeepEquals(claims, fixture.Claims("permit+jwt", again["permit"])));
            Assert.Equal(Codes.Police, claims.GetProperty("part").GetString());
            var counts = claims.GetProperty("exhibits");
            return (counts.GetProperty("document").GetInt32(), counts.GetProperty("thing").GetInt32());
        }
    }

    [Fact]
    public async Task For_another_organisation_and_for_whom_the_case_is_not_there_is_none()
    {
        await scenario.Opened();
        var exhibit = await scenario.Exhibited();
        (await fixture.Put(scenario.Rasa, $"/cases/{scenario.Case}/audience", new { only = new[] { scenario.Rasa.Actor, Guid.NewGuid() } }, "\"1\""))
            .Is(HttpStatusCode.OK);
        foreach (var who in new[] { Somebody(), Somebody(partner: scenario.Rasa.Partner) })
            foreach (var reply in new[]
            {
                await fixture.Get(who, $"/cases/{scenario.Case}/exhibits"),
                await fixture.Call(who, HttpMethod.Delete, $"/cases/{scenario.Case}/exhibits/{exhibit}"),
                await fixture.Post(who, $"/cases/{scenario.Case}/exhibits/{exhibit}/isolate",
                    new { toldPoliceAt = DateTimeOffset.UtcNow, toldWhom = "a" }),
                await fixture.Post(who, $"/cases/{scenario.Case}/exhibits/{exhibit}/hand-overs",
                    new { from = "a", to = "b", at = DateTimeOffset.UtcNow, purpose = "c" }, "\"0\""),
            })
                Assert.Equal((HttpStatusCode.NotFound, "not-found"), (reply.Status, reply.Problem));
    }

    [Theory]
    [InlineData("delete from exhibit_hops where exhibit_id = $1 and number = 1")]
    [InlineData("update exhibit_hops set number = 3 - number + 10 where exhibit_id = $1 and number > 0")]
    [InlineData("update exhibit_hops a set sealed = b.sealed from exhibit_hops b where a.exhibit_id = $1 and b.exhibit_id = $1 and a.number + b.number = 3 and a.number > 0")]
    [InlineData("update exhibits set kind = 'recording' where exhibit_id = $1")]
    [InlineData("update exhibits set attachment_id = null where exhibit_id = $1")]
    public async Task A_chain_from_which_something_was_taken_or_moved_is_noticed(string tamper)
    {
        await scenario.Opened();
        var exhibit = await scenario.Exhibited();
        (await scenario.HandOver(exhibit)).Is(HttpStatusCode.OK);
        (await scenario.HandOver(exhibit)).Is(HttpStatusCode.OK);
        (await scenario.Exhibits()).Is(HttpStatusCode.OK);
        await fixture.Execute(tamper, exhibit);
        (await scenario.Exhibits()).Is(HttpStatusCode.InternalServerError);
    }

    [Fact]
    public async Task A_reserved_case_with_a_thing_was_worked_with_and_is_not_swept()
    {
        var rasa = scenario.Rasa;
        var reserved = Scenario.Created(await fixture.Post(rasa, "/cases", new { id = Guid.CreateVersion7(), fields = new { } }));
        Scenario.Created(await fixture.Post(rasa, $"/cases/{reserved}/exhibits", new
        {
            kind = "thing", label = "a", takenBy = "b", takenAt = DateTimeOffset.UtcNow, place = "c", holder = "d", bagNumber = "e",
        }));
        await fixture.Send(Routes.Reservations, new SweepCase(reserved, rasa.Id));
        await Eventually.Get(() => fixture.Query<bool>("select swept from reserved_cases where case_id = $1", reserved), seen => seen, "looked at");
        Assert.Single((await fixture.Get(rasa, $"/cases/{reserved}/exhibits")).Items);
    }
}
