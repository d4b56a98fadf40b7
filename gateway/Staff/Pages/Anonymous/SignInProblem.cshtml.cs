using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Staff.SignIn;

namespace ReferralNetwork.Staff.Pages.Anonymous;

/// <summary>Why somebody was not let in, in our words: what a provider says is never shown.</summary>
public sealed class SignInProblemModel : PageModel
{
    [BindProperty(SupportsGet = true)]
    public SignInProblem Reason { get; set; }
}
