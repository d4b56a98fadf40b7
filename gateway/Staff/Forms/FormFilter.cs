using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Staff.Sessions;

namespace ReferralNetwork.Staff.Forms;

/// <summary>
/// Every form behind sign-in: taken only from the person it was shown to; and one that was kept is shown filled in, by the
/// handler that shows it, instead of being acted on.
/// </summary>
public sealed class FormFilter(FormTokens tokens) : IAsyncAuthorizationFilter, IPageFilter
{
    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var request = context.HttpContext.Request;
        if (!HttpMethods.IsPost(request.Method) || context.ActionDescriptor.EndpointMetadata.OfType<IAllowAnonymous>().Any())
            return;
        var token = request.HasFormContentType
            ? (await request.ReadFormAsync(context.HttpContext.RequestAborted))[FormTokens.Field].ToString()
            : null;
        if (tokens.ShownTo(token) != context.HttpContext.SignedInOrNull()?.ActorId)
            context.Result = new BadRequestResult();
    }

    public void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
        if (KeptForms.IsRestored(context.HttpContext))
            context.HandlerMethod = context.ActionDescriptor.HandlerMethods.FirstOrDefault(
                method => method.HttpMethod == "Get" && method.Name is null);
    }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (!KeptForms.IsRestored(context.HttpContext))
            return;
        // What was typed is what the fields show, whatever the model says; nobody has judged it yet.
        foreach (var (name, values) in context.HttpContext.Request.Form)
        {
            context.ModelState.SetModelValue(name, values.ToArray(), values.ToString());
            context.ModelState.ClearValidationState(name);
            context.ModelState.MarkFieldSkipped(name);
        }
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context) { }
}
