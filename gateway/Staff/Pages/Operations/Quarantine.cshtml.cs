using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Operations;

/// <summary>What a service could not consume: what waits for a person, or what was replayed.</summary>
public sealed class QuarantineModel(Desk desk) : OperationsPage(desk)
{
    [BindProperty(SupportsGet = true)]
    public string Service { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    public bool Replayed => Show is "replayed";
    public StuckPage<QuarantinedMessage> Messages { get; private set; } = null!;

    public async Task<IActionResult> OnGet(Guid? after)
    {
        var answer = await Network.Get<StuckPage<QuarantinedMessage>>(
            Service, $"/operations/quarantine?replayed={(Replayed ? "true" : "false")}" + (after is null ? "" : $"&after={after}"), Ct);
        if (answer.Problem is { } problem)
            return Stop(problem) ?? StatusCode(problem.Status);
        Messages = answer.Body!;
        return Page();
    }
}
