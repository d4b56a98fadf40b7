using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Staff.Sessions;

namespace ReferralNetwork.Staff.Pages;

/// <summary>When the session ends. Asking keeps it, unless the script says that it asks by itself.</summary>
public sealed class SessionModel(StaffSettings settings) : PageModel
{
    public IActionResult OnGet()
    {
        var idleEnd = TicketStore.SeenAt(HttpContext) + settings.IdleTime;
        var last = HttpContext.SignedIn().EndsAt;
        return new JsonResult(new { ends = (last < idleEnd ? last : idleEnd).ToUnixTimeSeconds() });
    }
}
