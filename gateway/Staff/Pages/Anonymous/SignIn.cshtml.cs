using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Staff.Known;
using ReferralNetwork.Staff.SignIn;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages.Anonymous;

/// <summary>
/// Names no organisation to strangers: the code that came with the invitation leads to the sign-in of one. A code of nobody and
/// one of a suspended organisation get the same answer. The code travels in a form, never in an address.
/// </summary>
public sealed class SignInModel(KnownNetwork network, Words words) : PageModel
{
    const int LongestCode = 40;

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Ended { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public bool Remember { get; set; }

    /// <summary>Whether the gateway knows who takes part.</summary>
    public bool Ready => network.Current is not null;

    public IReadOnlyList<KnownProvider> SignIns { get; private set; } = [];

    public string Start(KnownProvider provider) => SignInPages.Start(provider.Id, ReturnUrl);

    // Whatever is done with it afterwards, an address that is none is refused, and one elsewhere is forgotten.
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context) =>
        ReturnUrl = ReturnUrl is null ? null : LocalUrl.OrDefault(ReturnUrl, "/");

    public void OnGet()
    {
        if (SignInCode.Remembered(Request) is { } code)
            Find(code);
    }

    public void OnPost()
    {
        Find(Code ?? "");
        if (SignIns.Count > 0 && Remember)
            SignInCode.Remember(Response, SignInCode.Normal(Code!));
    }

    public IActionResult OnPostForget()
    {
        SignInCode.Forget(Response);
        return RedirectToPage(new { ReturnUrl });
    }

    void Find(string code)
    {
        SignIns = code.Length <= LongestCode ? network.Current?.SignInsFor(code) ?? [] : [];
        if (SignIns.Count == 0)
            ModelState.AddModelError(nameof(Code), words["signIn.noCode"]);
    }
}
