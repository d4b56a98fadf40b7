using System.Net;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Visitors.Rooms;

namespace ReferralNetwork.Visitors.Pages.Room;

public sealed class IndexModel(Inquiries inquiries, TimeProvider time) : RoomPage(inquiries)
{
    [BindProperty]
    public string? Text { get; set; }

    public int? HoursLeft => Room?.DeletesAt is { } end ? Math.Max(1, (int)Math.Ceiling((end - time.GetUtcNow()).TotalHours)) : null;

    public async Task<IActionResult> OnPost(CancellationToken cancellationToken)
    {
        if (!Reads(Text))
            return await Look() ?? Again();
        var answer = await Inquiries.Write(Token, Text!, Key, cancellationToken);
        if (answer.Ok)
            return To("/room#state");
        // What was typed stays, even where the conversation cannot be shown.
        var elsewhere = await Look();
        return answer.Status == HttpStatusCode.ServiceUnavailable ? Again(answer) : elsewhere ?? Again(answer);
    }
}
