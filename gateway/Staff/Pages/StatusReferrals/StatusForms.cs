using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.StatusReferrals;

/// <summary>Every action on a status referral, in the order in which the page offers them. Release again is a page of its own.</summary>
public static class StatusForms
{
    public const string Release = "release", Acknowledge = "acknowledge", Decide = "decide", Grant = "grant-period", Extend = "extend-period",
        End = "end-period";

    /// <summary>As they usually come, one after the other.</summary>
    public static readonly IReadOnlyList<string> DecisionsInOrder = ["reasonable-grounds", "conclusive-grounds", "negative"];

    public static readonly IReadOnlyList<ActionForm> All =
    [
        new(Acknowledge, Note: NoteRequirement.Must),
        new(Decide, Note: NoteRequirement.May, CodeList: "statusDecision", Codes: Codes.StatusDecisions),
        new(Grant, Note: NoteRequirement.Must),
        new("ask-info", Note: NoteRequirement.Must),
        new(Extend, Note: NoteRequirement.May),
        new(End, Note: NoteRequirement.May, CodeList: "recoveryEnd", Codes: Codes.RecoveryEndCodes, IsDestructive: true),
        new("answer-info", Note: NoteRequirement.Must, BySender: true),
        new("ask-reconsideration", Note: NoteRequirement.Must, BySender: true),
        new("decline-period", BySender: true),
    ];
}
