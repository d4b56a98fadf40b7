using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Returns;

/// <summary>Every action on a whole return or an offer to lead it, in the order in which the page offers them.</summary>
public static class ReturnForms
{
    public static readonly IReadOnlyList<ActionForm> All =
    [
        new("accept", OfOffer: true),
        new("decline", OfOffer: true, NoteRequirement.May, "decline", Codes.LeadDeclineCodes),
        new("ask-clearance"),
        new("protect"),
        new("resume-counsel", CodeList: "resumption", Codes: Codes.CounselResumptions),
        new("go-without-us"),
        new("withdraw", CodeList: "willNotGo", Codes: Codes.ReturnWithdrawals),
        new("entered-in-error", CodeList: "error", Codes: Codes.ErrorCodes, IsDestructive: true),
        new("take-back", IsDestructive: true, BySender: true),
        new("no-lead", IsDestructive: true, BySender: true),
    ];

    /// <summary>Nobody leads: others are asked, on a page of its own.</summary>
    public static readonly ActionForm AskAgain = new("offers", BySender: true);
}
