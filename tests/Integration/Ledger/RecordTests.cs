using System.Net;
using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Ledger;

/// <summary>What is told is kept, once, and shown to those whose case it is.</summary>
public sealed class RecordTests(LedgerFixture fixture) : IClassFixture<LedgerFixture>
{
    readonly Person rasa = Somebody(), ieva = Somebody(Roles.ShelterManager);

    [Fact]
    public async Task Many_acts_that_come_more_than_once_are_kept_once_each_with_a_place_of_its_own()
    {
        const int Count = 510;
        var opened = await fixture.OpenedCase(rasa);
        var acts = Enumerable.Range(0, Count).Select(_ => LedgerFixture.Act(ieva, "disclosure-read", opened.Reference)).ToList();
        foreach (var act in acts)
        {
            var messageId = Guid.NewGuid();
            await fixture.Send(Routes.AuditRecords, act, messageId);
            if (act.RecordId.GetHashCode() % 3 == 0)
                await fixture.Send(Routes.AuditRecords, act, messageId); // the broker delivered it twice
            if (act.RecordId.GetHashCode() % 3 == 1)
                await fixture.Send(Routes.AuditRecords, act); // its sender told it twice
        }
        var last = await fixture.Recorded(ieva, "disclosure-read", opened.Reference);
        await fixture.Placed([.. acts.Select(act => act.RecordId)]);
        await Eventually.Get(() => fixture.Query<long>("select count(*) from pending"), seen => seen == 0, "nothing pending");

        Assert.Equal(Count + 2L, await fixture.Query<long>("select count(*) from audit_records where reference = $1", opened.Reference));
        Assert.Equal(0, await fixture.Query<long>("select max(index) + 1 - count(*) from leaves"));
        Assert.Equal(
            0,
            await fixture.Query<long>(
                "select count(*) from quarantine where convert_from(body, 'UTF8') like '%' || $1 || '%'", opened.Reference.ToString()));

        // Page after page, newest first, nothing twice and nothing left out. Each reading of the record is one more act in it.
        var shown = await Whole(opened.Reference, "");
        Assert.Equal(shown.OrderByDescending(a => a.GetProperty("at").GetDateTimeOffset()).Select(Id), shown.Select(Id));
        Assert.Equal(acts.Append(last).Select(a => a.RecordId).Order(), shown.Where(IsReading).Select(Id).Order());
        Assert.Equal("case-opened", shown[^1].GetProperty("verb").GetString());

        // As lines of a day: all of them, in one line for each person.
        var days = (await Whole(opened.Reference, "&dayIn=Europe/Vilnius")).Where(IsReading).ToList();
        Assert.Equal(Count + 1, days.Sum(a => a.GetProperty("times").GetInt64()));
        Assert.InRange(days.Count, 1, 2); // two where midnight fell between them
    }

    static Guid Id(JsonElement act) => act.GetProperty("recordId").GetGuid();

    static bool IsReading(JsonElement act) => act.GetProperty("verb").GetString() == "disclosure-read";

