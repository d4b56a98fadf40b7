using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace ReferralNetwork.Staff.Pages.Operations;

/// <summary>A page for those who run the network; the services ask for the same role again.</summary>
[Authorize(Access.Administration)]
public abstract class OperationsPage(StaffContext context) : StaffPage(context)
{
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (RouteData.Values["service"] is string service && !StaffSettings.ServiceNames.Contains(service, StringComparer.Ordinal))
            context.Result = NotFound();
    }

    /// <summary>The last part of a message's type, which is what people call it.</summary>
    public string Named(string? type) => type is null ? T["operations.noType"] : type[(type.LastIndexOf(':') + 1)..];
}
