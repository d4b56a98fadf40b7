using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Orders;

/// <summary>The order itself, also for a director, who is told no case.</summary>
[Authorize(Access.Orders)]
public sealed class DocumentModel(StaffContext context, OrdersClient orders) : StaffPage(context)
{
    public async Task<IActionResult> OnGet(Guid id)
    {
        using var answer = (await orders.OpenDocument(id)).Require();
        return await Save(answer);
    }
}
