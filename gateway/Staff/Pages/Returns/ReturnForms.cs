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
        new("plan-light"),
        new("assess", Note: NoteRequirement.May, CodeList: "assessmentResult", Codes: Codes.AssessmentResults.ToHashSet(), Member: "result"),
        new("reassess", CodeList: "reassess", Codes: Codes.ReassessCodes),
        new("rebook"),
        new("hold"),
        new("release-hold"),
        new("stop-check", IsDestructive: true),
        new("close", CodeList: "closeReturn", Codes: Codes.CloseCodes),
    ];

    /// <summary>Nobody leads: others are asked, on a page of its own.</summary>
    public static readonly ActionForm AskAgain = new("offers", BySender: true);

    public static readonly ActionForm BestInterests = new("best-interests");
    public static readonly ActionForm AgreePlan = new("agree-plan");
    public static readonly ActionForm Book = new("book");
    public static readonly ActionForm ConfirmFinally = new("final-confirm");

    public static readonly ActionForm LeaveGroup = new("leave-group");

    /// <summary>The lead's, each a page of its own under its name: they ask for more than a code.</summary>
    public static readonly IReadOnlyList<ActionForm> OnPages = [BestInterests, AgreePlan, Book, ConfirmFinally, LeaveGroup];

    /// <summary>Where the form of an action stands; null: it has none that can be asked for by its name.</summary>
    public static string? AddressOf(Guid id, string action) =>
        OnPages.Any(form => form.Name == action) ? $"/returns/{id}/{action}"
        : All.Any(form => form.Name == action) ? $"/returns/{id}/do/{action}"
        : null;
}
