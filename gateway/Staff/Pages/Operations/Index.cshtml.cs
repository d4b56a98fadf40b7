namespace ReferralNetwork.Staff.Pages.Operations;

/// <summary>All services at one look. One that does not answer is shown as such, and the others still.</summary>
public sealed class IndexModel(Desk desk) : OperationsPage(desk)
{
    public IReadOnlyList<(string Name, Overview? Overview)> Services { get; private set; } = [];

    public async Task OnGet() => Services = await Task.WhenAll(StaffSettings.ServiceNames.Select(async name =>
        (name, (await Network.Get<Overview>(name, "/operations", Ct)).Body)));
}
