using System.Collections.Frozen;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Visitors.Rooms;

namespace ReferralNetwork.Visitors.Pages.Room;

public sealed class PhraseModel(Inquiries inquiries, Drafts drafts) : RoomPage(inquiries, drafts)
{
    /// <summary>Once: whoever asks for the page again does not see it.</summary>
    public string? Phrase { get; private set; }

    protected override string Form => "phrase";

    public async Task OnGet(CancellationToken cancellationToken) => Phrase = (await Drafts.Take(Token, "words", cancellationToken))?["Phrase"];

    public async Task<IActionResult> OnPost(CancellationToken cancellationToken)
    {
        var answer = await Inquiries.Phrase(Token, T.Language, Key, cancellationToken);
        if (answer.Body?.Phrase is not { } phrase)
            return await Look() ?? await Refuse(answer);
        var words = new Dictionary<string, string>(StringComparer.Ordinal) { ["Phrase"] = phrase };
        await Drafts.Keep(Token, "words", new(null, words, FrozenDictionary<string, string>.Empty, StatusCodes.Status200OK), cancellationToken);
        return Onward("/room/phrase");
    }
}
