using System.Globalization;
using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace ReferralNetwork.Visitors.Rooms;

/// <summary>Tells an open page that there is something new; the page then asks for itself anew and takes over what it lacks.</summary>
static class Live
{
    public static void MapLive(this IEndpointRouteBuilder app) =>
        app.MapGet("/{language:language}/room/live", (HttpRequest request, Inquiries inquiries, long after, CancellationToken cancellationToken) =>
            request.RoomToken() is { } token
                // After a break the browser says what it heard last.
                ? Results.ServerSentEvents(Changes(inquiries, token, long.TryParse(request.Headers["Last-Event-ID"], CultureInfo.InvariantCulture, out var last) ? last : after, cancellationToken))
                : Results.NoContent()); // which tells a browser not to ask again

    static async IAsyncEnumerable<SseItem<string>> Changes(Inquiries inquiries, string token, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
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
