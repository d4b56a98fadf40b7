using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Referrals;

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
        new("stop-receipts", CodeList: "stop", Codes: Codes.StopReceiptKinds, Member: "kind", BasisFor: "RetainedUnder"),
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
}
