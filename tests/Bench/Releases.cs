using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using RabbitMQ.Client;
using ReferralNetwork.Cases.Disclosures;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Bench;

/// <summary>
/// The release of details, from ReleaseDetails to DetailsReleased, and what of it is sealing: there is no way to switch
/// sealing off in the product, so its part is run alone, with the product's own code, as many at a time as there.
/// </summary>
sealed class Releases : IAsyncDisposable
{
    const int Cases = 32;
    const int AtATime = 16; // as on a queue of the product

    readonly Installation installation;
    readonly PreparedOffers offers;
    readonly IConnection connection;
    readonly Publisher publisher;
    readonly KeyDatabase keyDatabase;
    readonly MasterKey master;
    readonly List<(Guid Case, Guid Permit)> permits = [];

    Releases(Installation installation, PreparedOffers offers, IConnection connection, Publisher publisher)
    {
        (this.installation, this.offers, this.connection, this.publisher) = (installation, offers, connection, publisher);
        (keyDatabase, master) = (new(installation.Keys.ConnectionString), new(offers.MasterKeyFile));
    }

    /// <summary>Opens cases with consent and permit, over HTTP, as a caseworker does.</summary>
    public static async Task<Releases> Prepare(Installation installation, PreparedOffers offers)
    {
        var opened = await new ConnectionFactory { Uri = new(installation.Broker) }.CreateConnectionAsync();
        var releases = new Releases(installation, offers, opened, await Publisher.Open(opened, window: 1000, _ => { }));
        using var caseworker = offers.Gateway.Client(installation.Processes[^1].Address, "cases", Guid.NewGuid(), offers.Sender, Roles.Caseworker);
        for (var i = 0; i < Cases; i++)
        {
            var caseId = await Post(caseworker, "/cases", new { fields = Fields });
            await Post(caseworker, $"/cases/{caseId}/consents", new
            {
                purposes = new[] { "Referral" }, recipients = new[] { offers.Recipient }, categories = new[] { "Name", "Contact", "Health" },
                exclusions = Array.Empty<object>(),
                givenBy = "self", language = "lt", method = "spoken", wordingVersion = "2026-11", givenAt = DateTimeOffset.UtcNow,
                validUntil = DateTimeOffset.UtcNow.AddDays(30),
            });
            var permit = await Post(
                caseworker, $"/cases/{caseId}/permits",
                new { purpose = "Referral", recipients = new[] { offers.Recipient }, categories = new[] { "Name", "Contact", "Health" } });
            releases.permits.Add((caseId, permit));
        }
        return releases;
    }

    static Dictionary<string, string> Fields => new() { ["x:Alias"] = "Gražina", ["x:NeedsSummary"] = "A room of her own." };

    /// <summary>Releases a second.</summary>
    public async Task<double> Released(int count)
    {
        var (since, clock) = (Installation.Before, Stopwatch.StartNew());
        for (var i = 0; i < count; i++)
            await Installation.Say(publisher, Routes.Release, new ReleaseDetails(
                Guid.CreateVersion7(), Conversations.Referral, Guid.NewGuid(), [permits[i % Cases].Permit], new(offers.Recipient)));
        await installation.Cases.Until(count, "select count(*) from releases where request_id > $1 and disclosure_id is not null", since);
        var rate = count / clock.Elapsed.TotalSeconds;
        await installation.AtRest();
        return rate;
    }

    /// <summary>Sealings a second: the case's key fetched and its content opened, signed, sealed to the recipient, wrapped under a key made
    /// for it.</summary>
    public async Task<double> Sealed(int count)
    {
        var (keys, network) = (new KeyRing(keyDatabase, master, TimeProvider.System), new SigningKey(offers.SigningKeyFile));
        var recipient = RecipientKey.Parse(
            await installation.Cases.Scalar<string>("select public_jwk from known_partners where partner_id = $1", offers.Recipient));
        var clock = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtATime }, async (i, cancellationToken) =>
            {
                var (caseId, _) = permits[i % Cases];
                using var caseKey = await keys.Open(KeyKind.Case, caseId, cancellationToken)
                    ?? throw new InvalidOperationException($"Case {caseId} has no key.");
                var bound = Binding.Category(caseId, "Name", 1);
                var plain = caseKey.Open(caseKey.Seal(JsonSerializer.SerializeToUtf8Bytes(Fields), bound), bound);
                var terms = new DisclosureTerms(
                    Guid.CreateVersion7(), Conversations.Referral, Guid.NewGuid(), offers.Recipient, "Referral", Codes.Recipient,
                    Guid.NewGuid());
                var file = SealedDisclosure.Sign(
                    terms, JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(plain)!, [], DateTimeOffset.UtcNow, network);
                var jwe = SealedDisclosure.Seal(file, [], terms, recipient);
                using var key = await keys.Make(KeyKind.Disclosure, terms.DisclosureId, offers.Sender, cancellationToken);
                key.Seal(
                    JsonSerializer.SerializeToUtf8Bytes(jwe),
                    Binding.Disclosure(terms.DisclosureId, terms.Conversation, terms.ConversationId, terms.Recipient, terms.ReceiptId));
            });
        return count / clock.Elapsed.TotalSeconds;
    }

    static async Task<Guid> Post(HttpClient client, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, body.GetType()) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonSerializer.Deserialize<JsonElement>(text).GetProperty("id").GetGuid()
            : throw new InvalidOperationException($"POST {path} was answered {answer.StatusCode}: {text}");
    }

    public async ValueTask DisposeAsync()
    {
        master.Dispose();
        await keyDatabase.DisposeAsync();
        await publisher.DisposeAsync();
        await connection.DisposeAsync();
    }
}
