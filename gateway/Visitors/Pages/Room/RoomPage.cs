using System.Net;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Visitors.Rooms;

namespace ReferralNetwork.Visitors.Pages.Room;

/// <summary>
/// A page of a conversation that this browser is in. In one that is in none it shows what leaving shows, as if there had
/// never been anything: who presses Back after the visitor has left learns nothing.
/// </summary>
public abstract class RoomPage(Inquiries inquiries, Drafts drafts) : FormPage(inquiries, drafts)
{
    /// <summary>Null only where <see cref="Look"/> found it could not be shown.</summary>
    public Rooms.Room? Room { get; private set; }

    protected new string Token => base.Token!; // else Before has led elsewhere

    protected override async Task<IActionResult?> Before(CancellationToken cancellationToken)
    {
        if (base.Token is null)
            return Redirect("/today");
        if (!HttpMethods.IsGet(Request.Method))
            return null;
        await base.Before(cancellationToken);
        // While Inquiries is away, the form with what was typed is shown all the same.
        return await Look() is { } elsewhere && !(Types && Draft?.Status == StatusCodes.Status503ServiceUnavailable) ? elsewhere : null;
    }

    /// <summary>Reads the conversation; if it cannot be shown, the answer says where the visitor is told why.</summary>
    protected async Task<IActionResult?> Look()
    {
        var answer = await Inquiries.Read(Token, HttpContext.RequestAborted);
        Room = answer.Body;
        switch (answer.Status)
        {
            case HttpStatusCode.OK:
                return null;
            case HttpStatusCode.Conflict: // nothing was sent yet
                return Onward("/write");
            case HttpStatusCode.NotFound or HttpStatusCode.Gone:
                if (HasTyped)
                    await Keep(StatusCodes.Status200OK); // what was typed can go with the return phrase, or into a new conversation
                else
                    HttpContext.ForgetRoomToken(Token);
                return To("/ended");
            default:
                return To("/away");
        }
    }
}
