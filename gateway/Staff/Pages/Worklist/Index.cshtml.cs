using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Worklist;

/// <summary>A referral in a list: a neutral label, never a name.</summary>
public sealed record Row(
    Guid Id, string Reference, string Side, string State, IReadOnlyList<string> Needs, string AgeBand, string Language, string Region,
    string Urgency, PartnerId From, IReadOnlyList<PartnerId> OfferedTo, DateTimeOffset? AnswerBy, DateTimeOffset UpdatedAt, string? ToDo);

/// <param name="More">Address of the page that goes on where this one stops.</param>
/// <param name="Total">How many there are on all pages.</param>
public sealed record Rows(string Side, IReadOnlyList<Row> List, long Total, bool Open, string? More, Names Names, TimeZoneInfo Zone, DateTimeOffset Now);

public sealed class IndexModel(Desk desk, TimeProvider time) : StaffPage(desk)
{
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    public bool Open => Show is not "closed";
    public bool WorksWithCases => Me.Roles.Overlaps(Roles.CaseRoles);
    public Rows Received { get; private set; } = null!;
    public Rows Sent { get; private set; } = null!;

    public async Task<IActionResult> OnGet(string? receivedFrom, string? sentFrom)
    {
        if (!WorksWithCases)
            return Page();
        var zone = await Desk.Zone(Ct);
        var names = await Desk.Names([], Ct);
        Received = await Read("received", receivedFrom, names, zone);
        Sent = await Read("sent", sentFrom, names, zone);
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
