using System.Net;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Visitors.Rooms;

namespace ReferralNetwork.Visitors.Pages;

/// <summary>
/// Back into a conversation. A phrase that is wrong, was never made, or whose conversation is deleted gets one and the same answer.
/// </summary>
public sealed class ReturnModel(Inquiries inquiries, Drafts drafts) : FormPage(inquiries, drafts)
{
    [BindProperty]
    public string Phrase { get; set; } = "";

    protected override string Form => "return";
    public override IReadOnlyList<string> Fields => ["Phrase"];

    public async Task<IActionResult> OnPost(CancellationToken cancellationToken)
    {
        var answer = await Inquiries.Return(Phrase, cancellationToken);
        if (answer.Body?.Token is { } token)
        {
            // What could not be sent because the conversation had ended on this device.
            if (Token is not null && await Drafts.Find(Token, "room", cancellationToken) is { } unsent)
                await Drafts.Keep(token, "room", unsent, cancellationToken);
            await Begin(token, cancellationToken);
            return Onward("/room", token);
        }
        if (answer.Status is not (HttpStatusCode.NotFound or HttpStatusCode.BadRequest))
            return await Refuse(answer);
        Fault("Phrase", "return.wrong");
        return await Refuse();
    }
}
