using System.Net;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Visitors.Information;
using ReferralNetwork.Visitors.Rooms;

namespace ReferralNetwork.Visitors.Pages;

/// <summary>
/// The first message. Its topic is asked on the same page: to reach another one it would have to stand in an address, which
/// the browser remembers, or in a cookie.
/// </summary>
public sealed class WriteModel(Inquiries inquiries, Drafts drafts, Library library) : FormPage(inquiries, drafts)
{
    /// <summary>As they are asked: what most people come for first, what is hard to say after it.</summary>
    public static readonly IReadOnlyList<string> Topics =
        ["job-offer", "employer-or-agency", "rights-at-work", "documents-taken", "cannot-leave", "someone-missing", "way-home", "other"];

    /// <summary>By their names in the language of the page, any other country last.</summary>
    public IEnumerable<string> Countries => Codes.Destinations
        .OrderBy(code => code == Codes.OtherDestination)
        .ThenBy(code => T[$"code.country.{code}"], StringComparer.Create(T.Culture, ignoreCase: true));

    [BindProperty]
    public string? Topic { get; set; }

    [BindProperty]
    public string? Country { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    /// <summary>With which the form comes again, when so many write that it had to wait.</summary>
    [BindProperty]
    public string? Ticket { get; set; }

    protected override string Form => "write";
    public override IReadOnlyList<string> Fields => ["Topic", "Country", "Text", "Ticket"];

    /// <summary>Whom to call instead of waiting; empty where nobody has to wait.</summary>
    public IEnumerable<Telephones> Telephones =>
        Draft is { Status: StatusCodes.Status429TooManyRequests } ? library.TelephonesOf(Library.Home, Shown("Country")) : [];

    /// <summary>Who has a conversation goes on in it; what could not be sent there any more can be sent here.</summary>
    public async Task<IActionResult> OnGet(CancellationToken cancellationToken)
    {
        if (Token is null || Draft is not null)
            return Page();
        Show(await Drafts.Find(Token, "room", cancellationToken));
        return Draft is null && (await Inquiries.Still(Token, cancellationToken)).Ok ? Onward("/room") : Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellationToken)
    {
        if (!Topics.Contains(Topic))
            Fault("Topic", "write.noTopic");
        if (!Reads(Text))
            return await Refuse();
        var answer = await Inquiries.Open(
            T.Language, Topic!, Country is { } country && Codes.Destinations.Contains(country) ? country : null,
            Text!, Ticket, Key, cancellationToken);
        if (answer.Status == HttpStatusCode.Conflict) // no hotline at all
            return await Refuse(answer with { Status = HttpStatusCode.ServiceUnavailable });
        if (answer.Body?.Ticket is { } ticket)
        {
            Fault("", "trouble.waiting");
            Give("Ticket", ticket);
            return await Refuse(StatusCodes.Status429TooManyRequests, answer.RetryAfter);
        }
        if (answer.Body?.Token is not { } token)
            return await Refuse(answer);
        await Begin(token, cancellationToken);
        return Onward("/room", token);
    }
}
