using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Orders;

/// <summary>The orders to disclose something of a case.</summary>
[Authorize(Access.CaseWork)]
public sealed class IndexModel(StaffContext context, CasesClient cases, OrdersClient orders, CompelledDisclosuresClient compelled)
    : StaffPage(context)
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }

    public string Label { get; private set; } = "";
    public IReadOnlyList<OrderLine> List { get; private set; } = [];

    /// <summary>Those that were recorded and not demanded, for whoever can go on with them.</summary>
    public IReadOnlySet<Guid> Undemanded { get; private set; } = new HashSet<Guid>();
    public bool Writes => Me.Roles.Overlaps(Roles.HelperRoles);

    public async Task OnGet()
    {
        Label = (await cases.Label(Id).Require()).Label;
        List = [.. (await orders.List(Id).Require()).Items.Reverse()];
        if (Writes)
            Undemanded = List.Select(order => order.Id).Except(await compelled.Demanded(List.Select(order => order.Id))).ToHashSet();
    }
}
