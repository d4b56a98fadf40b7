using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ReferralNetwork.Contracts;
using Limits = ReferralNetwork.Contracts.Attachments;

namespace ReferralNetwork.Tests.Integration.Cases;

/// <summary>Files of a case: they stream in and out, are at rest only sealed, and are the case's alone.</summary>
public sealed class AttachmentTests(CasesFixture fixture) : IClassFixture<CasesFixture>
{
    const string Name = "Žydrūnės pasas زهرة.pdf";

    readonly Scenario scenario = new(fixture);

    static byte[] Pdf(int length)
    {
        var content = new byte[length];
        Random.Shared.NextBytes(content);
        "%PDF-1.7\n"u8.CopyTo(content);
        return content;
    }

    static string Sha256Of(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    string Path(Guid id, string category = "Name") => $"/cases/{scenario.Case}/attachments/{id}?category={category}";

    Task<long> Rows(Guid id) => fixture.Query<long>(
        "select (select count(*) from attachments where attachment_id = $1) + (select count(*) from attachment_chunks where attachment_id = $1)", id);

    async Task<Guid> Added(byte[] content)
    {
        var id = Guid.CreateVersion7();
        (await Put(scenario.Rasa, Path(id), content)).Is(HttpStatusCode.Created);
        return id;
    }

    Task<Reply> Put(Person who, string path, byte[] content, string? type = "application/pdf", string? name = Name, bool chunked = false) =>
        fixture.PutFile(who, path, content, type, name, chunked);

    Task<(HttpResponseMessage Answer, byte[]? Content)> Download(Guid id) => fixture.Download(scenario.Rasa, Path(id));

    [Fact]
    public async Task Nineteen_megabytes_stream_through_and_come_back_as_they_were_with_their_name_and_their_hash()
    {
        await scenario.Opened();
        var (id, content) = (Guid.CreateVersion7(), Pdf(19 * 1024 * 1024));
        (await Put(scenario.Rasa, Path(id), content, chunked: true)).Is(HttpStatusCode.Created);
        (await Put(scenario.Rasa, Path(id), content)).Is(HttpStatusCode.OK);
        Assert.Equal(304 + 1, await Rows(id));

        var (answer, back) = await Download(id);
        Assert.Equal(Sha256Of(content), Sha256Of(back!));
        Assert.Equal(
            ("application/pdf", "attachment", Name, "nosniff", "default-src 'none'; sandbox"),
            (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.DispositionType,
                answer.Content.Headers.ContentDisposition.FileNameStar, answer.Headers.GetValues("X-Content-Type-Options").Single(),
                answer.Headers.GetValues("Content-Security-Policy").Single()));

        var line = (await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/attachments")).Items.Single();
        Assert.Equal(
            (id, Name, "Name", "PDF", content.Length, Sha256Of(content), scenario.Rasa.Actor),
            (line.GetProperty("id").GetGuid(), line.GetProperty("name").GetString(), line.GetProperty("category").GetString(),
                line.GetProperty("kind").GetString(), line.GetProperty("length").GetInt32(), line.GetProperty("sha256").GetString(),
                line.GetProperty("addedBy").GetGuid()));
        foreach (var verb in new[] { Verbs.AttachmentAdded, Verbs.AttachmentRead })
            await fixture.Published<AuditRecorded>(
                record => record.Verb == verb && record.Reference == scenario.LedgerReference && record.Related == id);
        await fixture.Published<AuditRecorded>(record => record.Verb == Verbs.AttachmentsRead && record.Reference == scenario.LedgerReference);
        Assert.DoesNotContain("pasas", fixture.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_over_the_limit_is_refused_and_nothing_is_kept(bool chunked)
    {
        await scenario.Opened();
        var id = Guid.CreateVersion7();
        Assert.Equal("too-large", (await Put(scenario.Rasa, Path(id), Pdf(Limits.Largest + 1), chunked: chunked)).Is((HttpStatusCode)413).Problem);
        Assert.Equal(0, await Rows(id));
        (await Put(scenario.Rasa, Path(id), Pdf(Limits.Largest), chunked: chunked)).Is(HttpStatusCode.Created);
        // No other route takes so much.
        (await fixture.Put(
            scenario.Rasa, $"/cases/{scenario.Case}", new { fields = new { a = new string('a', 300_000) } }, "\"1\"")).Is((HttpStatusCode)413);
    }

    [Fact]
    public async Task What_is_empty_of_no_known_kind_cut_or_called_something_else_is_refused_with_what_it_is()
    {
        await scenario.Opened();
        var id = Guid.CreateVersion7();
        foreach (var (content, type, name, problem, found) in new (byte[], string?, string, string, string?)[]
            {
                ([], "application/pdf", "a.pdf", "attachment-empty", null),
                ([0x4D, 0x5A, 0x90, 0, 3, 0, 0, 0], "application/pdf", "a.pdf", "attachment-kind", "PROGRAM"),
                ([.. "a text\0"u8], "text/plain", "a.txt", "attachment-kind", "UNKNOWN"),
                // Told, though more is still coming.
                ([0x4D, 0x5A, .. new byte[2 * 1024 * 1024]], "application/pdf", "a.pdf", "attachment-kind", "PROGRAM"),
                (Pdf(300), "image/png", "a", "attachment-differs", "PDF"), (Pdf(300), null, "a.png", "attachment-differs", "PDF"),
                ([0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF], "image/jpeg", "a.jpg", "attachment-broken", "JPEG"),
                ([.. Enumerable.Repeat((byte)'a', 200_000), 0], "text/plain", "a.txt", "attachment-broken", "TEXT"),
            })
        {
            var reply = (await Put(scenario.Rasa, Path(id), content, type, name)).Is(HttpStatusCode.UnprocessableEntity);
            Assert.Equal((problem, found), (reply.Problem, reply.Body.TryGetProperty("found", out var code) ? code.GetString() : null));
        }
        foreach (var (path, name, pointers) in new (string, string?, string[])[]
            {
                (Path(id), null, ["/name"]), (Path(id), "../a.pdf", ["/name"]), (Path(id), "a\u001b.pdf", ["/name"]),
                (Path(id, "Other"), Name, ["/category"]), ($"/cases/{scenario.Case}/attachments/{id}", Name, ["/category"]),
                (Path(Guid.NewGuid()), Name, ["/id"]), (Path(Guid.NewGuid(), "name"), "a/b", ["/name", "/id", "/category"]),
            })
            Assert.Equal(pointers, (await Put(scenario.Rasa, path, Pdf(300), name: name)).Is(HttpStatusCode.BadRequest).Pointers);
        Assert.Equal(0, await Rows(id));
    }

    [Fact]
    public async Task The_same_again_changes_nothing_and_anything_else_under_its_id_is_refused()
    {
        await scenario.Opened();
        var content = Pdf(200_000);
        var id = await Added(content);
        (await Put(scenario.Rasa, Path(id), content)).Is(HttpStatusCode.OK);
        var other = await new Scenario(fixture).Opened();
        foreach (var reply in new[]
        {
            await Put(scenario.Rasa, Path(id), Pdf(200_000)), await Put(scenario.Rasa, Path(id, "Health"), content),
            await Put(scenario.Rasa, Path(id), content, name: "kitas.pdf"),
            await Put(other.Rasa, $"/cases/{other.Case}/attachments/{id}?category=Name", content),
        })
            Assert.Equal((HttpStatusCode.Conflict, "attachment-id-taken"), (reply.Status, reply.Problem));
        Assert.Equal(Sha256Of(content), Sha256Of((await Download(id)).Content!));
        Assert.Single(await fixture.Received<AuditRecorded>(record => record.Verb == Verbs.AttachmentAdded && record.Related == id, 1));

        var both = Guid.CreateVersion7();
        var replies = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Put(scenario.Rasa, Path(both), content)));
        Assert.Equal("200 200 201", string.Join(' ', replies.Select(reply => (int)reply.Status).Order()));
        Assert.Equal(1 + 4, await Rows(both));
    }

    [Theory]
    [InlineData("update attachment_chunks set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) where attachment_id = $1 and number = 2")]
    [InlineData("update attachment_chunks set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) where attachment_id = $1 and number = 0")]
    [InlineData("delete from attachment_chunks where attachment_id = $1 and number = 3")]
    [InlineData("delete from attachment_chunks where attachment_id = $1 and number = 1")]
    [InlineData("delete from attachment_chunks where attachment_id = $1")]
    [InlineData("update attachment_chunks set number = 3 - number + 10 where attachment_id = $1 and number in (1, 2)")]
    [InlineData("update attachment_chunks a set sealed = b.sealed from attachment_chunks b where a.attachment_id = $1 and b.attachment_id = $1 and a.number + b.number = 3 and a.number in (1, 2)")]
    [InlineData("update attachment_chunks a set sealed = b.sealed from attachment_chunks b where a.attachment_id = $1 and b.attachment_id = $2 and a.number = b.number")]
    [InlineData("insert into attachment_chunks select attachment_id, 4, sealed from attachment_chunks where attachment_id = $1 and number = 3")]
    [InlineData("update attachments set length = length - 1 where attachment_id = $1")]
    [InlineData("update attachments set category = 'Health' where attachment_id = $1")]
    [InlineData("update attachments a set wrapped_key = b.wrapped_key, sealed = b.sealed from attachments b where a.attachment_id = $1 and b.attachment_id = $2")]
    public async Task What_was_altered_swapped_or_cut_off_is_noticed_on_its_way_out(string tamper)
    {
        await scenario.Opened();
        var (id, other) = (await Added(Pdf(3 * 64 * 1024 + 100)), await Added(Pdf(3 * 64 * 1024 + 100)));
        Assert.NotNull((await Download(id)).Content);
        await fixture.Execute(tamper + " and $2::uuid is not null", id, other);
        var (answer, content) = await Download(id);
        Assert.True(answer.StatusCode is HttpStatusCode.InternalServerError || content is null, $"{answer.StatusCode}, {content?.Length} bytes");
        Assert.NotNull((await Download(other)).Content);
    }

    [Fact]
    public async Task For_another_organisation_and_for_whom_the_case_is_not_there_is_none()
    {
        await scenario.Opened();
        var content = Pdf(1000);
        var id = await Added(content);
        var milda = Somebody(partner: scenario.Rasa.Partner);
        var cousin = Somebody(partner: scenario.Rasa.Partner);
        (await fixture.Put(
            scenario.Rasa, $"/cases/{scenario.Case}/audience", new { only = new[] { scenario.Rasa.Actor, milda.Actor } }, "\"1\""))
            .Is(HttpStatusCode.OK);
        foreach (var who in new[] { Somebody(), cousin })
        {
            foreach (var reply in new[]
            {
                await fixture.Get(who, $"/cases/{scenario.Case}/attachments"), await fixture.Get(who, Path(id)),
                await fixture.Call(who, HttpMethod.Delete, Path(id)), await Put(who, Path(Guid.CreateVersion7()), content),
                await Put(who, Path(id), content),
            })
                Assert.Equal((HttpStatusCode.NotFound, "not-found"), (reply.Status, reply.Problem));
        }
        var another = await new Scenario(fixture).Opened();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Delete }) // nor by way of another case of one's own
            (await fixture.Call(another.Rasa, method, $"/cases/{another.Case}/attachments/{id}")).Is(HttpStatusCode.NotFound);
        (await fixture.Get(Somebody(Roles.Administrator, scenario.Rasa.Partner), Path(id))).Is(HttpStatusCode.Forbidden);
        (await fixture.Get(milda, $"/cases/{scenario.Case}/attachments")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing_and_its_id_can_be_used_again()
    {
        await scenario.Opened();
        var content = Pdf(1_000_000);
        Guid[] ids = [Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7()];
        var sockets = await Task.WhenAll(ids.Select(id => Begun(id, content)));
        // What has come is being written, uncommitted.
        await Open(3);
        Assert.All(await Task.WhenAll(ids.Select(Rows)), rows => Assert.Equal(0, rows));
        // Somebody who keeps three waiting begins no fourth, and keeps nobody else out.
        var more = Guid.CreateVersion7();
        (await Put(scenario.Rasa, Path(more), content)).Is(HttpStatusCode.TooManyRequests);
        (await Put(Somebody(partner: scenario.Rasa.Partner), Path(more), content)).Is(HttpStatusCode.Created);

        foreach (var socket in sockets)
            socket.Dispose();
        await Open(0);
        foreach (var id in ids)
        {
            Assert.Equal((0, 0), (await Rows(id), await fixture.CountKeys(id)));
            (await Put(scenario.Rasa, Path(id), content)).Is(HttpStatusCode.Created);
        }
    }

    /// <summary>As it is with a slow line: the first half has come.</summary>
    async Task<TcpClient> Begun(Guid id, byte[] content)
    {
        var socket = new TcpClient(fixture.Address.Host, fixture.Address.Port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"PUT {Path(id)} HTTP/1.1\r\nHost: localhost:{fixture.Address.Port}\r\nAuthorization: Bearer {fixture.Token(scenario.Rasa)}\r\n"
            + $"Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\nContent-Length: {content.Length}\r\n\r\n"));
        await socket.GetStream().WriteAsync(content.AsMemory(0, content.Length / 2));
        return socket;
    }

    /// <summary>So many transactions wait for more.</summary>
    Task<long> Open(int count) => Eventually.Get(
        () => fixture.Query<long>(
            "select count(*) from pg_stat_activity where datname = current_database() and state = 'idle in transaction' and query like '%chunks%'"),
        open => open == count, $"{count} open uploads");

    [Fact]
    public async Task What_is_removed_is_gone_with_its_key_and_with_the_key_of_its_case_all_of_them_are()
    {
        await scenario.Opened();
        var (removed, kept) = (await Added(Pdf(100_000)), await Added(Pdf(100_000)));
        (await fixture.Call(scenario.Rasa, HttpMethod.Delete, Path(removed))).Is(HttpStatusCode.NoContent);
        Assert.Equal(0, await Rows(removed));
        Assert.Equal((0, 1), (await fixture.CountKeys(removed), await fixture.CountKeys(kept)));
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Delete })
            (await fixture.Call(scenario.Rasa, method, Path(removed))).Is(HttpStatusCode.NotFound);
        await fixture.Published<AuditRecorded>(
            record => record.Verb == Verbs.AttachmentRemoved && record.Reference == scenario.LedgerReference && record.Related == removed);
        Assert.Equal(kept, (await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/attachments")).Items.Single().GetProperty("id").GetGuid());

        await Execute(fixture.Keys, "delete from keys where kind = 'Case' and id = $1", scenario.Case);
        foreach (var reply in new[]
        {
            await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/attachments"), await fixture.Get(scenario.Rasa, Path(kept)),
            await Put(scenario.Rasa, Path(Guid.CreateVersion7()), Pdf(100)),
        })
            Assert.Equal((HttpStatusCode.Gone, "erased"), (reply.Status, reply.Problem));
    }

    [Fact]
    public async Task A_reserved_case_with_an_attachment_was_worked_with_and_is_not_swept()
    {
        var rasa = scenario.Rasa;
        var reserved = Scenario.Created(await fixture.Post(rasa, "/cases", new { id = Guid.CreateVersion7(), fields = new { } }));
        (await Put(rasa, $"/cases/{reserved}/attachments/{Guid.CreateVersion7()}?category=Name", Pdf(100))).Is(HttpStatusCode.Created);
        await fixture.Send(Routes.Reservations, new SweepCase(reserved, rasa.Id));
        await Eventually.Get(() => fixture.Query<bool>("select swept from reserved_cases where case_id = $1", reserved), seen => seen, "looked at");
        Assert.Single((await fixture.Get(rasa, $"/cases/{reserved}/attachments")).Items);
    }

    [Fact]
    public async Task A_list_goes_on_where_its_page_ended()
    {
        await scenario.Opened();
        foreach (var _ in Enumerable.Range(0, 51))
            await Added(Pdf(20));
        var first = await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/attachments");
        var second = await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/attachments?cursor={first["next"]}");
        Assert.Equal(51, first.Items.Concat(second.Items).Select(item => item.GetProperty("id").GetGuid()).Distinct().Count());
        Assert.Equal((50, JsonValueKind.Null), (first.Items.Count, second.Body.GetProperty("next").ValueKind));
    }

    [Fact]
    public async Task A_picture_is_kept_without_the_place_where_it_was_taken_and_no_word_of_a_text_stands_in_any_table()
    {
        await scenario.Opened();
        const string place = "54.6872N 25.2797E";
        byte[] png =
        [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0, .. "IHDR"u8, 0, 0, 0, 0,
            0, 0, 0, (byte)place.Length, .. "tEXt"u8, .. Encoding.ASCII.GetBytes(place), 0, 0, 0, 0, 0, 0, 0, 0, .. "IEND"u8, 0, 0, 0, 0,
        ];
        var picture = Guid.CreateVersion7();
        (await Put(scenario.Rasa, Path(picture, "Exploitation"), png, "image/png", "durys.png")).Is(HttpStatusCode.Created);
        Assert.Equal(png.Length - 12 - place.Length, (await Download(picture)).Content!.Length);
        (await Put(scenario.Rasa, Path(picture, "Exploitation"), png, "image/png", "durys.png")).Is(HttpStatusCode.OK);

        const string words = "Laukia prie zaliu duru";
        var text = Guid.CreateVersion7();
        (await Put(scenario.Rasa, Path(text), Encoding.UTF8.GetBytes(words), "text/plain", "durys.txt")).Is(HttpStatusCode.Created);
        var hash = Sha256Of(Encoding.UTF8.GetBytes(words));
        foreach (var sought in new[] { words, "durys", place, hash })
        {
            foreach (var table in new[] { "attachments", "attachment_chunks", "outbox", "audit_salts", "idempotency" })
                Assert.Equal(0, await fixture.Query<long>(
                    $"select count(*) from {table} t where t::text like '%' || $1 || '%' or t::text like '%' || $2 || '%'",
                    sought, Convert.ToHexStringLower(Encoding.UTF8.GetBytes(sought))));
        }
    }
}
