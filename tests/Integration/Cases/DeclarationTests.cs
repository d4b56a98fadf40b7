using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Cases;

/// <summary>What somebody signed who agreed to go home is a scan in their case, and its hash stands in the receipt.</summary>
public sealed class DeclarationTests(CasesFixture fixture) : IClassFixture<CasesFixture>
{
    static readonly byte[] Scan = Encoding.UTF8.GetBytes("%PDF-1.7\nDeclaration of a person who signs with their own hand.");

    [Fact]
    public async Task The_receipt_names_the_attachment_with_its_hash_which_stays_when_the_scan_is_removed()
    {
        var scenario = await new Scenario(fixture).ConsentedToReturn("NGO");
        var scan = await Attached(scenario);
        var receipt = Scenario.Created(await Give(scenario, scan));
        for (var removed = false; ; removed = true)
        {
            var shown = await Declaration(scenario, receipt);
            Assert.Equal(
                (scan, Convert.ToHexStringLower(SHA256.HashData(Scan))),
                (shown.GetProperty("attachment").GetGuid(), shown.GetProperty("sha256").GetString()));
            if (removed)
                break;
            (await fixture.Call(scenario.Rasa, HttpMethod.Delete, $"/cases/{scenario.Case}/attachments/{scan}")).Is(HttpStatusCode.NoContent);
        }
        Assert.Equal(JsonValueKind.Null, (await Declaration(scenario, scenario.Receipt)).ValueKind); // spoken: none, and none needed
        var row = await fixture.Query<string>(
            "select c::text || encode(sealed_declaration, 'escape') from consents c where receipt_id = $1", receipt);
        Assert.DoesNotContain(Convert.ToHexStringLower(SHA256.HashData(Scan)), row, StringComparison.Ordinal);
        Assert.DoesNotContain(scan.ToString(), row, StringComparison.Ordinal);

        // Bound to its receipt.
        await fixture.Execute(
            "update consents set sealed_declaration = (select sealed_declaration from consents where receipt_id = $1) where receipt_id = $2",
            receipt, scenario.Receipt);
        (await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/consents")).Is(HttpStatusCode.InternalServerError);
    }

    [Fact]
    public async Task Another_cases_attachment_one_that_is_not_complete_and_none_at_all_are_refused_beside_it()
    {
        var scenario = await new Scenario(fixture).ConsentedToReturn("NGO");
        var other = new Scenario(fixture);
        var otherOfTheSame = Scenario.Created(await fixture.Post(scenario.Rasa, "/cases", new { fields = new { } }));
        await other.Opened();
        var coming = Guid.CreateVersion7();
        using var sending = await Sending(scenario, coming);
        foreach (var named in new Guid?[]
            {
                null, Guid.CreateVersion7(), await Attached(other), await Attached(scenario, otherOfTheSame), coming,
            })
            Assert.Equal(["/declaration"], (await Give(scenario, named)).Is(HttpStatusCode.BadRequest).Pointers);
        Assert.Equal(1, await fixture.Query<long>("select count(*) from consents where case_id = $1", scenario.Case));
    }

    Task<Reply> Give(Scenario scenario, Guid? declaration) => fixture.Post(
        scenario.Rasa, $"/cases/{scenario.Case}/consents", scenario.Consent(with: new
        {
            purposes = new[] { "ReturnAssistance" }, method = "written", interpreterOf = "sworn-interpreter", declaration,
        }));

    async Task<JsonElement> Declaration(Scenario scenario, Guid receipt) =>
        (await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/consents")).Is(HttpStatusCode.OK).Items
            .Single(item => item.GetProperty("id").GetGuid() == receipt).GetProperty("declaration");

    async Task<Guid> Attached(Scenario scenario, Guid? inCase = null)
    {
        var id = Guid.CreateVersion7();
        (await fixture.PutFile(scenario.Rasa, $"/cases/{inCase ?? scenario.Case}/attachments/{id}?category=Name", Scan)).Is(HttpStatusCode.Created);
        return id;
    }

    /// <summary>As it is with a slow line: some of it has come, and its sender is still there.</summary>
    async Task<TcpClient> Sending(Scenario scenario, Guid id)
    {
        var socket = new TcpClient(fixture.Address.Host, fixture.Address.Port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"PUT /cases/{scenario.Case}/attachments/{id}?category=Name HTTP/1.1\r\nHost: localhost:{fixture.Address.Port}\r\n"
            + $"Authorization: Bearer {fixture.Token(scenario.Rasa)}\r\nContent-Type: application/pdf\r\n"
            + "Content-Disposition: attachment; filename=a.pdf\r\nContent-Length: 300000\r\n\r\n"));
        await socket.GetStream().WriteAsync((byte[])[.. Scan, .. new byte[200_000]]);
        await Eventually.Get(
            () => fixture.Query<long>(
                """
                select count(*) from pg_stat_activity
                where datname = current_database() and state = 'idle in transaction' and query like '%chunks%'
                """),
            open => open == 1, "the upload");
        return socket;
    }
}
