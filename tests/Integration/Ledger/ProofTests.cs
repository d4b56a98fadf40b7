using System.Net;
using Npgsql;
using ReferralNetwork.Contracts;
using ReferralNetwork.Proofs;

namespace ReferralNetwork.Tests.Integration.Ledger;

/// <summary>What stands in the ledger cannot be changed unnoticed.</summary>
public sealed class ProofTests(LedgerFixture fixture) : IClassFixture<LedgerFixture>
{
    readonly Person rasa = Somebody(), auditor = Somebody(Roles.DataProtectionOfficer);

    static byte[] Bytes(System.Text.Json.JsonElement hex) => Convert.FromHexString(hex.GetString()!);

    static List<byte[]> Path(Reply proof) => [.. proof.Body.GetProperty("path").EnumerateArray().Select(Bytes)];

    [Fact]
    public async Task An_act_is_proved_to_be_in_the_tree_by_its_own_words()
    {
        var act = await fixture.OpenedCase(rasa);
        await fixture.OpenedCase(rasa);
        var index = await fixture.IndexOf(act);

        var proof = (await fixture.Get(rasa, $"/proof?index={index}")).Is(HttpStatusCode.OK);
        var (size, root) = (proof.Body.GetProperty("size").GetInt64(), Bytes(proof.Body.GetProperty("root")));
        Assert.True(MerkleTree.VerifyInclusion(MerkleTree.LeafHash(LedgerFixture.Entry(act)), index, size, Path(proof), root));
        Assert.False(
            MerkleTree.VerifyInclusion(MerkleTree.LeafHash(LedgerFixture.Entry(act with { Verb = "case-read" })), index, size, Path(proof), root));
        (await fixture.Get(rasa, $"/proof?index={size + 100}")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_newer_head_is_proved_to_have_only_been_added_to()
    {
        await fixture.OpenedCase(rasa);
        var before = await fixture.Get(rasa, "/head");
        await fixture.OpenedCase(rasa);
        var now = await fixture.Get(rasa, "/head");
        var (from, to) = (before.Body.GetProperty("size").GetInt64(), now.Body.GetProperty("size").GetInt64());
        Assert.True(from < to);

        var proof = (await fixture.Get(rasa, $"/consistency?from={from}&to={to}")).Is(HttpStatusCode.OK);
        Assert.True(MerkleTree.VerifyConsistency(from, to, Bytes(before.Body.GetProperty("root")), Bytes(now.Body.GetProperty("root")), Path(proof)));
        (await fixture.Get(rasa, $"/consistency?from=0&to={to}")).Is(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("update audit_records set verb = 'nothing'")]
    [InlineData("delete from audit_records")]
    [InlineData("truncate audit_records cascade")]
    [InlineData("update leaves set hash = sha256('')")]
    [InlineData("delete from leaves")]
    [InlineData("truncate leaves")]
    [InlineData("update heads set root = sha256('')")]
    [InlineData("delete from heads")]
    [InlineData("truncate heads")]
    public async Task Nothing_is_changed_or_taken_away(string sql)
    {
        await fixture.OpenedCase(rasa);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => fixture.Execute(sql));
        Assert.Equal(PostgresErrorCodes.RestrictViolation, refused.SqlState);
    }

    [Theory]
    [InlineData("audit_records", "verb = 'case-read'", "verb = 'case-opened'", "The record is not the one that was made.")]
    [InlineData("audit_records", "related = record_id", "related = null", "The record is not the one that was made.")]
    [InlineData("leaves", "hash = sha256(hash)", null, "The record is not the one that was made.")]
    public async Task What_was_changed_behind_the_guard_is_found_at_its_place(string table, string change, string? back, string finding)
    {
        await fixture.OpenedCase(rasa);
        var changed = await fixture.OpenedCase(rasa);
        await fixture.OpenedCase(rasa);
        Assert.Equal("True", (await Verify())["sound"]);

        var original = await fixture.Query<byte[]>("select hash from leaves where record_id = $1", changed.RecordId);
        await BehindTheGuard(table, change, changed.RecordId);
        var verdict = await Verify();
        Assert.Equal(
            ("False", await fixture.IndexOf(changed), finding),
            (verdict["sound"], verdict.Body.GetProperty("firstWrongIndex").GetInt64(), verdict["finding"]));

        await BehindTheGuard(table, back ?? $"hash = '\\x{Convert.ToHexString(original)}'", changed.RecordId);
        Assert.Equal("True", (await Verify())["sound"]);
    }

    [Fact]
    public async Task An_act_that_was_slipped_in_without_a_place_is_found()
    {
        var smuggled = Guid.NewGuid();
        await fixture.Execute(
            $"insert into audit_records values ('{smuggled}', '{Guid.NewGuid()}', null, 'cases', 'case-read', '{Guid.NewGuid()}', null, now(), null)"
        );
        Assert.Equal("False", (await Verify())["sound"]);
        await fixture.Execute($"insert into pending (record_id) values ('{smuggled}')");
        await fixture.Placed(smuggled);
        Assert.Equal("True", (await Verify())["sound"]);
    }

    [Fact]
    public async Task A_tree_that_was_rewritten_whole_is_found_by_a_head_kept_elsewhere()
    {
        await fixture.OpenedCase(rasa);
        var head = await fixture.Get(rasa, "/head");
        var kept = new { size = head.Body.GetProperty("size").GetInt64(), root = head["root"] };
        Assert.Equal("True", (await Verify(kept))["sound"]);
        Assert.Equal("False", (await Verify(kept with { root = new string('a', 64) }))["sound"]);
        Assert.Equal("False", (await Verify(kept with { size = kept.size + 1000 }))["sound"]);
        (await fixture.Post(auditor, "/verify", kept with { root = "short" })).Is(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Only_auditors_and_administrators_have_the_ledger_verified()
    {
        await fixture.OpenedCase(rasa);
        foreach (var role in Roles.CaseRoles)
            (await fixture.Post(rasa.As(role), "/verify")).Is(HttpStatusCode.Forbidden);
        (await fixture.Post(rasa.As(Roles.Administrator), "/verify")).Is(HttpStatusCode.OK);
        var verified = (await fixture.Post(auditor, "/verify")).Is(HttpStatusCode.OK);
        await Eventually.Get(
            () => fixture.Query<long>("select count(*) from audit_records where reference = $1 and verb = 'ledger-verified'", verified.Id),
            seen => seen == 1, "the verification on the ledger");
    }

    async Task<Reply> Verify(object? known = null) => (await fixture.Post(auditor, "/verify", known)).Is(HttpStatusCode.OK);

    /// <summary>What somebody with the database in their hands could do.</summary>
    Task BehindTheGuard(string table, string change, Guid act) => fixture.Execute(
        $"alter table {table} disable trigger append_only; update {table} set {change} where record_id = '{act}'; alter table {table} enable trigger append_only");
}
