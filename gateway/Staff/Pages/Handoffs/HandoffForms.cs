using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Handoffs;

/// <summary>Every action on a handoff by consent, in the order in which the page offers them.</summary>
public static class HandoffForms
{
    public const string Verify = "verify";
    public const string Accept = "accept";
    public const string Receipts = "receipts";
    public const string Feedback = "feedback";
    public const string AnswerRequest = "answer-request";
    public const string PersonTold = "person-told-in-writing";

    /// <summary>At the service a feedback like others; here a form of its own, since it is the person's safety.</summary>
    public const string Danger = "release-or-escape";

    public static readonly IReadOnlyList<ActionForm> All =
    [
        new("offer", BySender: true),
        new("state-handling", Note: NoteRequirement.Must, BySender: true),
        new("release", BySender: true),
        new("answer", Note: NoteRequirement.Must, BySender: true),
        new(AnswerRequest, Note: NoteRequirement.May, CodeList: "informationAnswer", Codes: Codes.InformationAnswers, BySender: true),
        new(PersonTold, BySender: true),
        new("acknowledge-mismatch", BySender: true),
        new("threat-alert-written", BySender: true),
        new("take-back", IsDestructive: true, BySender: true),
        new("decline", Note: NoteRequirement.May, CodeList: "handoffDecline", Codes: Codes.HandoffDeclineCodes),
        new("ask", Note: NoteRequirement.Must),
        new("request-information", Note: NoteRequirement.Must, CodeList: "informationBasis", Codes: Codes.InformationBases, Member: "basis"),
        new("in-use"),
        new(Feedback, Note: NoteRequirement.May, CodeList: "handoffFeedback",
            Codes: Codes.HandoffFeedbackCodes.Where(code => code != Codes.ReleaseOrEscape).ToHashSet()),
        new(Danger, Note: NoteRequirement.May),
        new("return", Note: NoteRequirement.May, CodeList: "handoffReturn", Codes: Codes.HandoffReturnCodes, IsDestructive: true),
        new("stop-receipts", CodeList: "stop", Codes: Codes.StopReceiptKinds, Member: "kind", BasisFor: "RetainedUnder"),
    ];

    /// <summary>Each a page of its own: they ask for more than a code and a note.</summary>
    public static readonly IReadOnlyList<string> OnPages = [Verify, Accept, Receipts];

    /// <summary>What the reader may do now, by the names of the forms here.</summary>
    public static IReadOnlyList<string> Open(HandoffDetail seen) =>
    [
        .. seen.Actions.Where(action => action != Feedback || seen.Line.State is "Receipted" or "InUse" or "Closed"),
        .. seen.Actions.Contains(Feedback, StringComparer.Ordinal) ? [Danger] : Array.Empty<string>(),
    ];

    public static string AddressOf(Guid id, string action) => action switch
    {
        Receipts => $"/handoffs/{id}/receipt",
        Verify or Accept => $"/handoffs/{id}/{action}",
        _ => $"/handoffs/{id}/do/{action}",
    };
}
