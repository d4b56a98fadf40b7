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
using ReferralNetwork.Chassis.Sealing;

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
        RequireSettings(builder.Configuration, "ConnectionStrings:Database", "ConnectionStrings:Broker", "Trust:GatewayKeys", "Keys:Lookup");
        builder.AddDatabase();
        builder.Services.AddSingleton(new LookupKey(builder.Configuration["Keys:Lookup"]!));
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
        builder.Logging.AddLines();
        builder.AddRequestGuard();

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
        app.UseExceptionHandler(errors => errors.Run(WriteProblem));
        app.UseStatusCodePages();
        app.Use(Refusals.Answer);
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.Use(RequestBody.Read);
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

    static Task WriteProblem(HttpContext context) => (context.Features.Get<IExceptionHandlerFeature>()?.Error switch
    {
        NpgsqlException e when e.IsTransient || DatabaseOutage.IsAway(e) =>
            Problems.Problem(StatusCodes.Status503ServiceUnavailable, "unavailable", "Not available now",
                "Nothing was changed. Send the same request again in a moment, with the same Idempotency-Key."),
        _ => Problems.Problem(StatusCodes.Status500InternalServerError, "unexpected", "Something went wrong here",
            "Nothing was changed. Send the same request again, with the same Idempotency-Key."),
    }).ExecuteAsync(context);

    /// <summary>Settings without which the process cannot start.</summary>
    /// <exception cref="InvalidOperationException">Some are missing; all of those are named, and how to set them.</exception>
    public static void RequireSettings(ConfigurationManager configuration, params string[] keys)
    {
        var missing = keys.Where(key => string.IsNullOrEmpty(configuration[key]))
            .Select(key => key.Replace(":", "__", StringComparison.Ordinal))
            .ToArray();
        if (missing.Length > 0)
            throw new InvalidOperationException($"Not configured: {string.Join(", ", missing)}. Set them as environment variables.");
    }
}
