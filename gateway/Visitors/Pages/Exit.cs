using ReferralNetwork.Visitors.Rooms;

namespace ReferralNetwork.Visitors.Pages;

/// <summary>
/// Quick exit. The one GET that acts, since it must work as a plain link. It waits for nothing: the tokens of the browser's
/// conversations are ended once it has its answer.
/// </summary>
static partial class Exit
{
    const string Calendar = "/today";

    /// <exception cref="InvalidOperationException"><c>Exit:To</c> is neither a path of ours nor an address that begins with https://.</exception>
    public static void MapExit(this WebApplication app)
    {
        var to = app.Configuration["Exit:To"] is { Length: > 0 } chosen ? chosen : Calendar;
        if (!to.StartsWith('/') && !(Uri.TryCreate(to, UriKind.Absolute, out var site) && site.Scheme == Uri.UriSchemeHttps))
            throw new InvalidOperationException(
                "Invalid configuration: Exit:To is where visitors are led when they leave. Give an address that begins with https://, or leave it out for a calendar.");
        app.MapGet("/exit", (HttpContext context, Inquiries inquiries, ILogger<Inquiries> log) =>
        {
            // A link on somebody else's page ends nothing.
            if (context.Request.Headers["Sec-Fetch-Site"] != "cross-site")
            {
                // Not "cache": emptying a full one takes seconds, and no page of ours is ever in it.
                context.Response.Headers["Clear-Site-Data"] = "\"cookies\", \"storage\"";
                context.ForgetRoomTokens(); // for browsers that do not know the header
                foreach (var token in context.Request.RoomTokens())
                    context.Response.OnCompleted(() => Leave(inquiries, token, log));
            }
            return Results.Redirect(to);
        });
    }

    static async Task Leave(Inquiries inquiries, string token, ILogger log)
    {
        var answer = await inquiries.Leave(token, CancellationToken.None);
        if (!answer.Ok)
            NotEnded(log, (int)answer.Status);
    }

    [LoggerMessage(LogLevel.Warning, "A visitor has left, but Inquiries did not end the token: {Status}. It ends by itself.")]
    static partial void NotEnded(ILogger log, int status);
}
