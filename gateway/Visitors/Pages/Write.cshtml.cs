using System.Net;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Visitors.Rooms;

namespace ReferralNetwork.Visitors.Pages;

/// <summary>
/// The first message. Its topic is asked on the same page: to reach another one it would have to stand in an address, which
/// the browser remembers, or in a cookie.
/// </summary>
public sealed class WriteModel(Inquiries inquiries) : VisitorPage
{
    /// <summary>As they are asked: what most people come for first, what is hard to say after it.</summary>
    public static readonly IReadOnlyList<string> Topics =
        ["job-offer", "employer-or-agency", "rights-at-work", "documents-taken", "cannot-leave", "someone-missing", "way-home", "other"];

    public static readonly IReadOnlyList<string> Countries = ["DE", "DK", "FI", "IS", "NO", "SE", "GB", "ES", "IT", "BE", "NL", "TR", "ZZ"];

    [BindProperty]
    public string? Topic { get; set; }

    [BindProperty]
    public string? Country { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    public IActionResult OnGet() => Request.RoomToken() is null ? Page() : To("/room");

    public async Task<IActionResult> OnPost(CancellationToken cancellationToken)
    {
        if (!Topics.Contains(Topic))
            Fault("Topic", "write.noTopic");
        if (!Reads(Text))
            return Again();
        var answer = await inquiries.Open(T.Language, Topic!, Countries.Contains(Country) ? Country : null, Text!, Key, cancellationToken);
        if (answer.Status == HttpStatusCode.Conflict) // no hotline at all
            return Again(answer with { Status = HttpStatusCode.ServiceUnavailable });
        if (answer.Body?.Token is not { } token)
            return Again(answer);
        Response.KeepRoomToken(token);
        return To("/room");
    }
}
