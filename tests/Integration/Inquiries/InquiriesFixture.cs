using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Inquiries;

/// <summary>The Inquiries service on databases and keys of its own; hotlines, rules and both gateways are played here.</summary>
public class InquiriesFixture() : ServiceFixture("inquiries")
{
    /// <summary>
    /// Fictional: a room falls silent in three seconds, what is closed goes in one, or in five where it is to be kept. A question from outside
    /// is answered in one and goes in three.
    /// </summary>
    public const string Hasty = "XS";

    /// <summary>Fictional: nobody's time runs out while a test looks. Notes of inquiries without a person go at once.</summary>
    public const string Patient = "XT";

    /// <summary>Questions from outside that are taken in a day.</summary>
    public const int MostOfPerson = 3, MostOfOrganisation = 5;

    readonly TestGateway visitors = new(InwardToken.VisitorsIssuer);

    public override async Task InitializeAsync()
    {
        Settings["Trust__VisitorsKeys"] = visitors.PublicKeyFile;
        await base.InitializeAsync();
        foreach (var (jurisdiction, silence, transcript, kept, inquiry, referred) in new[]
        {
            (Hasty, 3m, 1m, 5m, 1m, 1m), (Patient, 7200m, 7200m, 7200m, 0m, 7200m)
        })
        {
            foreach (var (rule, seconds) in new[]
            {
                ("room-silence", silence), ("situation-silence", silence), ("retention.room-transcript", transcript), ("retention.room-kept", kept),
                ("retention.inquiry", inquiry), ("retention.inquiry-referred", referred), ("retention.outside-question", silence),
                ("outside-question-answer", transcript),
            })
                await Send(Routes.KnownToInquiries, new RuleSet(jurisdiction, rule, seconds, "seconds", new(2020, 1, 1), null, "Fictional"));
            foreach (var (rule, limit) in new[] { ("outside-question.person", MostOfPerson), ("outside-question.organisation", MostOfOrganisation) })
                await Send(Routes.KnownToInquiries, new RuleSet(jurisdiction, rule, limit, "times-a-day", new(2020, 1, 1), null, "Fictional"));
        }
        await Eventually.Get(() => Query<long>("select count(*) from known_rules"), seen => seen == 20, "rules");
    }

    /// <summary>A counsellor of a hotline that alone serves this language; so each test has a language of its own.</summary>
    public async Task<Person> Counsellor(string language, string jurisdiction = Patient)
    {
        var hotline = Guid.NewGuid();
        await List(hotline, "x:Hotline", language, jurisdiction);
        return Somebody(Roles.Counsellor, hotline);
    }

    public Task List(Guid partner, string kind, string language, string jurisdiction = Patient, long version = 1) =>
        Know(Routes.KnownToInquiries, new(
            new(partner), version, "Aido linija", kind, jurisdiction, [], [language], ["LT"],
            new("Europe/Vilnius", true, []), null, false, DateTimeOffset.UtcNow));

    /// <summary>As the visitors' gateway: with its own token, and the room's secret if there is one.</summary>
    public async Task<Reply> Visit(
        HttpMethod method, string path, object? body = null, string? room = null, string? key = null, string? bearer = null)
    {
        using var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", bearer ?? visitors.Token("inquiries"));
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
            request.Content = new StringContent(
                body as string ?? JsonSerializer.Serialize(body, NetworkJson.Options), Encoding.UTF8, "application/json");
        // Else the server hangs up on a body that is too large before the answer is read.
        request.Headers.ExpectContinue = request.Content?.Headers.ContentLength > 256 * 1024;
        if (method == HttpMethod.Post)
            request.Headers.Add("Idempotency-Key", key ?? NewKey());
        if (room is not null)
            request.Headers.Add("Room-Token", room);
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return new Reply(
            answer.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text), text,
            answer.Headers.ETag?.Tag, answer.Headers.RetryAfter?.Delta);
    }

    public static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>A visitor's token; what the door of the staff must not take.</summary>
    public string VisitorsToken => visitors.Token("inquiries");

    /// <summary>A room, by its secret.</summary>
    public async Task<string> Room(string language, string text = "Siūlo darbą Vokietijoje. Ar tai saugu?") =>
        (await Visit(HttpMethod.Post, "/visitor/rooms", new { language, topic = "job-offer", country = "DE", text }))
            .Is(System.Net.HttpStatusCode.Created)["token"];

    /// <summary>The oldest room in this hotline's queue.</summary>
    public async Task<Guid> Waiting(Person counsellor) => (await Get(counsellor, "/rooms?state=waiting")).Items[^1].GetProperty("id").GetGuid();

    /// <summary>Where a text can be read in a database: tables whose rows hold it, as text or as the bytes of it.</summary>
    public static async Task<List<string>> Places(NpgsqlDataSource database, string text)
    {
        var found = new List<string>();
        await using var tables = database.CreateCommand("select quote_ident(tablename) from pg_tables where schemaname = 'public'");
        await using var names = await tables.ExecuteReaderAsync();
        while (await names.ReadAsync())
        {
            if (await Query<long>(
                database, $"select count(*) from {names.GetString(0)} t where t::text like '%' || $1 || '%' or t::text like '%' || $2 || '%'",
                text, Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text))) > 0)
                found.Add(names.GetString(0));
        }
        return found;
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        visitors.Dispose();
    }
}
