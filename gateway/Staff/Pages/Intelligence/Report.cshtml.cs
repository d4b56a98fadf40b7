using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Intelligence;

/// <summary>One report, with its words: that it is read is recorded.</summary>
[Authorize(Access.Handoffs)]
public sealed class ReportModel(StaffContext context, HandoffsClient handoffs) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }

    public IntelligenceDetail Seen { get; private set; } = null!;

    /// <summary>Whoever has written in it does not give it the second look.</summary>
    public bool WaitsForAnother => Seen.OwnWork && Seen.Actions.Contains("look", StringComparer.Ordinal);

    public IReadOnlyList<string> Actions => [.. Seen.Actions.Where(action => !(WaitsForAnother && action == "look"))];

    public async Task OnGet() => Seen = await handoffs.ReadIntelligence(Id).Require();
}
