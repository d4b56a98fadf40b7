using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Operations;

/// <summary>What no queue took. It goes out by itself once its queue is there, so there is nothing to press.</summary>
public sealed class ParkedModel(Desk desk) : OperationsPage(desk)
{
    [BindProperty(SupportsGet = true)]
    public string Service { get; set; } = "";

    public StuckPage<ParkedMessage> Messages { get; private set; } = null!;

    public async Task<IActionResult> OnGet(Guid? after)
    {
        var answer = await Network.Get<StuckPage<ParkedMessage>>(Service, "/operations/parked" + (after is null ? "" : $"?after={after}"), Ct);
        if (answer.Problem is { } problem)
            return Stop(problem) ?? StatusCode(problem.Status);
        Messages = answer.Body!;
        return Page();
    }
}
