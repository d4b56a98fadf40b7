using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Staff.Sessions;

namespace ReferralNetwork.Staff.Pages.Anonymous;

/// <summary>
/// Quick exit. The one GET that acts, since it must work as a plain link: it ends the session and shows a page that says
/// nothing. A link on somebody else's site does not end it.
/// </summary>
public sealed class ExitModel(TimeProvider time) : PageModel
{
    public DateOnly Today => DateOnly.FromDateTime(time.GetLocalNow().DateTime);

    public async Task OnGet()
    {
        if (Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site")
            return;
        await HttpContext.SignOutAsync(SessionCookie.Scheme);
        Response.Headers["Clear-Site-Data"] = "\"cache\", \"cookies\", \"storage\"";
    }
}
