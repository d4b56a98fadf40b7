using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Staff.SignIn;

namespace ReferralNetwork.Staff.Pages.Anonymous;

public sealed class LanguageModel : PageModel
{
    public IActionResult OnGet() => Redirect("/");

    public IActionResult OnPost(string language, string? back)
    {
        PagesSetup.KeepLanguage(Response, language);
        return Redirect(LocalUrl.OrDefault(back, "/"));
    }
}
