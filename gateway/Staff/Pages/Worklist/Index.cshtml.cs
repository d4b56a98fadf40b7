using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Pages.Cases;
using ReferralNetwork.Staff.Pages.Hotline;

namespace ReferralNetwork.Staff.Pages.Worklist;

/// <summary>A referral in a list: a neutral label, never a name.</summary>
public sealed record Row(
    Guid Id, string Reference, string Side, string State, IReadOnlyList<string> Needs, string AgeBand, string Language, string Region,
    string Urgency, PartnerId From, IReadOnlyList<PartnerId> OfferedTo, DateTimeOffset? AnswerBy, DateTimeOffset UpdatedAt, string? ToDo);

/// <param name="More">Address of the page that goes on where this one stops.</param>
/// <param name="Total">How many there are on all pages.</param>
public sealed record Rows(string Side, IReadOnlyList<Row> List, long Total, bool Open, string? More, Names Names, TimeZoneInfo Zone, DateTimeOffset Now);

/// <summary>What is owed after a person took back consent, and so late that the data-protection officer is shown it.</summary>
public sealed record OverdueLine(Guid ReferralId, string Reference, string What, PartnerId Partner, DateTimeOffset DueAt);

public sealed class IndexModel(Desk desk, TimeProvider time) : StaffPage(desk)
{
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    public bool Open => Show is not "closed";
    public bool WorksWithCases => Me.Roles.Overlaps(Roles.CaseRoles);
    public bool Protects => Me.Has(Roles.DataProtectionOfficer);
    public IReadOnlyList<OverdueLine> Overdue { get; private set; } = [];

    /// <summary>Of a hotline, for those who answer there; else null.</summary>
    public Emergencies? Emergencies { get; private set; }

    /// <summary>Who is to be asked for consent of their own.</summary>
    public IReadOnlyList<AgeLine> Ages { get; private set; } = [];
    public Names Names { get; private set; } = null!;
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;
    public Rows Received { get; private set; } = null!;
    public Rows Sent { get; private set; } = null!;

    public async Task<IActionResult> OnGet(string? receivedFrom, string? sentFrom)
    {
        (Zone, Names) = (await Desk.Zone(Ct), await Desk.Names([], Ct));
        if (Me.WorksAtDesk)
            Emergencies = await Emergencies.Read(Network, Request.Query, Zone, Ct);
        if (Protects)
        {
            var overdue = await Network.Get<Several<OverdueLine>>("referrals", "/overdue", Ct);
            if (overdue.Problem is { } problem)
                return Stop(problem) ?? Page();
            Overdue = overdue.Body!.Items;
        }
        if (!WorksWithCases)
            return Page();
        Ages = (await Network.Get<Several<AgeLine>>("cases", "/cases/ages", Ct)).Require().Items;
        Received = await Read("received", receivedFrom, Names, Zone);
        Sent = await Read("sent", sentFrom, Names, Zone);
        return Page();
    }

    async Task<Rows> Read(string side, string? cursor, Names names, TimeZoneInfo zone)
    {
        var page = (await Network.Get<Several<Row>>(
            "referrals", Addresses.With("/referrals", ("side", side), ("open", Open ? "true" : "false"), ("cursor", cursor)), Ct)).Require();
        var next = page.Next is { } more ? Addresses.With("/", ("show", Open ? "open" : "closed"), ($"{side}From", more)) : null;
        return new(side, page.Items, page.Total ?? 0, Open, next, names, zone, time.GetUtcNow());
    }
}
