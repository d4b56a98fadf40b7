using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using ReferralNetwork.Chassis.Identity;

namespace ReferralNetwork.Chassis.Hosting;

/// <summary>
/// The outermost part of every process: what no reader further in could make sense of is 400 here, and each refusal, also one
/// from deep inside, is one line in the log with who, what and when, in ids and routes.
/// </summary>
static partial class RequestGuard
{
    /// <summary>A process on one machine answers to that machine's own names. Others are listed in AllowedHosts, divided by semicolons.</summary>
    static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    public static void AddRequestGuard(this WebApplicationBuilder builder)
    {
        string[] hosts = builder.Configuration["AllowedHosts"] is { Length: > 0 } listed
            ? listed.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : Loopback;
        if (hosts.Contains("*", StringComparer.Ordinal))
            throw new InvalidOperationException(
                "AllowedHosts lets any host in: list the names under which this process is reached, such as cases;localhost.");
        builder.Services.Configure<HostFilteringOptions>(options =>
        {
            options.AllowedHosts = hosts;
            options.AllowEmptyHosts = false;
            options.IncludeFailureMessage = false;
        });
        // No part of a body is written to a file, which would outlive the keys that are to erase it.
        builder.Services.Configure<FormOptions>(form =>
        {
            form.MemoryBufferThreshold = (int)ServiceHost.MaxBody;
            form.BufferBodyLengthLimit = ServiceHost.MaxBody;
            form.MultipartBodyLengthLimit = ServiceHost.MaxBody;
        });
        // Before the filters of hosts, so that their refusals are told as well.
        builder.Services.Insert(0, ServiceDescriptor.Transient<IStartupFilter, Outermost>());
    }

    sealed class Outermost(ILogger<Outermost> log) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            LogLines.BeginsToServe();
            app.Use((context, inner) =>
            {
                context.Response.OnStarting(() => Tell(context));
                if (IsReadable(context.Request))
                    return inner(context);
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return Task.CompletedTask;
            });
            next(app);
        };

        Task Tell(HttpContext context)
        {
            var status = context.Response.StatusCode;
            if (status >= StatusCodes.Status400BadRequest)
                Refused(log, status, Method(context.Request.Method), Route(context), Actor(context.User));
            return Task.CompletedTask;
        }
    }

    /// <summary>Whether path, query and encoding are such that a page or a database can do something with them.</summary>
    static bool IsReadable(HttpRequest request) =>
        request.Path.HasValue // not "OPTIONS *"
        && !request.QueryString.Value!.Contains("%00", StringComparison.Ordinal)
        && !request.Path.Value!.Contains('\0', StringComparison.Ordinal)
        && (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.Charset.HasValue
            || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    /// <summary>The route as it stands in the code, and the ids that were put into it; never the path, in which anything may stand.</summary>
    static string Route(HttpContext context)
    {
        var features = context.Features;
        var reexecuted = features.Get<IStatusCodeReExecuteFeature>();
        var failed = features.Get<IExceptionHandlerFeature>();
        if ((reexecuted is not null ? reexecuted.Endpoint : failed is not null ? failed.Endpoint : context.GetEndpoint())
            is not RouteEndpoint endpoint)
            return "(no route)";
        var values = reexecuted?.RouteValues ?? failed?.RouteValues ?? context.Request.RouteValues;
        var ids = values.Values.Select(value => Guid.TryParse(value?.ToString(), out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty);
        return string.Join(' ', [endpoint.RoutePattern.RawText ?? "/", .. ids]);
    }

    static string Method(string sent) => Methods.Contains(sent, StringComparer.Ordinal) ? sent : "(no method)";

    static readonly string[] Methods =
        [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post, HttpMethods.Put, HttpMethods.Delete, HttpMethods.Patch, HttpMethods.Options];

    /// <summary>The pseudonym, by a service's token or a gateway's session.</summary>
    static string Actor(ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirstValue(InwardToken.Subject) ?? user.FindFirstValue(InwardToken.Actor), out var actor)
            ? actor.ToString()
            : "nobody known";

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Status} to {Method} {Route} of {Actor}")]
    static partial void Refused(ILogger log, int status, string method, string route, string actor);
}
