using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Staff.Forms;

namespace ReferralNetwork.Staff.Pages.Anonymous;

/// <summary>Any request may end here, so any method is answered.</summary>
[IgnoreAntiforgeryToken]
public sealed class ProblemModel(KeptForms forms) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public int Status { get; set; }

    public string Kind => KindOf(Status);

    public static string KindOf(int status) => status switch
    {
        400 => "form",
        401 => "ended",
        403 => "forbidden",
        404 => "missing",
        429 => "busy",
        _ => "failed",
    };

    /// <summary>A form that could not be taken, sealed, to be brought back.</summary>
    public string? Kept { get; private set; }

    public Task OnGet() => Keep();
    public Task OnPost() => Keep();

    // What may not be seen or is not there is not brought back either.
    async Task Keep() => Kept = Status is 403 or 404 ? null : await forms.Seal(HttpContext);

    /// <summary>What the traces know this request by.</summary>
    public string Reference => Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;
}
