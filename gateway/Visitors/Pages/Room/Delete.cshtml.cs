using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Visitors.Rooms;

namespace ReferralNetwork.Visitors.Pages.Room;

public sealed class DeleteModel(Inquiries inquiries) : RoomPage(inquiries)
{
    public async Task<IActionResult> OnPost(CancellationToken cancellationToken)
    {
        var answer = await Inquiries.Delete(Token, Key, cancellationToken);
        if (!answer.Ok)
            return await Look() ?? Again(answer);
        Response.ForgetRoomToken();
        return To("/deleted");
    }
}
