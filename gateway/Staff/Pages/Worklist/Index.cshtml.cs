using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Pages.Hotline;

namespace ReferralNetwork.Staff.Pages.Worklist;

public sealed class IndexModel(
    StaffContext context, ReferralsClient referrals, ReturnsClient returns, ConsentedHandoffsClient handoffs, CompelledDisclosuresClient compelled,
    CasesClient cases, ExhibitsClient exhibits, InquiriesClient inquiries, TimeProvider time) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    public bool Open => Show is not "closed";
    public DateTimeOffset Now => time.GetUtcNow();
    public bool WorksWithCases => Me.Roles.Overlaps(Roles.CaseRoles);

    /// <summary>Whoever comes to an embassy needs help now, or to go home.</summary>
    public bool IsConsular => WorksWithCases && Open && Me.PartnerKind == "x:Embassy";
    public bool Protects => Me.Has(Roles.DataProtectionOfficer);
    public IReadOnlyList<OverdueLine> Overdue { get; private set; } = [];

    /// <summary>Evidence that was closed for everybody, for the data-protection officer.</summary>
    public IReadOnlyList<IsolatedExhibit> Isolated { get; private set; } = [];
    public Names Colleagues { get; private set; } = null!;

    /// <summary>Of a hotline, for those who answer there; else null.</summary>
    public Emergencies? Emergencies { get; private set; }

    /// <summary>What the organisation is asked from outside, for its coordinators; else null.</summary>
    public ListResponse<ReceivedQuestion>? Questions { get; private set; }

    /// <summary>Who is to be asked for consent of their own.</summary>
    public IReadOnlyList<AgeLine> Ages { get; private set; } = [];
    public Rows<ReferralLine> Received { get; private set; } = null!;
    public Rows<ReferralLine> Sent { get; private set; } = null!;

    public async Task<IActionResult> OnGet(string? receivedFrom, string? sentFrom)
    {
        if (HandoffParts.HomeOf(Me) is { } home)
            return Redirect(home);
        if (Me.WorksAtDesk)
            Emergencies = await Emergencies.Read(inquiries, Request.Query, Zone);
        if (Me.Has(Roles.Coordinator))
            Questions = await inquiries.ReceivedQuestions(open: true, cursor: null).Require();
        if (Protects)
        {
            var overdue = await Task.WhenAll(referrals.Overdue(), returns.Overdue(), handoffs.Overdue(), compelled.Overdue());
            if (overdue.Select(answer => answer.Problem).FirstOrDefault(problem => problem is not null) is { } problem)
                return ShowProblem(problem) ?? Page();
            Overdue = [.. overdue.SelectMany(answer => answer.Body!.Items).OrderBy(line => line.DueAt)];
            Isolated = (await exhibits.Isolated().Require()).Items;
            Colleagues = await Context.NamesWith(Isolated.Select(exhibit => exhibit.IsolatedBy), HttpContext.RequestAborted);
        }
        if (!WorksWithCases)
            return Page();
        Ages = (await cases.Ages().Require()).Items;
        Received = await Read("received", receivedFrom);
        Sent = await Read("sent", sentFrom);
        return Page();
    }

    async Task<Rows<ReferralLine>> Read(string side, string? cursor) =>
        Rows.From(side, await referrals.List(side, Open, cursor).Require(), "/", ("show", Open ? null : "closed"));
}
