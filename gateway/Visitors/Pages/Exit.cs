using ReferralNetwork.Visitors.Rooms;

namespace ReferralNetwork.Visitors.Pages;

/// <summary>
/// Quick exit. The one GET that acts, since it must work as a plain link. It waits for nothing: the conversation's token is
/// ended once the browser has its answer.
/// </summary>
static partial class Exit
{
    public static void MapExit(this IEndpointRouteBuilder app) => app.MapGet("/exit", (HttpContext context, Inquiries inquiries, ILogger<Inquiries> log) =>
    {
        var (request, response) = (context.Request, context.Response);
        // A link on somebody else's page ends nothing.
        if (request.Headers["Sec-Fetch-Site"] != "cross-site")
        {
            response.Headers["Clear-Site-Data"] = "\"cache\", \"cookies\", \"storage\"";
            response.ForgetRoomToken(); // for browsers that do not know the header
            if (request.RoomToken() is { } token)
                response.OnCompleted(() => Leave(inquiries, token, log));
        }
        return Results.Redirect("/today");
    });

    static async Task Leave(Inquiries inquiries, string token, ILogger log)
    {
        var answer = await inquiries.Leave(token, CancellationToken.None);
        if (!answer.Ok)
            NotEnded(log, (int)answer.Status);
    }

    [LoggerMessage(LogLevel.Warning, "A visitor has left, but Inquiries did not end the token: {Status}. It ends by itself.")]
    static partial void NotEnded(ILogger log, int status);
}
