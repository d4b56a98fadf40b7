using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace ReferralNetwork.Staff.Pages;

/// <summary>What a page could not be shown without, and a service did not tell, ends as that service's status.</summary>
public sealed class UnansweredFilter : IExceptionFilter
{
    public void OnException(ExceptionContext context)
    {
        if (context.Exception is not UnansweredException unanswered)
            return;
        context.Result = new StatusCodeResult(unanswered.Status);
        context.ExceptionHandled = true;
    }
}
