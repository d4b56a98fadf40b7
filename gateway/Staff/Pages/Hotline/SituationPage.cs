using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>A page about one situation. Reading it is on the ledger, so what is done is done without reading it first.</summary>
public abstract class SituationPage(Desk desk) : HotlinePage(desk)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>Null where Inquiries does not answer: what was typed is shown all the same.</summary>
    public Situation? Seen { get; private set; }
    public Names Names { get; private set; } = null!;

    protected string Here => $"/desk/situations/{Id}";

    public string Say(DateTimeOffset moment) => T.Moment(TimeZoneInfo.ConvertTime(moment, Zone).DateTime);

    /// <summary>That nobody may call now, when one may, and what then holds.</summary>
    public string NotNow(Callback callback) => string.Join(' ', new[]
    {
        T["situation.notNow"],
        Seen?.SafeContact is { MayCall: true, From: { } from, Until: { } until } safe
            ? T.With("situation.callBetween", ("from", from.ToString("HH:mm", T.Culture)), ("until", until.ToString("HH:mm", T.Culture)), ("zone", safe.TimeZone)) : null,
        callback.LeaveMessage ? null : $"{T["desk.noMessage"]}.",
    }.OfType<string>());

    protected virtual async Task<IActionResult?> Ready()
    {
        Zone = await Desk.Zone(Ct);
        var answer = await Network.Get<Situation>(Inquiries, $"/situations/{Id}", Ct);
        if (answer.Problem is { } problem)
            return ModelState.IsValid || problem.Status == StatusCodes.Status404NotFound ? Stop(problem) : null;
        Seen = answer.Body!;
        Reread(answer.ETag);
        var actors = Seen.Notes.Select(note => note.Actor).Concat(Seen.Signals.Select(signal => signal.By));
        Names = await Desk.Names(Seen.Reservation is { } reservation ? actors.Append(reservation.By) : actors, Ct);
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
