using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>A page about one situation. Reading it is on the ledger, so what is done is done without reading it first.</summary>
public abstract class SituationPage(StaffContext context, InquiriesClient inquiries) : HotlinePage(context)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>Null where Inquiries does not answer: what was typed is shown all the same.</summary>
    public Situation? Seen { get; private set; }

    /// <summary>What the page's form does: it is not shown where that cannot be done now. Null: it does several things, or none.</summary>
    protected virtual string? Action => null;

    protected InquiriesClient Inquiries => inquiries;
    protected string Here => $"/desk/situations/{Id}";

    public string Say(DateTimeOffset moment) => T.Moment(TimeZoneInfo.ConvertTime(moment, Zone).DateTime);

    /// <summary>That nobody may call now, when one may, and what then holds.</summary>
    public string NotNow(Callback callback) => string.Join(' ', new[]
    {
        T["situation.notNow"],
        Seen?.SafeContact is { MayCall: true, From: { } from, Until: { } until } safe
            ? T.With("situation.callBetween",
                ("from", from.ToString("HH:mm", T.Culture)), ("until", until.ToString("HH:mm", T.Culture)), ("zone", safe.TimeZone))
            : null,
        callback.LeaveMessage ? null : $"{T["desk.noMessage"]}.",
    }.OfType<string>());

    protected override async Task<IActionResult?> Load()
    {
        var answer = await inquiries.Situation(Id);
        if (answer.Problem is { } problem)
            return ModelState.IsValid || problem.Status == StatusCodes.Status404NotFound ? ShowProblem(problem) : null;
        Seen = answer.Body!;
        if (HttpMethods.IsGet(Request.Method) && Action is { } action && !Seen.Can(action))
        {
            Confirmation = "not-now";
            return Redirect(Here);
        }
        Reread(answer.ETag);
        var actors = Seen.Notes.Select(note => note.Actor).Concat(Seen.Signals.Select(signal => signal.By));
        Names = await Context.NamesWith(Seen.Reservation is { } reservation ? actors.Append(reservation.By) : actors, RequestAborted);
        return null;
    }
}
