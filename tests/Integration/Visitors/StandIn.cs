using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Tests.Integration.SignIn;

namespace ReferralNetwork.Tests.Integration.Visitors;

/// <summary>What the visitors' gateway asked of Inquiries, whole.</summary>
public sealed record Asked(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public override string ToString() => $"{Method} {Path}\n{string.Join('\n', Headers.Select(h => $"{h.Key}: {h.Value}"))}\n{Body}";
}

/// <summary>Stands for Inquiries: one room, its visitor's token checked as the service checks it, and a memory of all that came in.</summary>
public sealed class StandIn : IAsyncDisposable
{
    public const string RoomToken = "b2Zm4Jm0bVqkqM1m7yX3q0l8mQm8o6o2jvJ1r0m3n4A";

    /// <summary>What an opening that has to wait is told to come again with.</summary>
    public const string Ticket = "1795753350.ticket";

    readonly WebApplication app;
    readonly ConcurrentQueue<Asked> asked = new();
    readonly ConcurrentDictionary<(string Token, string Form), string> drafts = new();

    StandIn(WebApplication app) => this.app = app;

    public Uri Address { get; private set; } = null!;

    public const string Phrase = "able about across action actor adult again agree";

    /// <summary>What a counsellor has written.</summary>
    public string Said { get; set; } = "Hello";

    public bool Away { get; set; }

    /// <summary>What every action of a visitor is answered with; drafts are kept all the same.</summary>
    public int? Refuses { get; set; }

    public IReadOnlyList<Asked> Heard => [.. asked];

    public static async Task<StandIn> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var inquiries = new StandIn(builder.Build());
        inquiries.app.Map("/visitor/{**path}", (Delegate)inquiries.Answer);
        await inquiries.app.StartAsync();
        inquiries.Address = new Uri(inquiries.app.Urls.Single());
        return inquiries;
    }

    async Task<IResult> Answer(HttpContext context)
    {
        var request = context.Request;
        using var body = new StreamReader(request.Body);
        var text = await body.ReadToEndAsync();
        asked.Enqueue(new(
            request.Method, request.Path,
            request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), text));
        if (Away)
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        var validation = InwardToken.Validation("inquiries", PemKeys.ReadPublic(Certificates.Path("visitors.pub.pem")), InwardToken.VisitorsIssuer);
        if (!(await new JsonWebTokenHandler().ValidateTokenAsync(request.Headers.Authorization.ToString()["Bearer ".Length..], validation)).IsValid)
            return Results.Unauthorized();

        var path = request.Path.Value!["/visitor/".Length..];
        var token = request.Headers["Room-Token"].ToString();
        if (path.StartsWith("drafts", StringComparison.Ordinal))
            return Draft(path.Split('/'), token, text);
        if (Refuses is { } status && HttpMethods.IsPost(request.Method))
        {
            if (status == StatusCodes.Status429TooManyRequests)
                request.HttpContext.Response.Headers.RetryAfter = "7";
            return path == "rooms" && status == StatusCodes.Status429TooManyRequests
                ? Results.Json(new { ticket = Ticket }, statusCode: status)
                : Results.StatusCode(status);
        }
        if (path.StartsWith("room", StringComparison.Ordinal) && path != "rooms" && token != RoomToken)
            return Knows(token) ? path == "room/leave" ? Results.Json(new { }) : Results.Conflict() : Results.NotFound();
        return path switch
        {
            "rooms" => Results.Json(new { token = RoomToken }, statusCode: StatusCodes.Status201Created),
            "room" => Results.Json(new
            {
                state = "Attended",
                version = 3,
                messages = new[] { new { id = Guid.CreateVersion7(), from = "counsellor", at = DateTimeOffset.UtcNow, text = Said } },
                phrase = "none",
                keepAsked = false,
                something = "that a newer service tells",
            }),
            "room/still" => Results.NoContent(),
            "room/phrase" => Results.Json(new { phrase = Phrase }, statusCode: StatusCodes.Status201Created),
            "return" => Results.NotFound(),
            _ => Results.Json(new { }),
        };
    }

    bool Knows(string token) => token == RoomToken || drafts.Keys.Any(kept => kept.Token == token);

    IResult Draft(string[] path, string token, string text)
    {
        if (path is [_])
        {
            var draft = JsonDocument.Parse(text).RootElement;
            var content = draft.GetProperty("content").GetString()!;
            if (content.Length > 20_000)
                return Results.BadRequest();
            token = Knows(token) ? token : Guid.NewGuid().ToString("n");
            drafts[(token, draft.GetProperty("form").GetString()!)] = content;
            return Results.Json(new { token });
        }
        var found = path is [_, _, "take"] ? drafts.TryRemove((token, path[1]), out var kept) : drafts.TryGetValue((token, path[1]), out kept);
        return found ? Results.Json(new { content = kept }) : Results.NotFound();
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
