using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Visitors.Rooms;

namespace ReferralNetwork.Visitors.Pages.Room;

public sealed class KeepModel(Inquiries inquiries, Drafts drafts) : RoomPage(inquiries, drafts)
{
    protected override string Form => "keep";

    public async Task<IActionResult> OnPost(bool keep, CancellationToken cancellationToken)
    {
        var answer = await Inquiries.Keep(Token, keep, Key, cancellationToken);
        return answer.Ok ? Onward("/room/keep") : await Look() ?? await Refuse(answer);
    }
}
