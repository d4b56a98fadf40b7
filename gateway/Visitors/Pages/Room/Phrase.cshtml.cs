using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Visitors.Rooms;

namespace ReferralNetwork.Visitors.Pages.Room;

public sealed class PhraseModel(Inquiries inquiries) : RoomPage(inquiries)
{
    /// <summary>Only in the answer that made it: whoever asks for the page again does not see it.</summary>
    public string? Phrase { get; private set; }

    public async Task<IActionResult> OnPost(CancellationToken cancellationToken)
    {
        var answer = await Inquiries.Phrase(Token, T.Language, Key, cancellationToken);
        if (!answer.Ok)
            return await Look() ?? Again(answer);
        Phrase = answer.Body?.Phrase;
        return Page();
    }
}
