using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace ReferralNetwork.Staff.Pages.NewReferral;

/// <summary>A step of a new referral, or of a new return: it reads the draft, changes it, and goes on.</summary>
[Authorize(Access.CaseWork)]
public abstract class DraftPage(StaffContext context, CasesClient cases) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Draft Draft { get; private set; } = new();
    protected CasesClient Cases => cases;

    /// <summary>Whether the draft is of what these pages are for.</summary>
    protected virtual bool Fits => Draft.Return is null;

    /// <summary>Before anything else: a draft that is somebody else's or of something else, or cannot be read now, has no pages.</summary>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var read = await cases.Draft(Id);
        if (read.Body is not { } saved)
        {
            context.Result = StatusCode(read.Problem?.Status ?? StatusCodes.Status502BadGateway);
            return;
        }
        Draft = saved.Content;
        if (Fits)
            await next();
        else
            context.Result = NotFound();
    }

    protected async Task<IActionResult> Save(Func<Draft, Draft> change, string? next = null) =>
        await cases.ChangeDraft(Id, change) is { } problem ? ShowProblem(problem) ?? Page() : Redirect(next ?? $"/new/{Id}");
}
