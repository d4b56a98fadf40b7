using System.Net;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Visitors.Rooms;

namespace ReferralNetwork.Visitors.Pages;

/// <summary>Back into a conversation. A phrase that is wrong, was never made, or whose conversation is deleted gets one and the same answer.</summary>
public sealed class ReturnModel(Inquiries inquiries) : VisitorPage
{
    [BindProperty]
    public string Phrase { get; set; } = "";

    public async Task<IActionResult> OnPost(CancellationToken cancellationToken)
    {
        var answer = await inquiries.Return(Phrase, cancellationToken);
        if (answer.Body?.Token is { } token)
        {
            Response.KeepRoomToken(token);
            return To("/room");
        }
        if (answer.Status is not (HttpStatusCode.NotFound or HttpStatusCode.BadRequest))
            return Again(answer);
        Fault("Phrase", "return.wrong");
        return Again();
    }
}
