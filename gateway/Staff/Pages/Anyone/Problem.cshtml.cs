using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ReferralNetwork.Staff.Pages.Anyone;

/// <summary>Any request may end here, so any method is answered.</summary>
[IgnoreAntiforgeryToken]
public sealed class ProblemModel : PageModel
{
    [BindProperty(SupportsGet = true)]
    public int Status { get; set; }

    public string Kind => Status switch
    {
        400 => "form",
        401 => "ended",
        403 => "forbidden",
        404 => "missing",
        _ => "failed",
    };

    /// <summary>What the traces know this request by.</summary>
    public string Reference => Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;
}
