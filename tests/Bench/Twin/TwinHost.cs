using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Npgsql;
using NpgsqlTypes;
using RabbitMQ.Client;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Ledger.Records;
using ReferralNetwork.Referrals.Lifecycle;

namespace ReferralNetwork.Tests.Bench.Twin;

/// <summary>
/// The path of a referral by hand: the same checks, rules, rows and messages, four commits and three confirmed publishes,
/// and no framework between Kestrel, Npgsql and RabbitMQ.Client. One process where the product has three. What is domain
/// and not plumbing is the product's own: how a permit is checked, what a rule decides, what stands on a worklist, how the
/// ledger gives acts their places.
/// </summary>
static class TwinHost
{
    public static async Task Run()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var settings = builder.Configuration;
        var broker = new Uri(settings.GetConnectionString("Broker")!);
        var referrals = Source(settings.GetConnectionString("Database")!);
        var ledger = Source(settings["Ledger"]!);
        builder.Services.AddHostedService(services => new Sequencer(ledger, TimeProvider.System, services.GetRequiredService<ILogger<Sequencer>>()));
        await using var app = builder.Build();

        var bearer = new Bearer(PemKeys.ReadPublic(settings["Trust:GatewayKeys"]!));
        var permits = new NetworkTokens(PemKeys.ReadPublic(settings["Trust:NetworkKeys"]!));
        await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        await using (var channel = await connection.CreateChannelAsync())
            await Topology.Declare(channel, new RouteTable(Routes.All), CancellationToken.None);
        var outbox = await TwinOutbox.Open(connection, referrals);
        await TwinConsumers.Start(connection, Source(settings["Cases"]!), ledger);

