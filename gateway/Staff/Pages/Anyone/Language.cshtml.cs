using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages.Anyone;

public sealed class LanguageModel : PageModel
{
    public IActionResult OnGet() => Redirect("/");

    public IActionResult OnPost(string language, string? back)
    {
        Response.Cookies.Append(PagesSetup.LanguageCookie, CookieRequestCultureProvider.MakeCookieValue(new(Words.Languages.Of(language).Culture)),
            new() { Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = TimeSpan.FromDays(365) });
        return LocalRedirect(Url.IsLocalUrl(back) ? back : "/");
    }
}
