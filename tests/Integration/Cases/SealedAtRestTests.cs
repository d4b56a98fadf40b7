using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Cases;

/// <summary>What lies in the two databases, and what is left when a key, a row or a commit is not where it should be.</summary>
public sealed class SealedAtRestTests(CasesFixture fixture) : IClassFixture<CasesFixture>
{
    Scenario New() => new(fixture);

    [Fact]
    public async Task No_word_of_a_person_stands_in_any_table_of_either_database()
    {
        var scenario = await New().Released("NGO");
        await scenario.Read();
        const string note = "Žibuoklė will wait at the blue door";
        Scenario.Created(await fixture.Post(
            scenario.Ieva, "/notes", new { conversation = "referral", conversationId = scenario.Referral, text = note }));
        Scenario.Created(await fixture.Post(scenario.Rasa, "/drafts", new { content = new { name = Scenario.FirstName } }));
        var handedOff = New();
        var exhibits = await handedOff.HandedOff();
        (await handedOff.HandOver(exhibits[1])).Is(HttpStatusCode.OK);
        (await handedOff.Isolate(exhibits[0])).Is(HttpStatusCode.OK);
        (await handedOff.Read()).Is(HttpStatusCode.OK);
        string[] canaries =
        [
            .. Scenario.Fields.Values.OfType<string>(), "Ąžuolas Vertėjas", note, "Žibuoklė", "Öykü", Scenario.Label, Scenario.Holder, Scenario.Place,
            Scenario.TakenBy, Scenario.BagNumber, "Vėtra", "Plomba 88", "pokalbis", Encoding.UTF8.GetString(Scenario.Words),
        ];

        // A search that finds nothing proves nothing until it has found what was put there for it.
        await fixture.Execute("create table control (a text, b bytea, c jsonb, d text)");
        await fixture.Execute(
            "insert into control values ($1, $2, to_jsonb($1), $3)", "Öykü",
            Encoding.UTF8.GetBytes(note), Convert.ToBase64String(Encoding.UTF8.GetBytes(Scenario.Telephone)));
        var found = await Leaks(fixture.Database, canaries);
        Assert.Contains(("control", "Öykü"), found);
        Assert.Contains(("control", note), found);
        Assert.Contains(("control", Scenario.Telephone), found);
        Assert.All(found, leak => Assert.Equal("control", leak.Table));
        await fixture.Execute("drop table control");
        Assert.Empty(await Leaks(fixture.Keys, canaries));
        Assert.DoesNotContain(canaries, c => fixture.Output.Contains(c, StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_its_key_is_destroyed_a_case_with_all_that_hangs_on_it_is_gone()
    {
        var scenario = await New().Released();
        var note = Scenario.Created(await fixture.Post(
            scenario.Ieva, "/notes", new { conversation = "referral", conversationId = scenario.Referral, text = "Arrived." }));
        await Destroy("Case", scenario.Case);
        await Destroy("Disclosure", scenario.Disclosure);

        var answers = new[]
        {
            await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}"),
            await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/consents"),
            await fixture.Put(scenario.Rasa, $"/cases/{scenario.Case}", new { fields = new { } }, "\"1\""),
            await fixture.Get(scenario.Rasa, $"/notes/{note}"),
            await scenario.Read(),
        };
        Assert.All(answers, a => Assert.Equal((HttpStatusCode.Gone, "erased"), (a.Status, a.Problem)));
        var request = await scenario.Ask();
        Assert.Equal("ERASED", (await fixture.Published<ReleaseRefused>(m => m.RequestId == request)).Reason);
    }

    [Theory]
    [InlineData("update case_contents a set sealed = b.sealed from case_contents b where a.case_id = $1 and a.category = 'Name' and b.case_id = $1 and b.category = 'Health'")]
    [InlineData("update case_contents a set sealed = b.sealed from case_contents b where a.case_id = $1 and a.category = 'Name' and b.case_id = $2 and b.category = 'Name'")]
    [InlineData("update case_contents set version = version + 1 where case_id = $1 and case_id <> $2")]
    [InlineData("update case_contents set sealed = set_byte(sealed, length(sealed) - 1, get_byte(sealed, length(sealed) - 1) # 1) where case_id = $1 and case_id <> $2")]
    public async Task What_is_moved_to_another_case_category_or_version_does_not_open(string tamper)
    {
        var (one, other) = (await New().Opened(), await New().Opened());
        await fixture.Execute(tamper, one.Case, other.Case);
        var reply = (await fixture.Get(one.Rasa, $"/cases/{one.Case}")).Is(HttpStatusCode.InternalServerError);
        Assert.DoesNotContain(Scenario.FirstName, reply.Text, StringComparison.Ordinal);
        (await fixture.Get(other.Rasa, $"/cases/{other.Case}")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_wrapped_key_put_in_the_place_of_another_does_not_open()
    {
        var (one, other) = (await New().Opened(), await New().Opened());
        await Execute(
            fixture.Keys, "update keys a set wrapped = b.wrapped, owner = b.owner from keys b where a.id = $1 and b.id = $2", one.Case, other.Case);
        (await fixture.Get(one.Rasa, $"/cases/{one.Case}")).Is(HttpStatusCode.InternalServerError);
    }

    [Fact]
    public async Task What_cannot_be_recorded_is_not_answered()
    {
        var scenario = await New().Released();
        await fixture.Execute("alter table outbox add constraint no_acts check (exchange <> 'ledger.audit-records') not valid");
        try
        {
            foreach (var reply in new[]
            {
                await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}"), await scenario.Read(),
                await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/consents")
            })
            {
                reply.Is(HttpStatusCode.InternalServerError);
                Assert.DoesNotContain("زهرة", reply.Text, StringComparison.Ordinal);
            }
        }
        finally
        {
            await fixture.Execute("alter table outbox drop constraint no_acts");
        }
        (await scenario.Read()).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_crash_between_the_two_databases_leaves_a_key_that_the_sweep_takes_and_nothing_else()
    {
        var rasa = Somebody();
        var kept = Scenario.Created(await fixture.Post(rasa, "/cases", new { fields = Scenario.Fields }));
        var draft = Scenario.Created(await fixture.Post(rasa, "/drafts", new { content = 1 }));
        // The commit fails after the key was written: what a kill at that moment leaves.
        await fixture.Execute("alter table cases add constraint no_more check (owner <> '" + rasa.Partner + "') not valid");
        (await fixture.Post(rasa, "/cases", new { fields = Scenario.Fields })).Is(HttpStatusCode.InternalServerError);
        await fixture.Execute("alter table cases drop constraint no_more");
        Assert.Equal(1, await fixture.Query<long>("select count(*) from cases where owner = $1", rasa.Partner));
        Assert.Equal(3, await fixture.CountKeys(rasa.Partner));

        await using var keys = new KeyDatabase(fixture.KeyDatabase);
        using (var early = new KeySweep(keys, fixture.Database, CaseKeys.All, new At(DateTimeOffset.UtcNow), NullLogger<KeySweep>.Instance))
            await early.Sweep(CancellationToken.None);
        Assert.Equal(3, await fixture.CountKeys(rasa.Partner)); // too young: it may still be committed
        using (var late = new KeySweep(
            keys, fixture.Database, CaseKeys.All,
            new At(DateTimeOffset.UtcNow + KeySweep.Grace + TimeSpan.FromMinutes(1)), NullLogger<KeySweep>.Instance))
        {
            Assert.True(await late.Sweep(CancellationToken.None) >= 1);
            Assert.Equal(2, await fixture.CountKeys(rasa.Partner));
            Assert.Equal(0, await late.Sweep(CancellationToken.None));
        }
        (await fixture.Get(rasa, $"/cases/{kept}")).Is(HttpStatusCode.OK);
        (await fixture.Get(rasa, $"/drafts/{draft}")).Is(HttpStatusCode.OK);
    }

    Task Destroy(string kind, Guid id) => Execute(fixture.Keys, "delete from keys where kind = $1 and id = $2", kind, id);

    /// <summary>
    /// Every row of every table as text, with bytea in hex: looked through for each canary raw, JSON-escaped, and in UTF-8, UTF-16, hex and base64.
    /// </summary>
    internal static async Task<List<(string Table, string Canary)>> Leaks(NpgsqlDataSource database, IReadOnlyList<string> canaries)
    {
        var found = new List<(string, string)>();
        var tables = await Column(database, "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = 'public'");
        Assert.NotEmpty(tables);
        foreach (var table in tables)
        {
            var rows = await Column(database, $"select row_to_json(t)::text || t::text from {table} t");
            found.AddRange(
                from canary in canaries
                where Spellings(canary).Any(s => rows.Exists(row => row.Contains(s, StringComparison.OrdinalIgnoreCase)))
                select (table.Split('.')[1], canary));
        }
        return found;
    }

    static IEnumerable<string> Spellings(string canary)
    {
        yield return canary;
        yield return System.Text.Json.JsonSerializer.Serialize(canary).Trim('"');
        foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            var bytes = encoding.GetBytes(canary);
            yield return Convert.ToHexString(bytes);
            yield return Convert.ToBase64String(bytes).TrimEnd('=')[..^2]; // the last letters depend on what follows
        }
    }

    static async Task<List<string>> Column(NpgsqlDataSource database, string sql)
    {
        var values = new List<string>();
        await using var command = database.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            values.Add(rows.GetString(0));
        return values;
    }

    sealed class At(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