        app.MapGet("/health/ready", () => "ready");
        app.MapPost("/referrals", context => Offer(context, bearer, permits, referrals, outbox));
        app.MapPost("/bare", context => Bare(context, bearer, referrals));
        await app.RunAsync();
    }

    /// <summary>Statements are prepared as in the product. A session is given back as it is: nothing here leaves anything in it to be
    /// reset.</summary>
    static NpgsqlDataSource Source(string connectionString) =>
        ServiceHost.DataSource(new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true }.ConnectionString);

    /// <summary>The limit H: a checked token and one commit of what was posted.</summary>
    static async Task Bare(HttpContext context, Bearer bearer, NpgsqlDataSource database)
    {
        if (await bearer.Check(context.Request) is null)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        await using var insert = database.CreateCommand("insert into bare (id, body) values ($1, $2)");
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7() });
        insert.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = await Body(context.Request) });
        await insert.ExecuteNonQueryAsync();
        context.Response.StatusCode = StatusCodes.Status201Created;
    }

    static async Task Offer(HttpContext context, Bearer bearer, NetworkTokens permits, NpgsqlDataSource database, TwinOutbox outbox)
    {
        var key = context.Request.Headers["Idempotency-Key"].ToString();
        if (await bearer.Check(context.Request) is not { } caller || key.Length is 0 or > 100)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        var body = await Body(context.Request);
        var hash = SHA256.HashData([.. "POST /referrals\n"u8, .. body]);
        var asked = JsonSerializer.Deserialize<OpenReferral>(body, NetworkJson.Options)!;
        var now = DateTimeOffset.UtcNow;
        var (permit, _) = await permits.CheckPermit(asked.Permit, caller.Partner, "Referral", now);

        await using var connection = await database.OpenConnectionAsync();
        var known = await Known(connection, asked, caller, now);
        if (permit is null || !Fits(asked, caller, permit) || known is not { } terms)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var command = new OfferReferral(
            Guid.CreateVersion7(), caller.Partner, caller.ActorId, permit.Id, permit.ReceiptId,
            asked.Needs, asked.AgeBand, asked.Language, asked.Region, asked.Urgency, Enum.Parse<OfferMode>(asked.Mode), asked.Candidates, terms,
            Place: asked.Place, RemovalAt: asked.RemovalAt);
        var (state, rows) = Decide(command, now);
        try
        {
            await Keep(connection, state, rows, caller.ActorId, key, hash, now);
        }
        catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "idempotency_pkey" })
        {
            context.Response.StatusCode = StatusCodes.Status409Conflict; // a repeat; none is sent to the twin
            return;
        }
        outbox.Forward(rows.Where(row => row.TimerKey is null));
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = $"/referrals/{state.CorrelationId}";
        context.Response.Headers.ETag = "\"1\"";
        await context.Response.WriteAsJsonAsync(new { id = state.CorrelationId });
    }

    /// <returns>The referral, and what leaves with it: the offer, the act, the timer.</returns>
    public static (ReferralState State, TwinRow[] Rows) Decide(OfferReferral command, DateTimeOffset now)
    {
        var decision = ReferralRules.Offer(command, now);
        return (
            new() { CorrelationId = command.Id, CurrentState = decision.To!, Version = 1, Data = decision.After! },
            [.. decision.Effects.Select(effect => Row(effect, now))]);
    }

    static bool Fits(OpenReferral asked, Caller caller, OfferPermit permit) =>
        caller.WorksWithCases && asked.Candidates.All(permit.Recipients.Contains)
        && asked.Needs.All(Codes.AssistanceTypes.Contains) && Codes.AgeBands.Contains(asked.AgeBand) && Codes.Languages.Contains(asked.Language)
        && Codes.Urgencies.Contains(asked.Urgency);

    /// <summary>One round trip: the organisations and the periods. Null if something about them is not in order.</summary>
    static async Task<Terms?> Known(NpgsqlConnection connection, OpenReferral asked, Caller caller, DateTimeOffset now)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("select partner_id, services, time_zone, suspended from known_partners where partner_id = any($1)")
                {
                    Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [caller.Partner.Value, .. asked.Candidates.Select(c => c.Value)] } },
                },
                new("""
                    select distinct on (rule) rule, value, unit from known_rules
                    where jurisdiction in ((select jurisdiction from known_partners where partner_id = $1), '*') and rule = any($2)
                    and valid_from <= $3 and (valid_to is null or valid_to >= $3)
                    order by rule, jurisdiction = '*', valid_from desc
                    """)
                {
                    Parameters =
                    {
                        new NpgsqlParameter<Guid> { TypedValue = caller.Partner.Value },
                        new NpgsqlParameter<string[]> { TypedValue = [$"answer-due.{asked.Urgency.ToLowerInvariant()}", "stop-receipt-due"] },
                        new NpgsqlParameter<DateOnly> { TypedValue = DateOnly.FromDateTime(now.UtcDateTime) },
                    },
                },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync();
        var (found, timeZone) = (0, "");
        while (await reader.ReadAsync())
        {
            var id = reader.GetGuid(0);
            var services = reader.GetFieldValue<string[]>(1);
            if (id == caller.Partner.Value)
                timeZone = reader.GetString(2);
            else if (!reader.GetBoolean(3) && asked.Needs.All(services.Contains))
                found++;
        }
        await reader.NextResultAsync();
        Period? answer = null, stop = null;
        while (await reader.ReadAsync())
        {
            var period = new Period(reader.GetDecimal(1), reader.GetString(2));
            if (reader.GetString(0) == "stop-receipt-due")
                stop = period;
            else
                answer = period;
        }
        return found == asked.Candidates.Count && answer is not null && stop is not null ? new Terms(answer, stop, timeZone) : null;
    }

    /// <summary>One round trip and one commit: a batch is a transaction of its own.</summary>
    public static async Task Keep(
        NpgsqlConnection connection, ReferralState state, TwinRow[] rows, Guid caller, string key, byte[] hash, DateTimeOffset now)
    {
        var listed = Worklist.ItemsFor(state.CurrentState, state.Data);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(
                    "insert into idempotency (caller, key, request_hash, status, resource_id, location, etag, created_at) values ($1, $2, $3, 201, $4, $5, '1', $6)")
                {
                    Parameters =
                    {
                        new NpgsqlParameter<Guid> { TypedValue = caller },
                        new NpgsqlParameter<byte[]> { TypedValue = Encoding.UTF8.GetBytes(key) },
                        new NpgsqlParameter<byte[]> { TypedValue = hash },
                        new NpgsqlParameter<Guid> { TypedValue = state.CorrelationId },
                        new NpgsqlParameter<string> { TypedValue = $"/referrals/{state.CorrelationId}" },
                        new NpgsqlParameter<DateTimeOffset> { TypedValue = now },
                    },
                },
                new("insert into referrals (correlation_id, version, data) values ($1, 1, $2)")
                {
                    Parameters =
                    {
                        new NpgsqlParameter<Guid> { TypedValue = state.CorrelationId },
                        new NpgsqlParameter<byte[]>
                        {
                            TypedValue = JsonSerializer.SerializeToUtf8Bytes(state, NetworkJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb
                        },
                    },
                },
                new("""
                    insert into worklist (conversation_id, partner_id, side, open, due_at, to_do, updated_at)
                    select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::boolean[], $5::timestamptz[], $6::text[], $7::timestamptz[])
                    """)
                {
                    Parameters =
                    {
                        new NpgsqlParameter<Guid[]> { TypedValue = [.. listed.Select(l => l.ConversationId)] },
                        new NpgsqlParameter<Guid[]> { TypedValue = [.. listed.Select(l => l.Partner.Value)] },
                        new NpgsqlParameter<string[]> { TypedValue = [.. listed.Select(l => l.Side)] },
                        new NpgsqlParameter<bool[]> { TypedValue = [.. listed.Select(l => l.Open)] },
                        new NpgsqlParameter<DateTimeOffset[]> { TypedValue = [.. listed.Select(l => l.DueAt ?? DateTimeOffset.MaxValue)] },
                        new NpgsqlParameter<string?[]> { TypedValue = [.. listed.Select(l => l.ToDo)] },
                        new NpgsqlParameter<DateTimeOffset[]> { TypedValue = [.. listed.Select(l => l.UpdatedAt)] },
                    },
                },
                TwinOutbox.Insert(rows),
            },
        };
        await batch.ExecuteNonQueryAsync();
    }

    static TwinRow Row(Effect effect, DateTimeOffset now) => effect switch
    {
        PublishEvent<OfferMade> made => TwinRow.Of(RouteTable.ExchangeOf(typeof(OfferMade)), made.Message, now),
        Chassis.Sagas.AuditRecord act => TwinRow.Of(Routes.AuditRecords, new AuditRecorded(
            Guid.CreateVersion7(), act.Actor ?? Guid.Empty, act.Partner, "referrals", act.Verb, act.Reference, null, now, null), now),
        ScheduleTimer<AnswerDue> timer => TwinRow.Of(Routes.Referral, timer.Message, now) with { TimerKey = timer.Key, DueAt = timer.DueAt },
        _ => throw new InvalidOperationException($"{effect} is not of this path."),
    };

    static async Task<byte[]> Body(HttpRequest request)
    {
        var body = new byte[request.ContentLength ?? throw new BadHttpRequestException("A length is needed.", StatusCodes.Status411LengthRequired)];
        await request.Body.ReadExactlyAsync(body);
        return body;
    }
}

/// <summary>The bearer token, checked as the services check it.</summary>
sealed class Bearer(IEnumerable<SecurityKey> keys)
{
    static readonly JsonWebTokenHandler Handler = new();

    readonly TokenValidationParameters demanded = InwardToken.Validation("referrals", keys);

    public async Task<Caller?> Check(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.Ordinal))
            return null;
        var result = await Handler.ValidateTokenAsync(header["Bearer ".Length..], demanded);
        return result.IsValid ? Caller.From(new(result.ClaimsIdentity)) : null;
    }
}
