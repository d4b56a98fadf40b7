using System.Net;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Visitors.Rooms;

namespace ReferralNetwork.Visitors.Pages.Room;

/// <summary>The phrase typed back: from then on it opens the conversation.</summary>
public sealed class KeptModel(Inquiries inquiries, Drafts drafts) : RoomPage(inquiries, drafts)
{
    [BindProperty]
    public string Phrase { get; set; } = "";

    protected override string Form => "kept";
    public override IReadOnlyList<string> Fields => ["Phrase"];
    public override bool Types => Room?.Phrase != "kept";

    public async Task<IActionResult> OnPost(CancellationToken cancellationToken)
    {
        var answer = await Inquiries.PhraseKept(Token, Phrase, Key, cancellationToken);
        if (answer.Ok)
        {
            Drafts.Forget(Token, Form);
            return Onward("/room/phrase/kept");
        }
        if (answer.Status == HttpStatusCode.NotFound && await Look() is { } elsewhere)
            return elsewhere;
        if (answer.Status is not (HttpStatusCode.Conflict or HttpStatusCode.BadRequest))
            return await Refuse(answer);
        Fault("Phrase", "kept.wrong");
        return await Refuse();
    }
}
