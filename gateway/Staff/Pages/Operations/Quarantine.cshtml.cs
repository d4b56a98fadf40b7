using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Chassis.Operations;

namespace ReferralNetwork.Staff.Pages.Operations;

/// <summary>What a service could not consume: what waits for a person, or what was replayed.</summary>
public sealed class QuarantineModel(StaffContext context, OperationsClient operations) : OperationsPage(context)
{
    [BindProperty(SupportsGet = true)]
    public string Service { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    public bool Replayed => Show is "replayed";
    public ListResponse<QuarantinedMessage> Messages { get; private set; } = null!;

    public async Task OnGet(Guid? after) => Messages = await operations.Quarantine(Service, Replayed, after).Require();
}
