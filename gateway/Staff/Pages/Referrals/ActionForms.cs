using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Referrals;

/// <summary>Whether a form asks for a note: a sentence that is sealed before the action names it.</summary>
public enum Asks { No, May, Must }

/// <summary>The small form of one action.</summary>
/// <param name="Name">The last segment of its route, at the service and here.</param>
/// <param name="OfOffer">It is about one offer and not the whole referral.</param>
/// <param name="Codes">What to choose from; their words stand under <paramref name="CodeList"/>.</param>
/// <param name="Moment">Whether it asks when: a moment to come where it must be said, one that has passed where it may.</param>
/// <param name="Grave">The button warns.</param>
/// <param name="BySender">It is the sender's to do; else a recipient's.</param>
public sealed record ActionForm(
    string Name, bool OfOffer = false, Asks Note = Asks.No, string? CodeList = null, IReadOnlySet<string>? Codes = null, Asks Moment = Asks.No,
    bool Grave = false,
    bool BySender = false);

/// <summary>Every action that a person can take on a referral, in the order in which the page offers them.</summary>
public static class ActionForms
{
    public static readonly IReadOnlyList<ActionForm> All =
    [
        new("accept", OfOffer: true),
        new("decline", OfOffer: true, Asks.May, "decline", Codes.DeclineCodes),
        new("question", OfOffer: true, Asks.Must),
        new("answer", OfOffer: true, Asks.Must, BySender: true),
        new("stop-wish", CodeList: "stopWish", Codes: Codes.StopWishes, BySender: true),
        new("lost-contact", BySender: true),
        new("stop-receipts", CodeList: "stop", Codes: Codes.StopReceiptKinds),
        new("arrival", Moment: Asks.May),
        new("schedule", Moment: Asks.Must),
        new("visit", Note: Asks.May, Moment: Asks.May),
        new("outcome", Note: Asks.May, CodeList: "outcome", Codes: Codes.OutcomeCodes),
        new("no-show"),
        new("cancel-appointment"),
        new("confirm-cancellation"),
        new("correct-outcome", Note: Asks.May, CodeList: "outcome", Codes: Codes.OutcomeCodes),
        new("departure"),
        new("stop", Grave: true),
        new("release", BySender: true),
        new("give-up", CodeList: "giveUp", Codes: Codes.GiveUpCodes, Grave: true, BySender: true),
        new("decline-after-all", Note: Asks.May, CodeList: "decline", Codes: Codes.DeclineCodes, Grave: true),
        new("cancel", Grave: true, BySender: true),
        new("request-cancellation", Grave: true, BySender: true),
        new("end-one-sidedly", Grave: true, BySender: true),
        new("entered-in-error", CodeList: "error", Codes: Codes.ErrorCodes, Grave: true, BySender: true),
    ];

    public static readonly ActionForm OfferAgain = new("offers", BySender: true);

    /// <summary>
    /// Why its form is not shown: it is another party's, or not to be done now. Nothing has been typed yet; who sends a form that
    /// stood open meanwhile is told by the service.
    /// </summary>
    public static IActionResult? Refuse(this StaffPage page, ActionForm form, ReferralSeen referral)
    {
        if (!HttpMethods.IsGet(page.Request.Method) || referral.Actions.Contains(form.Name, StringComparer.Ordinal))
            return null;
        if (form.BySender != referral.Sent)
            return new StatusCodeResult(StatusCodes.Status403Forbidden);
        page.Just = "not-now";
        return new RedirectResult($"/referrals/{referral.Id}");
    }

    public static ActionForm? Find(string name) => All.FirstOrDefault(form => form.Name == name);
}
