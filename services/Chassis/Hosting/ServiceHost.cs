using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Operations;

namespace ReferralNetwork.Chassis.Hosting;

/// <summary>What every process of the network is made of.</summary>
public static class ServiceHost
{
    /// <summary>Bytes; the largest body any service takes.</summary>
    public const long MaxBody = 256 * 1024;

    /// <summary>A service: the process, its database, and tokens with its name as audience.</summary>
    /// <exception cref="InvalidOperationException">Settings are missing; all of them are named.</exception>
    public static WebApplicationBuilder Create(string[] args, string name)
    {
        var builder = CreateProcess(args, name);
        Demand(builder.Configuration, "ConnectionStrings:Database", "ConnectionStrings:Broker", "Trust:GatewayKeys");
        builder.AddDatabase();
        builder.Services
            .AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
            .AddJwtBearer(options =>
            {
                options.MapInboundClaims = false;
                options.TokenValidationParameters = InwardToken.Validation(name, PemKeys.ReadPublic(builder.Configuration["Trust:GatewayKeys"]!));
            });
        builder.Services.AddAuthorization();
        builder.AddBrakes();
        builder.Services.AddOpenApi();
        return builder;
    }

    /// <summary>What services and gateways share: limits, JSON, problems, health, telemetry.</summary>
    public static WebApplicationBuilder CreateProcess(string[] args, string name)
    {
        var builder = WebApplication.CreateBuilder(args);
        var services = builder.Services;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
        });
        // Ids only: what ASP.NET Core says of each request carries paths and is not needed beside the traces.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("MassTransit", LogLevel.Warning);
        // MassTransit logs a failed message with its exception, whose text is not ours.
        builder.Logging.AddFilter("MassTransit.ReceiveTransport", LogLevel.None);

        services.AddSingleton(new ServiceIdentity(name));
        services.TryAddSingleton(TimeProvider.System);
        services.ConfigureHttpJsonOptions(json => NetworkJson.Configure(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddProblemDetails();
        services.AddHealthChecks();
        builder.AddTelemetry(name);
        return builder;
    }

    /// <summary>The process's own database, without which it is not ready.</summary>
    public static void AddDatabase(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(_ => DataSource(builder.Configuration["ConnectionStrings:Database"]!));
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: ["ready"]);
    }

    /// <summary>Migrates, then serves until the process is asked to stop.</summary>
    public static async Task RunServiceAsync(this WebApplication app)
    {
        var database = app.Configuration["ConnectionStrings:Database"]!;
        Migrator.Migrate(database, typeof(ServiceHost).Assembly);
        Migrator.Migrate(database, System.Reflection.Assembly.GetEntryAssembly()!);
        await app.RunAsync();
    }

    /// <summary>Builds the application with what comes before its routes: problems for everything unexpected, sign-in, health.</summary>
    public static WebApplication BuildService(this WebApplicationBuilder builder)
    {
        var app = builder.Build();
        app.UseExceptionHandler(errors => errors.Run(Explain));
        app.UseStatusCodePages();
        app.Use((context, next) => BodyHash.Compute(context, next));
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.MapHealth();
        app.MapOperations();
        app.MapOpenApi();
        return app;
    }

    /// <summary>
    /// A data source with statements prepared by themselves once they are used twice. Sessions are handed on as they are: nothing
    /// here changes a session beyond its transaction, and resetting it would cost seven statements each time.
    /// </summary>
    public static NpgsqlDataSource DataSource(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 100, AutoPrepareMinUsages = 2, NoResetOnClose = true };
        return NpgsqlDataSource.Create(settings);
    }

    static Task Explain(HttpContext context)
    {
        var problem = context.Features.Get<IExceptionHandlerFeature>()?.Error switch
        {
            ProblemException e => e.Problem,
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
                Problems.Problem(StatusCodes.Status413PayloadTooLarge, "too-large", "Too large", $"A request may have at most {MaxBody / 1024} kB."),
            BadHttpRequestException { InnerException: Timing.MemberException e } => Problems.Invalid(new Fault(Pointer(e.Path), e.Message)),
            BadHttpRequestException { InnerException: System.Text.Json.JsonException e } =>
                Problems.Invalid(new Fault(Pointer(e.Path), "This is not the JSON that is expected here: look at the member's name and type.")),
            BadHttpRequestException e => Problems.Problem(e.StatusCode, "invalid", "The request is not valid", "A header or parameter is missing or malformed."),
            NpgsqlException e when e.IsTransient || DatabaseOutage.IsAway(e) => Problems.Problem(StatusCodes.Status503ServiceUnavailable, "unavailable", "Not available now",
                "Nothing was changed. Send the same request again in a moment, with the same Idempotency-Key."),
            _ => Problems.Problem(StatusCodes.Status500InternalServerError, "unexpected", "Something went wrong here",
                "Nothing was changed. Send the same request again, with the same Idempotency-Key."),
        };
        return problem.ExecuteAsync(context);
    }

    /// <summary>System.Text.Json's path ($.a[0].b) as a JSON pointer (/a/0/b).</summary>
    static string Pointer(string? path) =>
        path is null ? "" : path.TrimStart('$').Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Replace('.', '/');

    /// <summary>Settings without which the process cannot start.</summary>
    /// <exception cref="InvalidOperationException">Some are missing; all of those are named, and how to set them.</exception>
    public static void Demand(ConfigurationManager configuration, params string[] keys)
    {
        var missing = keys.Where(key => string.IsNullOrEmpty(configuration[key])).Select(key => key.Replace(":", "__", StringComparison.Ordinal)).ToArray();
        if (missing.Length > 0)
            throw new InvalidOperationException($"Not configured: {string.Join(", ", missing)}. Set them as environment variables.");
    }
}
