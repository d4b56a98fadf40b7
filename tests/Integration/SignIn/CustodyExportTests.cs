using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Tests.Integration.SignIn;

/// <summary>What proves a handoff, made of what two services answer.</summary>
[Collection(nameof(Network))]
public sealed class CustodyExportTests(Network network)
{
    const string File = "header.claims.signature";

    readonly Guid disclosure = Guid.NewGuid();
    readonly Guid record = Guid.NewGuid();

    [Fact]
    public async Task An_export_has_the_form_that_the_verifier_demands_once_the_ledger_has_placed_its_records()
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        Answer("GET", $"/disclosures/{disclosure}/custody", _ => Results.Json(new DisclosureCustody(
            Conversations.Handoff, Guid.NewGuid(), disclosure, [Key("network")], File, [], [], [new(record, salt, File)])));
        Answer("GET", "/keys", _ => Results.Json(new LedgerKeys([Key("ledger")])));
        var asked = new List<JsonNode>();
        Answer("POST", "/proofs", body =>
        {
            asked.Add(JsonNode.Parse(body)!["records"]!.AsArray().Single()!);
            return asked.Count < 3 ? Results.NotFound() : Results.Json(new RecordProofs(
                [
                    new(record, Guid.NewGuid(), Guid.NewGuid(), "cases", Verbs.DetailsReleased, Guid.NewGuid(), null,
                        new(2026, 11, 28, 4, 5, 6, 7, 8, TimeSpan.Zero), (string?)asked[0]["commitment"], 0, []),
                ],
                File));
        });

        var (status, text) = await Export();
        Assert.Equal((HttpStatusCode.OK, 3), (status, asked.Count));
        var (export, faults) = Verifier.Export.Read(Encoding.UTF8.GetBytes(text));
        Assert.Empty(faults);
        Assert.Equal(["network", "ledger"], export!.Keys.Select(key => key.Use));
        Assert.Equal(export.Commitments.Single().RecordId, export.Records.Single().Id);
        Assert.All(asked, one => Assert.Equal(
            Convert.ToBase64String(SHA256.HashData([.. salt, .. Encoding.ASCII.GetBytes(File)])), (string?)one["commitment"]));
    }

    [Fact]
    public async Task What_is_not_the_callers_is_not_found_and_a_ledger_that_stays_behind_says_so()
    {
        Answer("GET", $"/disclosures/{disclosure}/custody", _ => Results.Problem(statusCode: StatusCodes.Status404NotFound));
        Assert.Equal(HttpStatusCode.NotFound, (await Export()).Status);

        Answer("GET", $"/disclosures/{disclosure}/custody", _ => Results.Json(new DisclosureCustody(
            Conversations.Handoff, Guid.NewGuid(), disclosure, [Key("network")], File, [], [], [new(record, [1], File)])));
        Answer("POST", "/proofs", _ => Results.NotFound());
        var (status, text) = await Export();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("Ask again", text, StringComparison.Ordinal);
    }

    void Answer(string method, string path, Func<string, IResult> with) =>
        network.Services.Answers[$"{method} {path}"] = (_, body) => with(body);

    static ExportedKey Key(string use) => new(use, new("EC", "P-256", "x", "y", use));

    async Task<(HttpStatusCode Status, string Text)> Export()
    {
        var (browser, _) = await network.SignedIn(network["plain"]);
        using var answer = await browser.Get($"/api/custody-exports/{disclosure}");
        var text = await answer.Content.ReadAsStringAsync();
        browser.Dispose();
        return (answer.StatusCode, text);
    }
}
