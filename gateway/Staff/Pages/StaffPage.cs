using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Staff.Sessions;
using ReferralNetwork.Staff.Texts;
using ReferralNetwork.Staff.Tokens;

namespace ReferralNetwork.Staff.Pages;

/// <summary>A page behind sign-in.</summary>
public abstract class StaffPage(Desk desk) : PageModel
{
    /// <summary>Made when the form was shown, see <see cref="TagHelpers.FormKey"/>.</summary>
    [BindProperty]
    public Guid Key { get; set; }

    /// <summary>What the page before has just done.</summary>
    [TempData]
    public string? Just { get; set; }

    public Desk Desk => desk;
    public Words T => desk.Words;
    public SignedIn Me => desk.Me;
    protected NetworkClient Network => desk.Network;
    protected CancellationToken Ct => HttpContext.RequestAborted;

    /// <summary>One form, several requests: each its own key, the same ones when the form is sent again.</summary>
    protected string KeyFor(string step) => $"{Key}/{step}";

    protected void Fault(string field, string key) => ModelState.AddModelError(field, T[key]);

    /// <summary>
    /// What the page does about a problem: not found and not allowed are pages of their own; the rest is said at the top of
    /// this one, in our words where the reason has some, else as the service put it.
    /// </summary>
    protected IActionResult? Stop(Problem problem)
    {
        if (problem.Status is 403 or 404)
            return StatusCode(problem.Status);
        var key = "trouble." + problem.Type[(problem.Type.LastIndexOf(':') + 1)..];
        ModelState.AddModelError("", Words.Languages.All[0].Find(key) is null ? $"{T["trouble.refused"]} {problem.Detail ?? problem.Title}" : T[key]);
        foreach (var error in problem.Errors ?? [])
            ModelState.AddModelError("", $"{error.Field}: {error.Detail}");
        return null;
    }
}
