using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Visitors.Rooms;

namespace ReferralNetwork.Visitors.Pages.Room;

public sealed class KeepModel(Inquiries inquiries) : RoomPage(inquiries)
{
    public async Task<IActionResult> OnPost(bool keep, CancellationToken cancellationToken)
    {
        var answer = await Inquiries.Keep(Token, keep, Key, cancellationToken);
        return answer.Ok ? To("/room/keep") : await Look() ?? Again(answer);
    }
}
