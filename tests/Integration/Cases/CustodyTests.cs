using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using ReferralNetwork.Cases.Exhibits;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Cases;

/// <summary>What a recipient confirms, and what proves a handoff to somebody who trusts neither side.</summary>
public sealed class CustodyTests(CasesFixture fixture) : IClassFixture<CasesFixture>
{
    static readonly string HashOfWords = Convert.ToHexStringLower(SHA256.HashData(Scenario.Words));

    readonly Scenario scenario = new(fixture);

    Task<Reply> Confirm(params object[] items) => ConfirmAs(scenario.Ieva, items);

    Task<Reply> ConfirmAs(Person who, object[] items, string? key = null) =>
        fixture.Post(who, $"/disclosures/{scenario.Disclosure}/receipts", new { items }, key: key);

    Task<Reply> Custody(Person who) => fixture.Get(who, $"/disclosures/{scenario.Disclosure}/custody");

    [Fact]
    public async Task A_recipient_confirms_the_file_and_each_exhibit_once_and_each_receipt_is_a_token_that_a_service_checks_offline()
    {
        var exhibits = await scenario.HandedOff();
        var key = Guid.NewGuid().ToString();
        object[] items =
        [
            new { sha256 = scenario.Said.FileSha256 }, new { exhibit = exhibits[0], sha256 = HashOfWords.ToUpperInvariant() },
            new { exhibit = exhibits[1], seal = "intact" },
        ];
        var given = (await ConfirmAs(scenario.Ieva, items, key)).Is(HttpStatusCode.Created);
        var receipts = given.Body.GetProperty("receipts").EnumerateArray().ToArray();
        Assert.Equal(
            [(JsonValueKind.Null, true), (JsonValueKind.String, true), (JsonValueKind.String, true)],
            receipts.Select(receipt => (receipt.GetProperty("exhibit").ValueKind, receipt.GetProperty("matches").GetBoolean())));

        using var network = ECDsa.Create();
        network.ImportFromPem(await File.ReadAllTextAsync(fixture.SigningKeyFile));
        var tokens = new NetworkTokens([PemKeys.WithThumbprint(network)]);
        foreach (var (receipt, exhibit) in receipts.Zip(new Guid?[] { null, exhibits[0], exhibits[1] }))
        {
            var token = receipt.GetProperty("token").GetString()!;
            var (read, fault) = await tokens.CheckReceipt(token, Conversations.Referral, scenario.Referral, new(scenario.Shelter));
            Assert.Null(fault);
            Assert.Equal((scenario.Disclosure, exhibit, true), (read!.DisclosureId, read.Exhibit, read.Matches));
            foreach (var (conversation, id, by) in new[]
                {
                    (Conversations.Return, scenario.Referral, scenario.Shelter), (Conversations.Referral, Guid.NewGuid(), scenario.Shelter),
                    (Conversations.Referral, scenario.Referral, scenario.Rasa.Partner),
                })
                Assert.Equal("/receipt", (await tokens.CheckReceipt(token, conversation, id, new(by))).Fault?.Pointer);
        }
        Assert.Equal(
            "/receipt",
            (await tokens.CheckReceipt(
                (await fixture.Get(scenario.Rasa, $"/permits/{scenario.Permit}"))["permit"], Conversations.Referral, scenario.Referral,
                new(scenario.Shelter))).Fault?.Pointer);

        (await ConfirmAs(scenario.Ieva, items, key)).Is(HttpStatusCode.Created);
        foreach (var item in items)
            Assert.Equal("receipt-given", (await Confirm(item)).Is(HttpStatusCode.Conflict).Problem);
        Assert.Equal(3, await fixture.Query<long>("select count(*) from custody_receipts where disclosure_id = $1", scenario.Disclosure));
        foreach (var related in exhibits.Append(scenario.Disclosure))
            await fixture.Published<AuditRecorded>(a => a.Verb == Verbs.CustodyReceiptGiven && a.Reference == scenario.LedgerReference
                && a.Related == related && a.Actor == scenario.Ieva.Actor && a.Commitment is not null);
    }

