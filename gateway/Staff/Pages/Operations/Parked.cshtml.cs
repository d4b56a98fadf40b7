using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Chassis.Operations;

namespace ReferralNetwork.Staff.Pages.Operations;

/// <summary>What no queue took. It goes out by itself once its queue is there, so there is nothing to press.</summary>
public sealed class ParkedModel(StaffContext context, OperationsClient operations) : OperationsPage(context)
{
    [BindProperty(SupportsGet = true)]
    public string Service { get; set; } = "";

    public ListResponse<ParkedMessage> Messages { get; private set; } = null!;

    public async Task OnGet(Guid? after) => Messages = await operations.Parked(Service, after).Require();
}
