using System.Net;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Visitors.Rooms;

namespace ReferralNetwork.Visitors.Pages.Room;

/// <summary>The phrase typed back: from then on it opens the conversation.</summary>
public sealed class KeptModel(Inquiries inquiries) : RoomPage(inquiries)
{
    [BindProperty]
    public string Phrase { get; set; } = "";

    public async Task<IActionResult> OnPost(CancellationToken cancellationToken)
    {
        var answer = await Inquiries.PhraseKept(Token, Phrase, Key, cancellationToken);
        if (answer.Ok)
            return To("/room/phrase/kept");
        if (await Look() is { } elsewhere)
            return elsewhere;
        if (answer.Status is not (HttpStatusCode.Conflict or HttpStatusCode.BadRequest))
            return Again(answer);
        Fault("Phrase", "kept.wrong");
        return Again();
    }
}
