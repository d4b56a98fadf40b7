using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.CompelledDisclosures;

/// <summary>
/// What orders compel: each role sees its own. For the data-protection officer it is the register of disclosures by order, what is to be
/// reviewed first.
/// </summary>
[Authorize(Access.Orders)]
public sealed class IndexModel(StaffContext context, CompelledDisclosuresClient compelled, OrdersClient orders, TimeProvider time)
    : StaffPage(context)
{
    const string Address = "/compelled-disclosures";

    [BindProperty(SupportsGet = true)] public string? Show { get; set; }

    public bool Open => Show is not "closed";
    public bool Sends => Me.Roles.Overlaps(Roles.HelperRoles) && !Codes.OrderRecipients.Contains(Me.PartnerKind);
    public bool Protects => Me.Has(Roles.DataProtectionOfficer);
    public DateTimeOffset Now => time.GetUtcNow();
    public IReadOnlyList<Rows<CompelledLine>> Lists { get; private set; } = [];

    /// <summary>Receipts that are late, for the data-protection officer, and all orders.</summary>
    public IReadOnlyList<OverdueLine> Overdue { get; private set; } = [];
    public IReadOnlyList<OrderRegistered> Register { get; private set; } = [];

    /// <summary>Those of <see cref="Register"/> that have a page.</summary>
    public IReadOnlySet<Guid> Demanded { get; private set; } = new HashSet<Guid>();

    /// <summary>An order comes from a court or an authority: its officers read what came to it, of a court whoever works with cases.</summary>
    bool Receives => Codes.OrderRecipients.Contains(Me.PartnerKind) && (Me.Has(Roles.LiaisonOfficer) || Me.Has(Roles.AuthorityOfficer)
        || (Me.PartnerKind == Codes.Court && Me.Roles.Overlaps(Roles.CaseRoles)));

    public async Task<IActionResult> OnGet(string? sentFrom, string? receivedFrom)
    {
        var lists = new List<Rows<CompelledLine>>();
        if (Protects)
        {
            var reviews = (await compelled.Reviews().Require()).Items;
            lists.Add(Rows.From("reviews", reviews.Where(line => line.ReviewDueAt is not null)));
            lists.Add(Rows.From("advice", reviews.Where(line => line.ReviewDueAt is null)));
            Overdue = (await compelled.Overdue().Require()).Items;
            Register = (await orders.Register().Require()).Items;
            Demanded = await compelled.Demanded(Register.Select(order => order.Id));
        }
        var approvals = await compelled.Approvals();
        if (approvals.Problem?.Status is not StatusCodes.Status403Forbidden) // anybody may have been named a deputy
            lists.Add(Rows.From("approvals", approvals.Require().Items));
        if (Sends)
            lists.Add(await Read("sent", Open, sentFrom));
        if (Receives)
            lists.Add(await Read("received", open: null, receivedFrom));
        Lists = lists;
        return lists.Count == 0 ? StatusCode(StatusCodes.Status403Forbidden) : Page();
    }

    async Task<Rows<CompelledLine>> Read(string name, bool? open, string? cursor) => Rows.From(
        name, await compelled.List(name == "sent" ? "compelled" : "compelled-received", open, cursor).Require(), Address, ("show", Show));
}
