using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Cases.Exhibits;

/// <summary>What was taken in by mistake; what was ticked once in a consent stays.</summary>
[Authorize(Access.CaseWork)]
public sealed class RemoveModel(StaffContext context, ExhibitsClient exhibits) : ExhibitPage(context, exhibits)
{
    public Task<IActionResult> OnPost() => Do(Remove, "exhibit-removed", $"/cases/{Id}/exhibits");

    /// <summary>Sent a second time it is gone already, which is what was wanted: where the case is the reader's.</summary>
    async Task<Answer<CreatedResponse>> Remove()
    {
        var removed = await Exhibits.Remove(Id, Exhibit);
        return removed.Status != StatusCodes.Status404NotFound ? removed
            : await Exhibits.List(Id) is { Problem: { } problem } ? new(problem.Status, null, null, problem)
            : new(StatusCodes.Status204NoContent, null, null, null);
    }
}
