using System.Buffers.Binary;
using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ReferralNetwork.Cases.Disclosures;
using ReferralNetwork.Cases.Exhibits;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Cases;

/// <summary>Evidence goes to a named force: what was ticked, sealed once, shut with the consent, and gone with the case.</summary>
public sealed class HandoffReleaseTests(CasesFixture fixture) : IClassFixture<CasesFixture>
{
    readonly Scenario scenario = new(fixture);

    [Fact]
    public async Task What_was_ticked_goes_and_what_was_excluded_stays()
    {
        var exhibits = await scenario.Prepared(async () => [await scenario.Exhibited(), await scenario.ExhibitedThing(), await scenario.Exhibited()]);
        var excluded = exhibits[2];
        Scenario.Created(await fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/consents", scenario.Consent(
            new object[] { new { field = $"exhibit:{excluded}" }, new { field = "prs_SecondName" } },
            new { purposes = new[] { Codes.Handoff }, categories = new[] { "Contact" } })));
        var preview = $"/cases/{scenario.Case}/handoff-preview?part={Codes.Police}&recipient={scenario.Shelter}";
        var shownBefore = (await fixture.Get(scenario.Rasa, preview)).Is(HttpStatusCode.OK).Body;
        (await fixture.Get(scenario.Ieva, preview)).Is(HttpStatusCode.NotFound);
        await scenario.Release();

        Assert.Equal(["Evidence", "Name"], scenario.Said.Categories.Order(StringComparer.Ordinal));
        Assert.Equal(exhibits[..2].Order(), scenario.Said.Exhibits!.Order());
        var reply = (await scenario.Read()).Is(HttpStatusCode.OK);
        Assert.Equal(["prs_FirstName", "x:Alias"], Scenario.Names(reply.Body.GetProperty("fields")));
        Assert.Equal(["prs_FirstName", "x:Alias"], Scenario.Names(shownBefore.GetProperty("fields")));
        Assert.Contains("prs_SecondName", shownBefore.GetProperty("fieldsThatStay").EnumerateArray().Select(field => field.GetString()));
        Assert.Equal(exhibits[..2].Order(), Ids(shownBefore.GetProperty("exhibits")).Order());
        Assert.Equal([excluded], Ids(shownBefore.GetProperty("exhibitsThatStay")));
        Assert.Equal(scenario.Said.FileSha256, reply["sha256"]);
        var shown = reply.Body.GetProperty("exhibits").EnumerateArray().ToDictionary(e => e.GetProperty("id").GetGuid());
        Assert.Equal(exhibits[..2].Order(), shown.Keys.Order());
        Assert.Equal(
            (Scenario.Label, "document", Scenario.Words.Length, Convert.ToHexStringLower(SHA256.HashData(Scenario.Words)), "TEXT"),
            (shown[exhibits[0]].GetProperty("label").GetString(), shown[exhibits[0]].GetProperty("kind").GetString(),
                shown[exhibits[0]].GetProperty("length").GetInt32(), shown[exhibits[0]].GetProperty("sha256").GetString(),
                shown[exhibits[0]].GetProperty("mediaKind").GetString()));
        Assert.All(["length", "sha256", "mediaKind"], member =>
            Assert.Equal(JsonValueKind.Null, shown[exhibits[1]].GetProperty(member).ValueKind));
        foreach (var kept in new[] { Scenario.Holder, Scenario.Place, Scenario.BagNumber, Scenario.TakenBy, "pokalbis" })
            Assert.DoesNotContain(kept, reply.Text, StringComparison.Ordinal);

        var (answer, content) = await fixture.Download(scenario.Ieva, scenario.ContentOf(exhibits[0]));
        Assert.Equal(Scenario.Words, content);
        Assert.Equal(
            ("text/plain", $"{exhibits[0]}.txt", "nosniff"),
            (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.FileNameStar,
                answer.Headers.GetValues("X-Content-Type-Options").Single()));
        await fixture.Published<AuditRecorded>(a => a.Verb == Verbs.ExhibitRead && a.Actor == scenario.Ieva.Actor
            && a.Reference == scenario.LedgerReference && a.Related == exhibits[0]);
        foreach (var none in new[] { exhibits[1], excluded, Guid.NewGuid() })
            (await fixture.Get(scenario.Ieva, scenario.ContentOf(none))).Is(HttpStatusCode.NotFound);
        foreach (var nobody in new[] { scenario.Rasa, Somebody(Roles.LiaisonOfficer) })
            (await fixture.Get(nobody, scenario.ContentOf(exhibits[0]))).Is(HttpStatusCode.NotFound);
    }

    static IEnumerable<Guid> Ids(JsonElement items) => items.EnumerateArray().Select(item => item.GetProperty("id").GetGuid());

    [Fact]
    public async Task A_release_is_a_hop_of_each_exhibit_and_the_same_request_gets_the_same_answer()
    {
        var exhibits = await scenario.HandedOff();
        var items = (await scenario.Exhibits()).Items;
        Assert.All(items, item =>
        {
            var hop = item.GetProperty("hops").EnumerateArray().Last();
            Assert.Equal(
                (1, scenario.Rasa.Partner.ToString(), scenario.Shelter.ToString(), "released"),
                (hop.GetProperty("number").GetInt32(), hop.GetProperty("from").GetString(), hop.GetProperty("to").GetString(),
                    hop.GetProperty("purpose").GetString()));
        });
        foreach (var exhibit in exhibits)
            await fixture.Published<AuditRecorded>(a => a.Verb == Verbs.ExhibitReleased && a.Related == exhibit && a.Commitment is not null);
        await scenario.Ask(scenario.Said.RequestId);
        var answers = await fixture.Received<DetailsReleased>(m => m.RequestId == scenario.Said.RequestId, 2);
        Assert.Equal(
            [(scenario.Disclosure, scenario.Said.FileSha256, 2), (scenario.Disclosure, scenario.Said.FileSha256, 2)],
            answers.Select(a => (a.DisclosureId, a.FileSha256, a.Exhibits!.Count)));
        // What it was when it was taken in can still be handed over, at a time before the release, by whoever saw it before that.
        (await scenario.HandOver(exhibits[1], seen: 0)).Is(HttpStatusCode.OK);
        Assert.Equal(
            exhibits.Order(),
            (await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/disclosures")).Items.Single().GetProperty("exhibits").EnumerateArray()
                .Select(e => e.GetGuid()).Order());
    }

    [Fact]
    public async Task An_organisation_with_a_key_of_its_own_opens_what_it_fetches_and_the_network_sends_it_sealed()
    {
        using var own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var pdf = new byte[200_000];
        Random.Shared.NextBytes(pdf);
        "%PDF-1.7\n"u8.CopyTo(pdf);
        var exhibits = await scenario.HandedOff(
            async () => [await scenario.Exhibited(pdf, type: "application/pdf", name: "a.pdf")], publicKey: RecipientKey.From(own).Jwk);
        var reply = (await scenario.Read()).Is(HttpStatusCode.OK);
        Assert.Equal(JsonValueKind.Null, reply.Body.GetProperty("fields").ValueKind);
        var terms = new DisclosureTerms(
            scenario.Disclosure, Conversations.Referral, scenario.Referral, scenario.Shelter, Codes.Handoff, Codes.Police, scenario.Receipt);
        var opened = SealedDisclosure.Open(reply["jwe"], terms, new SigningKey(fixture.SigningKeyFile), own);
        Assert.Equal(reply["sha256"], CustodyHop.HashOf(opened.File));
        var opens = opened.Keys.Single();
        Assert.Equal(exhibits[0], opens.Exhibit);
        Assert.DoesNotContain(opens.Key, reply.Text, StringComparison.Ordinal);

        var (answer, framed) = await fixture.Download(scenario.Ieva, scenario.ContentOf(exhibits[0]));
        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(pdf, Unsealed(framed!, opens));
        Assert.Throws<AuthenticationTagMismatchException>(() => Unsealed(framed![..^(4 + FrameLength(framed!, 3))], opens)); // cut off
    }

    /// <summary>As the README tells organisations with a key of their own to do it.</summary>
    static byte[] Unsealed(byte[] framed, ExhibitKey opens)
    {
        using var aes = new AesGcm(Base64Url.DecodeFromChars(opens.Key), 16);
        var content = new List<byte>();
        for (var (at, number) = (0, 0); at < framed.Length; number++)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(framed.AsSpan(at));
            var chunk = framed.AsSpan(at + 4, length);
            at += 4 + length;
            Assert.Equal(1, chunk[0]);
            var plain = new byte[length - 1 - 12 - 16];
            aes.Decrypt(chunk[1..13], chunk[13..^16], chunk[^16..], plain, Encoding.UTF8.GetBytes(
                $"referral-network/1\nattachment-chunk\n{opens.Attachment}\n{number}\n{(at == framed.Length ? "last" : "more")}"));
            content.AddRange(plain);
        }
        return [.. content];
    }

    static int FrameLength(byte[] framed, int number)
    {
        var at = 0;
        for (var skipped = 0; skipped < number; skipped++)
            at += 4 + BinaryPrimitives.ReadInt32BigEndian(framed.AsSpan(at));
        return BinaryPrimitives.ReadInt32BigEndian(framed.AsSpan(at));
    }

    [Fact]
    public async Task What_is_isolated_after_its_release_shuts_by_itself_and_does_not_go_again()
    {
        var exhibits = await scenario.HandedOff(async () => [await scenario.Exhibited(), await scenario.Exhibited()]);
        (await scenario.Isolate(exhibits[0])).Is(HttpStatusCode.OK);
        var shut = await fixture.Get(scenario.Ieva, scenario.ContentOf(exhibits[0]));
        Assert.Equal((HttpStatusCode.Gone, "exhibit-isolated"), (shut.Status, shut.Problem));
        Assert.Equal(Scenario.Words, (await fixture.Download(scenario.Ieva, scenario.ContentOf(exhibits[1]))).Content);
        (await scenario.Read()).Is(HttpStatusCode.OK);
        await scenario.Release();
        Assert.Equal([exhibits[1]], scenario.Said.Exhibits);
    }

    [Fact]
    public async Task A_permit_for_exhibits_that_are_all_isolated_is_narrowed_and_releases_nothing()
    {
        var exhibits = await scenario.Prepared(async () => [await scenario.Exhibited()], new { categories = new[] { Codes.Evidence } });
        (await scenario.Isolate(exhibits[0])).Is(HttpStatusCode.OK);
        await fixture.Published<PermitNarrowed>(m => m.PermitId == scenario.Permit && m.Recipients.Contains(new(scenario.Shelter)));
        var request = await scenario.Ask();
        Assert.Equal("EXCLUDED", (await fixture.Published<ReleaseRefused>(m => m.RequestId == request)).Reason);
    }

    [Fact]
    public async Task An_exhibit_alone_goes_where_the_case_says_nothing_of_the_rest_and_nothing_goes_where_there_is_neither()
    {
        var exhibits = await scenario.HandedOff(
            async () => [await scenario.ExhibitedThing()], fields: new Dictionary<string, object>(StringComparer.Ordinal));
        Assert.Equal(["Evidence"], scenario.Said.Categories);
        Assert.Equal(exhibits, scenario.Said.Exhibits);
        Scenario.Created(await fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/consents", scenario.Consent(
            new object[] { new { field = $"exhibit:{exhibits[0]}" } },
            new { purposes = new[] { Codes.Handoff }, categories = new[] { "Contact" } })));
        var request = await scenario.Ask();
        Assert.Equal("NOTHING_TO_RELEASE", (await fixture.Published<ReleaseRefused>(m => m.RequestId == request)).Reason);
    }

    [Fact]
    public async Task Taking_consent_back_excluding_an_exhibit_and_the_end_of_the_recipients_part_shut_what_was_released()
    {
        var exhibits = await scenario.HandedOff();
        await scenario.Withdraw();
        await Shut(scenario, exhibits[0], "consent-withdrawn");

        var excluding = new Scenario(fixture);
        exhibits = await excluding.HandedOff();
        Scenario.Created(await fixture.Post(excluding.Rasa, $"/cases/{excluding.Case}/consents", excluding.Consent(
            new object[] { new { field = $"exhibit:{exhibits[0]}" } },
            new { purposes = new[] { Codes.Handoff }, categories = new[] { "Contact" } })));
        await Shut(excluding, exhibits[0], "consent-excludes");

        var ended = new Scenario(fixture);
        exhibits = await ended.HandedOff();
        await fixture.Send(Routes.Offers, new RecipientEnded(
            Conversations.Referral, ended.Referral, null, new(ended.Shelter), DateTimeOffset.UtcNow));
        await Eventually.Get(async () => (await ended.Read()).Status, status => status == HttpStatusCode.Gone, "shut");
        await Shut(ended, exhibits[0], "recipient-ended");
    }

    [Theory]
    [InlineData("Case")]
    [InlineData("Disclosure")]
    public async Task With_the_key_of_the_case_or_of_the_disclosure_its_exhibits_are_gone(string key)
    {
        var exhibits = await scenario.HandedOff();
        await Execute(
            fixture.Keys, "delete from keys where kind = $1 and id = $2", key, key == "Case" ? scenario.Case : scenario.Disclosure);
        await Shut(scenario, exhibits[0], "erased");
    }

    [Fact]
    public async Task What_was_changed_on_its_way_is_noticed()
    {
        var exhibits = await scenario.HandedOff(async () => [await scenario.Exhibited(), await scenario.Exhibited()]);
        // The content of the one in the place of the other: what opens it is bound to the attachment.
        await fixture.Execute(
            """
            update attachment_chunks a set sealed = b.sealed from attachment_chunks b, exhibits e, exhibits f
            where e.exhibit_id = $1 and f.exhibit_id = $2 and a.attachment_id = e.attachment_id and b.attachment_id = f.attachment_id
            """, exhibits[0], exhibits[1]);
        var (answer, content) = await fixture.Download(scenario.Ieva, scenario.ContentOf(exhibits[0]));
        Assert.True(answer.StatusCode is HttpStatusCode.InternalServerError || content is null);
    }

    async Task Shut(Scenario of, Guid exhibit, string problem)
    {
        foreach (var reply in new[] { await of.Read(), await fixture.Get(of.Ieva, of.ContentOf(exhibit)) })
            Assert.Equal((HttpStatusCode.Gone, problem), (reply.Status, reply.Problem));
    }
}
