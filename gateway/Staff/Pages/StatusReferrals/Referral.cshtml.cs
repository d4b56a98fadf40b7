using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.StatusReferrals;

/// <summary>One referral, for both sides: what is due, what was decided, the period, what was asked.</summary>
[Authorize(Access.Status)]
public sealed class ReferralModel(StaffContext context, StatusReferralsClient referrals, CasesClient cases, TimeProvider time) : StaffPage(context)
{
    static readonly string[] Asked = [Verbs.StatusInfoAsked, Verbs.StatusInfoAnswered, Verbs.StatusReconsiderationAsked];

    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }

    /// <summary>The note that is opened; that is recorded, so none is opened unasked.</summary>
    [BindProperty(SupportsGet = true)] public Guid? Note { get; set; }

    public StatusReferralDetail Seen { get; private set; } = null!;
    public OpenedNote? Opened { get; private set; }

    /// <summary>The sender's case; null for the authority, which knows none.</summary>
    public Guid? CaseId { get; private set; }

    public bool Sent => Seen.Line.Side == "status-sent";
    public string Here => $"/status-referrals/{Id}";
    public DateTimeOffset Now => time.GetUtcNow();
    public IEnumerable<Spoken> Thread => Seen.Happened().Where(entry => entry.NoteId is not null && Asked.Contains(entry.What))
        .Select(entry => new Spoken(entry.At, Say(entry), Names.For(entry.Partner, entry.Actor), entry.NoteId));
    public IEnumerable<string> Actions =>
        StatusForms.All.Select(form => form.Name).Where(name => Seen.Actions.Contains(name, StringComparer.Ordinal));

    /// <summary>The way to send details again: on a permit of its own, like at first.</summary>
    public string? Again => CaseId is { } id && Seen.Actions.Contains(StatusForms.Release, StringComparer.Ordinal)
        ? Addresses.With("/status-referrals/new", ("case", $"{id}"), ("to", $"{Seen.Line.To}"), ("again", $"{Id}"))
        : null;

    /// <summary>What is to be done about the period.</summary>
    public string PeriodState =>
        Seen.PeriodDueAt is not null ? Seen.PeriodOverdue || Seen.PeriodDueAt < Now ? "overdue" : "due"
        : Seen.Period is not [.., var last] ? "none"
        : last.What is "granted" or "extended" && last.Until < DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Now, Zone).DateTime) ? "over"
        : last.What;

    public async Task OnGet()
    {
        Seen = await Settled(() => referrals.Read(Id), seen => seen.ReleasePending, time);
        if (Sent && Seen.PermitId is { } permit)
            CaseId = (await cases.Permit(permit)).Body?.CaseId;
        Names = await Context.NamesWith(Seen.Timeline.Select(entry => entry.Actor).OfType<Guid>(), RequestAborted);
        Opened = await OpenNote(cases, Note);
    }
}
