using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.CompelledDisclosures;

/// <summary>Exactly what would leave, for those who may see it; and for an approver, their approval. A deputy may have any role.</summary>
[Authorize(Access.Orders)]
public sealed class ApproveModel(StaffContext context, CompelledDisclosuresClient compelled, OrdersClient orders, CasesClient cases)
    : CompelledPage(context, compelled, cases)
{
    [BindProperty] public string? As { get; set; }

    /// <summary>The digest of the order that was read.</summary>
    [BindProperty] public string? Read { get; set; }

    public WouldLeave Leaving { get; private set; } = null!;
    public bool Approves => Action == "approve";

    /// <summary>Why the reader cannot approve it, where that is seen before they try; null: they can try.</summary>
    public string? WhyNot =>
        Leaving.Order.Version > Seen.OrderVersion ? "compelled.approve.ahead"
        : Seen.LacksDigest ? "compelled.trouble.no-digest"
        : Seen.Actions.Contains("approve", StringComparer.Ordinal) || Newer is not null ? null
        : Seen.Approvals.Any(approval => approval.Actor == Me.ActorId) ? "compelled.trouble.already-approved"
        : Seen.Timeline[0].Actor == Me.ActorId ? "compelled.trouble.requester"
        : Me.Has(Roles.DataProtectionOfficer) ? "compelled.trouble.officer"
        : Seen is { Line.State: "Checked", Finding: not Codes.InOrder } ? "compelled.trouble.not-in-order"
        : "compelled.approve.cannot";

    /// <summary>In which role: the reader's own, or as a deputy one that has not approved yet.</summary>
    public IReadOnlyList<Choice> Capacities
    {
        get
        {
            var left = new[] { Roles.Coordinator, Roles.Director }.Except(Seen.Approvals.Select(approval => approval.As)).ToList();
            return Choices("role", left.Any(Me.Has) ? left.Where(Me.Has) : left);
        }
    }

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        if (As is null)
            Fault(nameof(As), "compelled.approve.none");
        if (Read != Leaving.Order.Digest) // it comes back as it is now, to be read
            Fault("", "compelled.trouble.order-changed");
        return await Do(() => Act(new { @as = As, seen = Read }), "demand-approved", Here);
    }

    protected override string? RefusedAt(string code) => code is "not-an-approver" or "role-has-approved" or "named-too-late" ? nameof(As) : null;

    protected override async Task<IActionResult?> Load()
    {
        var stopped = await base.Load();
        if (Seen is null)
            return stopped;
        if (Seen is { DisclosedAt: not null } or { Line.State: "Refused" })
            return stopped ?? Redirect(Here); // nothing would leave any more
        Confirmation = null; // what cannot be approved is shown all the same, with the reason
        Names = await Context.NamesWith(Seen.Advice.Select(advice => advice.Actor), RequestAborted);
        Leaving = await WouldLeave.Read(Seen, orders, Cases, this);
        return null;
    }
}
