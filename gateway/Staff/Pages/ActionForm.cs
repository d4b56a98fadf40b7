using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages;

/// <summary>Whether a form asks for a note: a sentence that is sealed before the action names it.</summary>
public enum NoteRequirement { No, May, Must }

/// <summary>The small form of one action of a state machine.</summary>
/// <param name="Name">The last segment of its route, at the service and here.</param>
/// <param name="OfOffer">It is about one offer and not the whole conversation.</param>
/// <param name="Codes">What to choose from; their words stand under <paramref name="CodeList"/>.</param>
/// <param name="Moment">Whether it asks when: a moment to come where it must be said, one that has passed where it may.</param>
/// <param name="IsDestructive">The button warns.</param>
/// <param name="BySender">It is the sender's to do; else a recipient's.</param>
/// <param name="Member">What the service calls the code.</param>
/// <param name="BasisFor">The code that names a legal basis beside it.</param>
public sealed record ActionForm(
    string Name, bool OfOffer = false, NoteRequirement Note = NoteRequirement.No, string? CodeList = null, IReadOnlySet<string>? Codes = null,
    NoteRequirement Moment = NoteRequirement.No, bool IsDestructive = false, bool BySender = false, string Member = "code", string? BasisFor = null)
{
    /// <summary>
    /// Why the form is not shown: it is another party's, or not to be done now. Nothing has been typed yet; who sends a form that
    /// stood open meanwhile is told by the service.
    /// </summary>
    /// <param name="available">What the reader may do now.</param>
    /// <param name="sent">The reader's organisation is the sender.</param>
    /// <param name="away">Where it says that it cannot be done as things stand.</param>
    public IActionResult? Refuse(StaffPage page, IReadOnlyList<string> available, bool sent, string away)
    {
        if (!HttpMethods.IsGet(page.Request.Method) || available.Contains(Name, StringComparer.Ordinal))
            return null;
        if (BySender != sent)
            return new StatusCodeResult(StatusCodes.Status403Forbidden);
        page.Confirmation = "not-now";
        return new RedirectResult(away);
    }
}