    [Fact]
    public async Task What_differs_is_recorded_as_different_and_not_refused()
    {
        var exhibits = await scenario.HandedOff();
        var other = new string('a', 64);
        var given = (await Confirm(
            new { sha256 = other }, new { exhibit = exhibits[0], sha256 = other }, new { exhibit = exhibits[1], seal = "broken" }))
            .Is(HttpStatusCode.Created);
        foreach (var receipt in given.Body.GetProperty("receipts").EnumerateArray())
        {
            Assert.False(receipt.GetProperty("matches").GetBoolean());
            Assert.False(fixture.Claims("custody-receipt+jwt", receipt.GetProperty("token").GetString()!).GetProperty("matches").GetBoolean());
        }
        Assert.Equal(
            3, await fixture.Query<long>("select count(*) from custody_receipts where disclosure_id = $1 and not matches", scenario.Disclosure));
        Assert.All((await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/exhibits")).Items, exhibit =>
        {
            var told = exhibit.GetProperty("receipts").EnumerateArray().Single();
            Assert.Equal(
                (scenario.Disclosure, scenario.Ieva.Partner, false),
                (told.GetProperty("disclosureId").GetGuid(), told.GetProperty("by").GetGuid(), told.GetProperty("matches").GetBoolean()));
        });
    }

    [Fact]
    public async Task A_receipt_that_is_none_is_refused_with_every_fault_and_nothing_is_kept()
    {
        var exhibits = await scenario.HandedOff();
        foreach (var (items, pointers) in new (object[], string[])[]
            {
                ([], ["/items"]),
                ([new { exhibit = Guid.NewGuid(), sha256 = HashOfWords }], ["/items/0/exhibit"]),
                ([new { exhibit = exhibits[0] }], ["/items/0/sha256"]), ([new { exhibit = exhibits[0], sha256 = "ab" }], ["/items/0/sha256"]),
                ([new { exhibit = exhibits[0], sha256 = HashOfWords, seal = "intact" }], ["/items/0/seal"]),
                ([new { exhibit = exhibits[1], sha256 = HashOfWords }], ["/items/0/sha256", "/items/0/seal"]),
                ([new { exhibit = exhibits[1], seal = "open" }], ["/items/0/seal"]),
                ([new { seal = "intact" }], ["/items/0/seal", "/items/0/sha256"]),
                ([new { sha256 = HashOfWords }, new { sha256 = HashOfWords }], ["/items/1"]),
                ([.. Enumerable.Range(0, 4).Select(_ => new { exhibit = exhibits[1], seal = "intact" })], ["/items", "/items/1", "/items/2"]),
            })
            Assert.Equal(pointers, (await Confirm(items)).Is(HttpStatusCode.BadRequest).Pointers);
        var mine = new { exhibit = exhibits[1], seal = "intact" };
        foreach (var nobody in new[] { scenario.Rasa, Somebody(Roles.LiaisonOfficer) })
            (await ConfirmAs(nobody, [mine])).Is(HttpStatusCode.NotFound);
        (await ConfirmAs(scenario.Ieva.As(Roles.DataProtectionOfficer), [mine])).Is(HttpStatusCode.Forbidden);
        Assert.Equal(0, await fixture.Query<long>("select count(*) from custody_receipts where disclosure_id = $1", scenario.Disclosure));

        var referral = await new Scenario(fixture).Released();
        Assert.Equal(["/items"], (await fixture.Post(
            referral.Ieva, $"/disclosures/{referral.Disclosure}/receipts", new { items = new[] { new { sha256 = HashOfWords } } }))
            .Is(HttpStatusCode.BadRequest).Pointers);
        (await fixture.Get(referral.Rasa, $"/disclosures/{referral.Disclosure}/custody")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Several_at_once_confirm_an_item_once()
    {
        var exhibits = await scenario.HandedOff();
        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Confirm(new { exhibit = exhibits[1], seal = "intact" })));
        Assert.Equal("201 409 409 409", string.Join(' ', replies.Select(reply => (int)reply.Status).Order()));
    }

    [Fact]
    public async Task All_that_was_signed_can_be_checked_offline_against_what_the_ledger_was_told()
    {
        var exhibits = await scenario.HandedOff();
        (await scenario.HandOver(exhibits[1])).Is(HttpStatusCode.OK);
        (await Confirm(new { sha256 = scenario.Said.FileSha256 }, new { exhibit = exhibits[1], seal = "intact" })).Is(HttpStatusCode.Created);
        var custody = (await Custody(scenario.Rasa)).Is(HttpStatusCode.OK);
        Assert.Equal(
            ["commitments", "conversation", "conversationId", "disclosureId", "exhibits", "file", "keys", "receipts"],
            custody.Body.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));

        var jwk = custody.Body.GetProperty("keys").EnumerateArray().Single();
        Assert.Equal("network", jwk.GetProperty("use").GetString());
        var key = new JsonWebKey(jwk.GetProperty("jwk").GetRawText());
        Assert.Equal(key.Kid, Base64UrlEncoder.Encode(key.ComputeJwkThumbprint()));
        Assert.Equal(scenario.Said.FileSha256, CustodyHop.HashOf(custody["file"]));
        var file = fixture.Claims("disclosure+jwt", custody["file"]);
        Assert.Equal(exhibits.Order(), file.GetProperty("exhibits").EnumerateArray().Select(e => e.GetProperty("id").GetGuid()).Order());
        Assert.Single(custody.Body.GetProperty("receipts").EnumerateArray());
        var chains = custody.Body.GetProperty("exhibits").EnumerateArray().ToDictionary(e => e.GetProperty("id").GetGuid());
        Assert.Equal(
            [(2, 0), (3, 1)],
            exhibits.Select(id => (chains[id].GetProperty("hops").GetArrayLength(), chains[id].GetProperty("receipts").GetArrayLength())));
        Assert.Equal(
            ["taken-in", "released", "Perduota tyrėjui"],
            chains[exhibits[1]].GetProperty("hops").EnumerateArray().Select(hop => fixture.Claims("custody+jwt", hop.GetString()!))
                .Select(hop => hop.GetProperty("purpose").GetString()));

        var commitments = custody.Body.GetProperty("commitments").EnumerateArray().ToArray();
        Assert.Equal(1 + 5 + 2, commitments.Length);
        foreach (var commitment in commitments)
        {
            var record = await fixture.Published<AuditRecorded>(a => a.RecordId == commitment.GetProperty("recordId").GetGuid());
            Assert.Equal(
                record.Commitment,
                Convert.ToBase64String(SHA256.HashData(
                    [
                        .. commitment.GetProperty("salt").GetBytesFromBase64(),
                        .. Encoding.ASCII.GetBytes(commitment.GetProperty("of").GetString()!),
                    ])));
            if (record.Verb != Verbs.DetailsReleased) // each names its record
                Assert.Equal(record.RecordId, fixture.Claims(
                    record.Verb == Verbs.CustodyReceiptGiven ? "custody-receipt+jwt" : "custody+jwt", commitment.GetProperty("of").GetString()!)
                    .GetProperty("record").GetGuid());
        }
        await fixture.Published<AuditRecorded>(
            a => a.Verb == Verbs.CustodyRead && a.Related == scenario.Disclosure && a.Reference == scenario.LedgerReference);
    }

