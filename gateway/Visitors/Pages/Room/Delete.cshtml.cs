using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Visitors.Rooms;

namespace ReferralNetwork.Visitors.Pages.Room;

public sealed class DeleteModel(Inquiries inquiries, Drafts drafts) : RoomPage(inquiries, drafts)
{
    protected override string Form => "delete";

    public async Task<IActionResult> OnPost(CancellationToken cancellationToken)
    {
        var answer = await Inquiries.Delete(Token, Key, cancellationToken);
        if (!answer.Ok)
            return await Look() ?? await Refuse(answer);
        HttpContext.ForgetRoomToken(Token);
        return To("/deleted");
    }
}
