using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Referrals;

/// <summary>Every action that a person can take on a referral, in the order in which the page offers them.</summary>
public static class ActionForms
{
    public static readonly IReadOnlyList<ActionForm> All =
    [
        new("accept", OfOffer: true),
        new("decline", OfOffer: true, NoteRequirement.May, "decline", Codes.DeclineCodes),
        new("unsure", OfOffer: true),
        new("question", OfOffer: true, NoteRequirement.Must),
        new("answer", OfOffer: true, NoteRequirement.Must, BySender: true),
        new("stop-wish", CodeList: "stopWish", Codes: Codes.StopWishes, BySender: true),
        new("lost-contact", BySender: true),
        new("stop-receipts", CodeList: "stop", Codes: Codes.StopReceiptKinds, Member: "kind", BasisFor: "RetainedUnder"),
        new("under-way", BySender: true),
        new("arrival", Moment: NoteRequirement.May),
        new("schedule", Moment: NoteRequirement.Must),
        new("visit", Note: NoteRequirement.May, Moment: NoteRequirement.May),
        new("outcome", Note: NoteRequirement.May, CodeList: "outcome", Codes: Codes.OutcomeCodes),
        new("no-show"),
        new("cancel-appointment"),
        new("confirm-cancellation"),
        new("correct-outcome", Note: NoteRequirement.May, CodeList: "outcome", Codes: Codes.OutcomeCodes),
        new("departure"),
        new("stop", IsDestructive: true),
        new("give-back", IsDestructive: true, BySender: true),
        new("release", BySender: true),
        new(ActModel.SearchLater, BySender: true),
        new("give-up", CodeList: "giveUp", Codes: Codes.GiveUpCodes, IsDestructive: true, BySender: true),
        new("decline-after-all", Note: NoteRequirement.May, CodeList: "decline", Codes: Codes.DeclineCodes, IsDestructive: true),
        new("cancel", IsDestructive: true, BySender: true),
        new("request-cancellation", IsDestructive: true, BySender: true),
        new("end-one-sidedly", IsDestructive: true, BySender: true),
        new("entered-in-error", CodeList: "error", Codes: Codes.ErrorCodes, IsDestructive: true, BySender: true),
    ];

    public static readonly ActionForm OfferAgain = new("offers", BySender: true);
}
