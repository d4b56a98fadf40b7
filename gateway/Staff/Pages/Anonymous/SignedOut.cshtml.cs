using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ReferralNetwork.Staff.Pages.Anonymous;

public sealed class SignedOutModel : PageModel
{
    /// <summary>Whose own session may be ended too.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Provider { get; set; }
}