    async Task<List<JsonElement>> Whole(Guid reference, string query)
    {
        var shown = new List<JsonElement>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await fixture.Get(rasa, $"/references/{reference}/records?{cursor}{query}")).Is(HttpStatusCode.OK);
            shown.AddRange(page.Items);
            cursor = page["next"] is { Length: > 0 } next ? $"cursor={next}" : null;
        }
        return shown;
    }

    [Fact]
    public async Task Readings_of_one_person_are_one_line_a_day_in_the_readers_zone_and_other_acts_a_line_each()
    {
        var opened = await fixture.OpenedCase(rasa);
        // 21:30 and 22:30 UTC are one day in London and two in Vilnius.
        var evening = new DateTimeOffset(2026, 11, 20, 21, 30, 0, TimeSpan.Zero);
        foreach (var (who, verb, at) in new[]
        {
            (rasa, "case-read", evening), (rasa, "case-read", evening.AddHours(1)), (ieva, "case-read", evening.AddHours(1)),
            (rasa, "case-changed", evening), (rasa, "case-changed", evening.AddMinutes(1)),
        })
        {
            var act = LedgerFixture.Act(who, verb, opened.Reference) with { At = at };
            await fixture.Send(Routes.AuditRecords, act);
            await fixture.Placed(act.RecordId);
        }

        Assert.Equal(2, await Lines("case-changed", "Europe/London"));
        Assert.Equal(2, await Lines("case-read", "Europe/London")); // rasa's two in one, ieva's
        Assert.Equal(3, await Lines("case-read", "Europe/Vilnius"));
        (await fixture.Get(rasa, $"/references/{opened.Reference}/records?dayIn=Europe/Nowhere")).Is(HttpStatusCode.BadRequest);

        async Task<int> Lines(string verb, string zone) =>
            (await Whole(opened.Reference, $"&dayIn={zone}")).Count(a => a.GetProperty("verb").GetString() == verb);
    }

    [Fact]
    public async Task The_organisation_of_the_case_sees_what_was_done_with_it_and_all_that_belongs_to_it()
    {
        var opened = await fixture.OpenedCase(rasa);
        var (permit, referral) = (Guid.NewGuid(), Guid.NewGuid());
        await fixture.Recorded(rasa, "permit-given", permit, opened.Reference);
        await fixture.Recorded(rasa, "referral-offered", referral, permit);
        var read = await fixture.Recorded(ieva, "referral-accepted", referral);

        var record = await fixture.Record(rasa, opened.Reference);
        Assert.Equal(["referral-accepted", "referral-offered", "permit-given", "case-opened"], LedgerFixture.Verbs(record));
        var act = record.Items[0];
        Assert.Equal(
            (read.RecordId, ieva.Actor, ieva.Partner),
            (act.GetProperty("recordId").GetGuid(), act.GetProperty("actor").GetGuid(), act.GetProperty("partner").GetGuid()));
        Assert.Equal(await fixture.IndexOf(read), act.GetProperty("index").GetInt64());
        (await fixture.Get(rasa.As(Roles.DataProtectionOfficer), $"/references/{opened.Reference}/records")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_reads_the_record_stands_in_it()
    {
        var opened = await fixture.OpenedCase(rasa);
        await fixture.Record(rasa, opened.Reference);
        var seen = await Eventually.Get(
            () => fixture.Record(rasa, opened.Reference), record => LedgerFixture.Verbs(record).Contains("record-read"),
            $"the reading; log: {fixture.Output}");
        var reading = seen.Items.First(a => a.GetProperty("verb").GetString() == "record-read");
        Assert.Equal((rasa.Actor, "ledger"), (reading.GetProperty("actor").GetGuid(), reading.GetProperty("service").GetString()));
    }

    [Fact]
    public async Task To_everybody_else_the_case_is_not_there()
    {
        var opened = await fixture.OpenedCase(rasa);
        await fixture.Recorded(ieva, "case-opened", opened.Reference); // too late to make it Ieva's
        await fixture.Recorded(ieva, "disclosure-read", opened.Reference);
        var unknown = (await fixture.Get(rasa, $"/references/{Guid.NewGuid()}/records")).Is(HttpStatusCode.NotFound);

        foreach (var other in new[]
        {
            ieva, ieva.As(Roles.Caseworker), Somebody(), rasa.As(Roles.Administrator),
            Somebody(Roles.DataProtectionOfficer)
        })
        {
            var reply = (await fixture.Get(other, $"/references/{opened.Reference}/records")).Is(HttpStatusCode.NotFound);
            Assert.Equal(unknown["detail"], reply["detail"]);
        }
        Assert.Equal(
            0, await fixture.Query<long>("select count(*) from audit_records where reference = $1 and verb = 'record-read'", opened.Reference));
    }

    [Fact]
    public async Task Another_case_that_hangs_on_the_same_reference_is_not_shown()
    {
        var (mine, theirs, shared) = (await fixture.OpenedCase(rasa), await fixture.OpenedCase(ieva), Guid.NewGuid());
        await fixture.Recorded(rasa, "referral-offered", shared, mine.Reference);
        await fixture.Recorded(ieva, "referral-linked", shared, theirs.Reference);
        await fixture.Recorded(ieva, "case-read", theirs.Reference);

        var verbs = LedgerFixture.Verbs(await fixture.Record(rasa, mine.Reference)).ToList();
        Assert.Contains("referral-offered", verbs);
        Assert.DoesNotContain("case-read", verbs);
    }

    [Fact]
    public async Task An_act_told_again_with_other_facts_is_set_aside_and_the_first_stands()
    {
        var opened = await fixture.OpenedCase(rasa);
        var messageId = Guid.NewGuid();
        await fixture.Send(Routes.AuditRecords, opened with { Actor = ieva.Actor }, messageId);
        Assert.StartsWith("refused ANOTHER_RECORD", await fixture.Quarantined(messageId), StringComparison.Ordinal);
        Assert.Equal(rasa.Actor, await fixture.Query<Guid>("select actor from audit_records where record_id = $1", opened.RecordId));
    }

    [Fact]
    public async Task What_is_no_act_goes_to_quarantine_with_its_reason()
    {
        var (torn, forged) = (Guid.NewGuid(), Guid.NewGuid());
        await fixture.Send(Routes.AuditRecords, LedgerFixture.Act(rasa, "read\nwritten", Guid.NewGuid()), torn);
        await fixture.Send(Routes.AuditRecords, new StopReceiptDue(Guid.NewGuid()), forged);
        Assert.StartsWith("refused MALFORMED_RECORD", await fixture.Quarantined(torn), StringComparison.Ordinal);
        Assert.StartsWith("unknown-type", await fixture.Quarantined(forged), StringComparison.Ordinal);
    }

    [Fact]
    public Task A_forged_expired_or_foreign_token_opens_nothing() => fixture.RefusesBadTokens(rasa, "/head");
}
