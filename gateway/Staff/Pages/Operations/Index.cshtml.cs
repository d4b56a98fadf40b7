using ReferralNetwork.Chassis.Operations;

namespace ReferralNetwork.Staff.Pages.Operations;

/// <summary>All services at one look. One that does not answer is shown as such, and the others still.</summary>
public sealed class IndexModel(StaffContext context, OperationsClient operations) : OperationsPage(context)
{
    public IReadOnlyList<(string Name, Overview? Overview)> Services { get; private set; } = [];

    public async Task OnGet() => Services = await Task.WhenAll(StaffSettings.ServiceNames.Select(async name =>
        (name, (await operations.Overview(name)).Body)));

    public static bool IsWell(Overview overview) => overview is
    { BrokerConnected: true, ConsumingPaused: false, Topology.Missing.Count: 0, Warnings.Count: 0, Backlog: { Parked: 0, Quarantined: 0 } };
}
