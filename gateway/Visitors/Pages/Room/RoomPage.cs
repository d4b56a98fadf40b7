using System.Net;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using ReferralNetwork.Visitors.Rooms;

namespace ReferralNetwork.Visitors.Pages.Room;

/// <summary>
/// A page of the conversation that this browser is in. In one that is in none it shows what leaving shows, as if there had
/// never been anything: who presses Back after the visitor has left learns nothing.
/// </summary>
public abstract class RoomPage(Inquiries inquiries) : VisitorPage
{
    protected Inquiries Inquiries => inquiries;
    protected string Token { get; private set; } = "";

    /// <summary>Null only where <see cref="Look"/> found it could not be shown.</summary>
    public Rooms.Room? Room { get; private set; }

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Token = Request.RoomToken() ?? "";
        if (Token.Length == 0)
            context.Result = Redirect("/today");
        else if (HttpMethods.IsGet(Request.Method) && await Look() is { } elsewhere)
            context.Result = elsewhere;
        else
            await next();
    }

    /// <summary>Reads the conversation; if it cannot be shown, the answer says where the visitor is told why.</summary>
    protected async Task<IActionResult?> Look()
    {
        var answer = await inquiries.Read(Token, HttpContext.RequestAborted);
        Room = answer.Body;
        if (Room is not null)
            return null;
        if (answer.Status is not (HttpStatusCode.NotFound or HttpStatusCode.Gone))
            return To("/away");
        Response.ForgetRoomToken();
        return To("/ended");
    }
}
