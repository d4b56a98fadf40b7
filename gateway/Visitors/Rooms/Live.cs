using System.Globalization;
using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace ReferralNetwork.Visitors.Rooms;

/// <summary>What an open page asks by itself: whether there is something new, and that somebody still looks at it.</summary>
static class Live
{
    /// <summary>A quarter of what a token lives without a request. visitors.js asks as often.</summary>
    const string EverySeconds = "300";

    public static void MapLive(this IEndpointRouteBuilder app)
    {
        app.MapGet("/{language:language}/room/live", News);
        app.MapGet("/{language:language}/room/still", Still);
    }

    /// <summary>Tells an open page that there is something new; the page then asks for itself anew and takes over what it lacks.</summary>
    static IResult News(HttpRequest request, Inquiries inquiries, long after, string? id, CancellationToken cancellationToken) =>
        request.RoomToken(id) is { } token
            // After a break the browser says what it heard last.
            ? Results.ServerSentEvents(
                Changes(
                    inquiries, token,
                    long.TryParse(request.Headers["Last-Event-ID"], CultureInfo.InvariantCulture, out var last) ? last : after, cancellationToken))
            : Results.NoContent(); // which tells a browser not to ask again

    /// <summary>
    /// Keeps the conversation open for who looks at a page of it. Scripts fetch it; without them it stands in a frame that asks
    /// for itself, beside a form that must not be asked for anew while somebody types.
    /// </summary>
    static async Task<IResult> Still(HttpContext context, Inquiries inquiries, string? id, CancellationToken cancellationToken)
    {
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'self'";
        var status = context.Request.RoomToken(id) is { } token ? (await inquiries.Still(token, cancellationToken)).Status : HttpStatusCode.NotFound;
        if (status != HttpStatusCode.NotFound)
            context.Response.Headers["Refresh"] = EverySeconds;
        return Results.Text("<!DOCTYPE html>", "text/html", statusCode: status is HttpStatusCode.NoContent ? StatusCodes.Status200OK : (int)status);
    }

    static async IAsyncEnumerable<SseItem<string>> Changes(
        Inquiries inquiries, string token, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Answer<Room> answer;
        while ((answer = await inquiries.Changes(token, after, cancellationToken)).Ok)
        {
            if (answer.Body is { } room)
            {
                after = room.Version;
                yield return new(room.State) { EventId = after.ToString(CultureInfo.InvariantCulture) };
            }
            else
                yield return new("", "still"); // so that what stands between does not take the line for dead
        }
        // Otherwise the service is away: the browser asks again by itself.
        if (answer.Status is HttpStatusCode.NotFound)
            yield return new("ended", "ended");
    }
}
