using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>A page about one situation. Reading it is on the ledger, so what is done is done without reading it first.</summary>
public abstract class SituationPage(Desk desk) : HotlinePage(desk)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The version that was read; somebody else's change since then is not overwritten.</summary>
    [BindProperty]
    public string? ETag { get; set; }

    /// <summary>Null where Inquiries does not answer: what was typed is shown all the same.</summary>
    public Situation? Seen { get; private set; }
    public Names Names { get; private set; } = null!;

    protected string Here => $"/desk/situations/{Id}";

    protected async Task<IActionResult?> Ready()
    {
        Zone = await Desk.Zone(Ct);
        var answer = await Network.Get<Situation>(Inquiries, $"/situations/{Id}", Ct);
        if (answer.Problem is { } problem)
            return ModelState.IsValid || problem.Status == StatusCodes.Status404NotFound ? Stop(problem) : null;
        (Seen, ETag) = (answer.Body!, answer.ETag);
        Names = await Desk.Names(Seen.Notes.Select(note => note.Actor).Concat(Seen.Signals.Select(signal => signal.By)), Ct);
        return null;
    }

    /// <summary>Does it if the form has no faults; else, or if it is refused, the page comes back as it was filled in.</summary>
    /// <param name="seen">The version that it is decided on; null where it only adds.</param>
    protected async Task<IActionResult> Do(string deed, object? body, string just, string? next = null, string? seen = null)
    {
        if (ModelState.IsValid)
        {
            var answer = await Network.Post<Made>(Inquiries, $"/situations/{Id}/{deed}", body, Key.ToString(), seen, Ct);
            if (answer.Problem is not { } problem)
            {
                Just = just;
                return Redirect(next ?? Here);
            }
            if (Stop(problem) is { } stopped)
                return stopped;
        }
        return await Ready() ?? Page();
    }
}
