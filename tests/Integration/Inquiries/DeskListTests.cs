using System.Net;
using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Inquiries;

/// <summary>Every list of the desk pages to its end, counts truly, and shows first what is most urgent and what is newest.</summary>
public sealed class DeskListTests(InquiriesFixture fixture) : IClassFixture<InquiriesFixture>
{
    /// <summary>All pages of a list.</summary>
    async Task<List<JsonElement>> All(Person who, string list)
    {
        var (all, cursor) = (new List<JsonElement>(), "");
        do
        {
            var page = (await fixture.Get(who, list + cursor)).Is(HttpStatusCode.OK);
            Assert.InRange(page.Items.Count, 0, 50);
            all.AddRange(page.Items);
            cursor = page.Body.GetProperty("next").GetString() is { } next
                ? $"{(list.Contains('?', StringComparison.Ordinal) ? '&' : '?')}cursor={next}"
                : "";
            Assert.Equal(page.Body.GetProperty("total").GetInt64(), (await fixture.Get(who, list)).Body.GetProperty("total").GetInt64());
        }
        while (cursor.Length > 0);
        Assert.Equal((await fixture.Get(who, list)).Body.GetProperty("total").GetInt64(), all.Count);
        Assert.Equal(all.Count, all.Select(Id).Distinct().Count());
        return all;
    }

    static Guid Id(JsonElement line) => line.GetProperty("id").GetGuid();

    /// <summary>So many more like the newest one, older than it: their ids are of the hour before.</summary>
    Task Multiply(string table, Guid hotline, int by) => fixture.Execute(
        $"""
        insert into {table} (correlation_id, version, data)
        select id, version, jsonb_set(jsonb_set(jsonb_set(data,
            array['correlationId'], to_jsonb(id)),
            array['data', 'openedAt'], to_jsonb(now() - interval '1 hour')),
            array['data', 'lastWordAt'], to_jsonb(now() - interval '1 hour'), false)
        from (select version, data from {table} where hotline = '{hotline}' order by correlation_id desc limit 1) one,
            (select (lpad(to_hex((extract(epoch from now()) * 1000)::bigint - 3600000 + n), 12, '0')
                    || '7000' || '8000' || lpad(to_hex(n), 12, '0'))::uuid as id
             from generate_series(1, {by}) n) ids
        """);

    [Fact]
    public async Task After_480_rooms_a_visitors_room_is_seen_first_and_every_room_can_be_reached()
    {
        var counsellor = await fixture.Counsellor("pl");
        await fixture.Room("pl");
        await Multiply("rooms", counsellor.Partner, 480);
        var token = await fixture.Room("pl", "Proszę o pomoc");
        var all = await All(counsellor, "/rooms?state=waiting");
        Assert.Equal(482, all.Count);
        Assert.Equal(all.Select(Id).OrderDescending(), all.Select(Id));

        // An older one in which the visitor is there comes before what is newer.
        var there = Id(all[300]);
        await fixture.Execute($"update rooms set came_back_at = now() where correlation_id = '{there}'");
        Assert.Equal(there, Id((await fixture.Get(counsellor, "/rooms?state=waiting")).Items[0]));
        Assert.Equal(482, (await All(counsellor, "/rooms?state=waiting")).Count);

        var theirs = Id((await fixture.Get(counsellor, "/rooms?state=waiting")).Items[1]);
        (await fixture.Post(counsellor, $"/rooms/{theirs}/take")).Is(HttpStatusCode.OK);
        Assert.Equal(theirs, Id(Assert.Single(await All(counsellor, "/rooms?state=mine"))));
        Assert.Empty(await All(counsellor, "/rooms?state=others"));
        Assert.Equal(theirs, Id(Assert.Single(await All(Somebody(Roles.Counsellor, counsellor.Partner), "/rooms?state=others"))));
        Assert.Equal("Attended", (await fixture.Visit(HttpMethod.Get, "/visitor/room", room: token))["state"]);
        (await fixture.Get(counsellor, "/rooms?state=waiting&cursor=nonsense")).Is(HttpStatusCode.BadRequest);
        (await fixture.Get(counsellor, "/rooms?state=nonsense")).Is(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_emergency_is_in_its_own_list_however_many_calls_came_after_it_and_in_no_other()
    {
        var counsellor = await fixture.Counsellor("lt");
        Task<Reply> Log(string callType) =>
            fixture.Post(counsellor, "/situations", new { channel = "telephone", callType, language = "lt", topic = "other" });
        var call = (await Log("about-self")).Is(HttpStatusCode.Created).Id;
        await Multiply("situations", counsellor.Partner, 70);
        var emergency = (await Log("emergency")).Is(HttpStatusCode.Created).Id;
        for (var i = 0; i < 3; i++)
            (await Log("about-self")).Is(HttpStatusCode.Created);

        Assert.Equal(emergency, Id(Assert.Single(await All(counsellor, "/situations?escalated=true"))));
        var others = await All(counsellor, "/situations?escalated=false");
        Assert.Equal(74, others.Count);
        Assert.DoesNotContain(others, line => Id(line) == emergency);
        Assert.Equal(others.Select(Id).OrderDescending(), others.Select(Id));
        Assert.Contains(others, line => Id(line) == call);
        Assert.Equal(75, (await All(counsellor, "/situations")).Count);
    }

    [Fact]
    public async Task Callbacks_page_with_the_first_due_first()
    {
        var counsellor = await fixture.Counsellor("lt");
        var situation = (await fixture.Post(counsellor, "/situations", new
        {
            channel = "telephone", callType = "about-self", language = "lt", topic = "other",
            safeContact = new { mayCall = true, mayLeaveMessage = false, timeZone = "Europe/Vilnius" },
        })).Is(HttpStatusCode.Created).Id;
        var soon = DateTimeOffset.UtcNow.AddHours(1);
        for (var i = 0; i < 60; i++)
            (await fixture.Post(counsellor, $"/situations/{situation}/callbacks", new { dueAt = soon.AddMinutes(i % 20) })).Is(HttpStatusCode.OK);
        var all = await All(counsellor, "/callbacks");
        Assert.Equal(60, all.Count);
        Assert.Equal(
            all.Select(c => c.GetProperty("dueAt").GetDateTimeOffset()).Order(), all.Select(c => c.GetProperty("dueAt").GetDateTimeOffset()));
    }
}
