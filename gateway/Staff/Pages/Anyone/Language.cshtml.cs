using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ReferralNetwork.Staff.Pages.Anyone;

public sealed class LanguageModel : PageModel
{
    public IActionResult OnGet() => Redirect("/");

    public IActionResult OnPost(string language, string? back)
    {
        PagesSetup.KeepLanguage(Response, language);
        return LocalRedirect(Url.IsLocalUrl(back) ? back : "/");
    }
}
