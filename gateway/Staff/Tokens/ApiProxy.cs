using System.Net.Http.Headers;
using Microsoft.Net.Http.Headers;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Sessions;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms;

namespace ReferralNetwork.Staff.Tokens;

/// <summary>/api/{service}/… for whoever has signed in: the cookie stays outside, a minted token goes inside.</summary>
public static class ApiProxy
{
    const string OnlyOurs = "gateway";

    public static void AddApiProxy(this IServiceCollection services, StaffSettings settings)
    {
        services.AddSingleton<IForwarderHttpClientFactory, ForwarderClients>();
        services.AddReverseProxy()
            .LoadFromMemory(
                [.. settings.Services.Keys.Select(Route), Uploads],
                [.. settings.Services.Select(s => Cluster(s.Key, s.Value))])
            .AddTransforms(transforms =>
            {
                var service = transforms.Route.ClusterId!;
                transforms.AddPathRemovePrefix("/api/" + service);
                transforms.AddRequestTransform(request =>
                {
                    var headers = request.ProxyRequest.Headers;
                    headers.Remove(HeaderNames.Cookie);
                    var tokens = request.HttpContext.RequestServices.GetRequiredService<InwardTokens>();
                    headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.For(request.HttpContext.SignedIn(), service));
                    return ValueTask.CompletedTask;
                });
                transforms.AddResponseTransform(response =>
                {
                    var headers = response.HttpContext.Response.Headers;
                    headers.Remove(HeaderNames.SetCookie);
                    if (headers.Location.ToString() is ['/', ..] location) // a path of the service, which stands under /api here
                        headers.Location = $"/api/{service}{location}";
                    return ValueTask.CompletedTask;
                });
            });
    }

    public static void MapApiProxy(this IEndpointRouteBuilder app)
    {
        app.MapReverseProxy(proxy => proxy.Use((context, next) => IsOnlyOurs(context.Request.Path)
            ? Results.Problem(statusCode: StatusCodes.Status404NotFound).ExecuteAsync(context)
            : next()));
        app.Map("/api/{**rest}", () => Results.Problem(statusCode: StatusCodes.Status404NotFound));
    }

    /// <summary>What services keep for the gateway itself; they demand its role as well.</summary>
    static bool IsOnlyOurs(PathString path)
    {
        var segments = path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return segments.Length > 2 && segments[2].Equals(OnlyOurs, StringComparison.OrdinalIgnoreCase);
    }

    static RouteConfig Route(string service) =>
        new() { RouteId = service, ClusterId = service, Match = new() { Path = $"/api/{service}/{{**rest}}" } };

    /// <summary>An attachment goes through as it comes; Cases judges how much of it there is.</summary>
    static readonly RouteConfig Uploads = new()
    {
        RouteId = "attachments",
        ClusterId = "cases",
        Order = -1,
        Match = new() { Path = "/api/cases/cases/{case:guid}/attachments/{attachment:guid}", Methods = [HttpMethods.Put] },
        MaxRequestBodySize = 2 * Attachments.Largest, // as Cases reads, so that the sender hears why
    };

    static ClusterConfig Cluster(string service, Uri address) => new()
    {
        ClusterId = service,
        Destinations = new Dictionary<string, DestinationConfig>(StringComparer.Ordinal) { ["one"] = new() { Address = address.ToString() } },
        HttpRequest = new() { ActivityTimeout = TimeSpan.FromSeconds(30) },
    };
}