    [Fact]
    public async Task What_proves_a_handoff_is_for_its_owner_always_and_for_its_recipient_as_long_as_it_may_read()
    {
        await scenario.HandedOff();
        var officer = Somebody(Roles.DataProtectionOfficer, scenario.Rasa.Partner);
        foreach (var who in new[] { scenario.Rasa, officer, scenario.Ieva })
            (await Custody(who)).Is(HttpStatusCode.OK);
        foreach (var who in new[] { Somebody(), Somebody(Roles.DataProtectionOfficer), scenario.Ieva.As(Roles.DataProtectionOfficer) })
            (await Custody(who)).Is(HttpStatusCode.NotFound);
        (await Custody(Somebody(Roles.Administrator, scenario.Rasa.Partner))).Is(HttpStatusCode.Forbidden);
        await scenario.Withdraw();
        Assert.Equal("consent-withdrawn", (await Custody(scenario.Ieva)).Is(HttpStatusCode.Gone).Problem);
        Assert.Equal("consent-withdrawn", (await Confirm(new { sha256 = HashOfWords })).Is(HttpStatusCode.Gone).Problem);
        (await Custody(scenario.Rasa)).Is(HttpStatusCode.OK);
        (await fixture.Put(
            scenario.Rasa, $"/cases/{scenario.Case}/audience", new { only = new[] { scenario.Rasa.Actor, Guid.NewGuid() } }, "\"1\""))
            .Is(HttpStatusCode.OK);
        (await Custody(Somebody(partner: scenario.Rasa.Partner))).Is(HttpStatusCode.NotFound);
        (await Custody(officer)).Is(HttpStatusCode.OK);
        await Execute(fixture.Keys, "delete from keys where kind = 'Case' and id = $1", scenario.Case);
        Assert.Equal("erased", (await Custody(scenario.Rasa)).Is(HttpStatusCode.Gone).Problem);
    }

    [Fact]
    public async Task For_an_organisation_with_a_key_of_its_own_the_owner_can_show_the_file_all_the_same()
    {
        using var own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        await scenario.HandedOff(publicKey: ReferralNetwork.Cases.Sealing.RecipientKey.From(own).Jwk);
        Assert.Equal(scenario.Said.FileSha256, CustodyHop.HashOf((await Custody(scenario.Rasa)).Is(HttpStatusCode.OK)["file"]));
    }
}
