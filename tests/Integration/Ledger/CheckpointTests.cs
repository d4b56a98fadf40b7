using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Proofs;

namespace ReferralNetwork.Tests.Integration.Ledger;

/// <summary>What the ledger answers can be checked later, without it.</summary>
public sealed class CheckpointTests(LedgerFixture fixture) : IClassFixture<LedgerFixture>
{
    readonly Person rasa = Somebody(), officer = Somebody(Roles.Caseworker);

    [Fact]
    public async Task A_head_is_signed_with_the_ledgers_own_key()
    {
        await fixture.OpenedCase(rasa);
        var head = (await fixture.Get(rasa, "/head")).Is(HttpStatusCode.OK);
        var checkpoint = Checkpoint(head);
        Assert.Equal(
            (head.Body.GetProperty("size").GetInt64(), head["root"], head.Body.GetProperty("at").GetDateTimeOffset().ToUnixTimeSeconds()),
            (checkpoint.GetProperty("size").GetInt64(), checkpoint.GetProperty("root").GetString(), checkpoint.GetProperty("at").GetInt64()));

        var keys = (await fixture.Get(rasa, "/keys")).Is(HttpStatusCode.OK).Body.GetProperty("keys").EnumerateArray().ToList();
        Assert.Equal(["ledger"], keys.Select(key => key.GetProperty("use").GetString()));
        Assert.Equal(Key.Id, keys[0].GetProperty("jwk").GetProperty("kid").GetString());
        Assert.NotEqual(Key.Id, new SigningKey(fixture.SigningKeyFile).Id);
    }

    [Fact]
    public async Task A_proof_leads_to_the_checkpoint_that_comes_with_it()
    {
        var act = await fixture.OpenedCase(rasa);
        var proof = (await fixture.Get(rasa, $"/proof?index={await fixture.IndexOf(act)}")).Is(HttpStatusCode.OK);
        var checkpoint = Checkpoint(proof);
        Assert.Equal(
            (proof.Body.GetProperty("size").GetInt64(), proof["root"]),
            (checkpoint.GetProperty("size").GetInt64(), checkpoint.GetProperty("root").GetString()));
    }

    [Fact]
    public async Task Many_records_are_proved_against_one_checkpoint_to_whoever_has_what_they_commit_to()
    {
        var acts = await Committed(12);
        var asked = acts.AsEnumerable().Reverse().ToList();
        var reply = (await Prove(officer, [.. asked])).Is(HttpStatusCode.OK);
        var checkpoint = Checkpoint(reply);
        var (size, root) = (checkpoint.GetProperty("size").GetInt64(), Convert.FromHexString(checkpoint.GetProperty("root").GetString()!));

        var records = reply.Body.GetProperty("records").EnumerateArray().ToList();
        Assert.Equal(asked.Select(act => act.RecordId), records.Select(record => record.GetProperty("id").GetGuid()));
        Assert.All(records.Zip(asked), one => Assert.True(MerkleTree.VerifyInclusion(
            MerkleTree.LeafHash(Read(one.First).Entry()), one.First.GetProperty("index").GetInt64(), size,
            [.. one.First.GetProperty("path").EnumerateArray().Select(hex => Convert.FromHexString(hex.GetString()!))], root)));
        Assert.All(records.Zip(asked), one => Assert.Equal(AuditRecord.From(one.Second), Read(one.First)));
    }

    [Fact]
    public async Task A_records_id_alone_opens_nothing()
    {
        var (mine, other) = (await Committed(1), await Committed(1));
        (await Prove(officer, mine[0])).Is(HttpStatusCode.OK);
        (await Prove(rasa, mine[0] with { Commitment = other[0].Commitment })).Is(HttpStatusCode.NotFound);
        (await Prove(rasa, mine[0], other[0] with { Commitment = mine[0].Commitment })).Is(HttpStatusCode.NotFound);
        (await Prove(rasa, (await fixture.OpenedCase(rasa)) with { Commitment = "" })).Is(HttpStatusCode.NotFound);
        (await Prove(rasa, mine[0] with { RecordId = Guid.NewGuid() })).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_asks_for_nothing_too_much_or_something_twice_is_refused()
    {
        var act = (await Committed(1))[0];
        (await Prove(rasa)).Is(HttpStatusCode.BadRequest);
        (await Prove(rasa, act, act)).Is(HttpStatusCode.BadRequest);
        (await Prove(rasa, [.. Enumerable.Range(0, 501).Select(_ => act with { RecordId = Guid.NewGuid() })])).Is(HttpStatusCode.BadRequest);
        (await fixture.Post(rasa, "/proofs", new { records = new[] { new { act.RecordId } } })).Is(HttpStatusCode.BadRequest);
        (await fixture.Post(rasa, "/proofs", new { records = Array.Empty<object>(), all = true })).Is(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_tree_that_does_not_give_its_root_is_not_signed_for()
    {
        var act = (await Committed(1))[0];
        var hash = await fixture.Query<byte[]>("select hash from leaves where record_id = $1", act.RecordId);
        await Change(act, "sha256(hash)");
        (await Prove(rasa, act)).Is(HttpStatusCode.InternalServerError);
        (await fixture.Get(rasa, $"/proof?index={await fixture.IndexOf(act)}")).Is(HttpStatusCode.InternalServerError);
        await Change(act, $"'\\x{Convert.ToHexString(hash)}'");
        (await Prove(rasa, act)).Is(HttpStatusCode.OK);
    }

    Task Change(AuditRecorded act, string hash) => fixture.Execute(
        $"""
        alter table leaves disable trigger append_only;
        update leaves set hash = {hash} where record_id = '{act.RecordId}';
        alter table leaves enable trigger append_only
        """);

    SigningKey Key => new(fixture.CheckpointKeyFile);

    JsonElement Checkpoint(Reply reply) => JsonSerializer.Deserialize<JsonElement>(Key.Verify("checkpoint+jwt", reply["checkpoint"]));

    async Task<List<AuditRecorded>> Committed(int count)
    {
        var acts = Enumerable.Range(0, count)
            .Select(_ => LedgerFixture.Act(rasa, "disclosure-read", Guid.NewGuid()) with
            {
                Commitment = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            }).ToList();
        foreach (var act in acts)
            await fixture.Send(Routes.AuditRecords, act);
        await fixture.Placed([.. acts.Select(act => act.RecordId)]);
        return acts;
    }

    Task<Reply> Prove(Person who, params AuditRecorded[] acts) =>
        fixture.Post(who, "/proofs", new { records = acts.Select(act => new { act.RecordId, act.Commitment }) });

    static AuditRecord Read(JsonElement record)
    {
        Guid? Id(string name) => record.GetProperty(name) is { ValueKind: JsonValueKind.String } id ? id.GetGuid() : null;
        string? Text(string name) => record.GetProperty(name).GetString();
        return new AuditRecord(
            Id("id")!.Value, Id("actor")!.Value, Id("partner"), Text("service")!, Text("verb")!, Id("reference")!.Value, Id("related"),
            record.GetProperty("at").GetDateTimeOffset(), Text("commitment"));
    }
}
