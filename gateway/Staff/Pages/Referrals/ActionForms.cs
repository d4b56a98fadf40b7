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
public sealed record ActionForm(
    string Name, bool OfOffer = false, Asks Note = Asks.No, string? CodeList = null, IReadOnlySet<string>? Codes = null, Asks Moment = Asks.No, bool Grave = false);

/// <summary>Every action that a person can take on a referral, in the order in which the page offers them.</summary>
public static class ActionForms
{
    public static readonly IReadOnlyList<ActionForm> All =
    [
        new("accept", OfOffer: true),
        new("decline", OfOffer: true, Asks.May, "decline", Codes.DeclineCodes),
        new("question", OfOffer: true, Asks.Must),
        new("answer", OfOffer: true, Asks.Must),
        new("stop-wish", CodeList: "stopWish", Codes: Codes.StopWishes),
        new("lost-contact"),
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
        new("release"),
        new("give-up", CodeList: "giveUp", Codes: Codes.GiveUpCodes, Grave: true),
        new("decline-after-all", Note: Asks.May, CodeList: "decline", Codes: Codes.DeclineCodes, Grave: true),
        new("cancel", Grave: true),
        new("request-cancellation", Grave: true),
        new("end-one-sidedly", Grave: true),
        new("entered-in-error", CodeList: "error", Codes: Codes.ErrorCodes, Grave: true),
    ];

    public static ActionForm? Find(string name) => All.FirstOrDefault(form => form.Name == name);
}
