using System.Net;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Visitors.Rooms;

namespace ReferralNetwork.Visitors.Pages.Room;

public class IndexModel(Inquiries inquiries, Drafts drafts, TimeProvider time) : RoomPage(inquiries, drafts)
{
    [BindProperty]
    public string? Text { get; set; }

    protected override string Form => "room";
    public override IReadOnlyList<string> Fields => ["Text"];

    public int? HoursLeft => Room?.DeletesAt is { } end ? Math.Max(1, (int)Math.Ceiling((end - time.GetUtcNow()).TotalHours)) : null;

    public async Task<IActionResult> OnPost(CancellationToken cancellationToken)
    {
        if (!Reads(Text))
            return await Refuse();
        var answer = await Inquiries.Write(Token, Text!, Key, cancellationToken);
        if (answer.Ok)
        {
            Drafts.Forget(Token, Form);
            return Onward("/room#state");
        }
        // What was typed stays, even where the conversation cannot be shown.
        return answer.Status == HttpStatusCode.NotFound && await Look() is { } elsewhere ? elsewhere : await Refuse(answer);
    }
}
