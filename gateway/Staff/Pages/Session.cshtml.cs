using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Staff.Sessions;

namespace ReferralNetwork.Staff.Pages;

/// <summary>Asked by the script when somebody says that she is still here; asking is what keeps the session.</summary>
public sealed class SessionModel(StaffSettings settings, TimeProvider time) : PageModel
{
    public IActionResult OnGet()
    {
        var idleEnd = time.GetUtcNow() + settings.IdleTime;
        var last = HttpContext.SignedIn().EndsAt;
        return new JsonResult(new { ends = (last < idleEnd ? last : idleEnd).ToUnixTimeSeconds() });
    }
}
