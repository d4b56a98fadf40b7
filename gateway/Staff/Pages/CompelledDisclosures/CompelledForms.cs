using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Pages.Handoffs;

namespace ReferralNetwork.Staff.Pages.CompelledDisclosures;

/// <summary>What can be done with a disclosure that an order compels, in the order in which the page offers it.</summary>
public static class CompelledForms
{
    /// <summary>Those with nothing but a choice.</summary>
    public static readonly IReadOnlyList<ActionForm> All =
    [
        new("check", CodeList: "orderFinding", Codes: Codes.OrderFindings, BySender: true, Member: "finding"),
        new("decide-challenge", CodeList: "orderFinding", Codes: Codes.OrderFindings, BySender: true, Member: "finding"),
        new("disclose", BySender: true),
        new("acknowledge-mismatch", BySender: true),
        new("challenge", CodeList: "orderChallenger", Codes: Codes.OrderChallengers, BySender: true, Member: "by"),
        new("refuse", CodeList: "orderRefusal", Codes: Codes.OrderRefusals, IsDestructive: true, BySender: true),
        new("advise", CodeList: "orderFinding", Codes: Codes.OrderFindings, BySender: true, Member: "finding"),
        new("review", CodeList: "reviewFinding", Codes: Codes.ReviewFindings, BySender: true, Member: "finding"),
        new("stop-receipts", CodeList: "stop", Codes: Codes.StopReceiptKinds, Member: "kind", BasisFor: "RetainedUnder"),
    ];

    public const string Reread = "reread";

    /// <summary>Those on pages of their own.</summary>
    public static readonly IReadOnlyList<string> OnPages = ["narrow", Reread, "told", "approve", "told-after", "overturn", HandoffForms.Receipts];

    public static string AddressOf(Guid id, string action)
    {
        var page = action == HandoffForms.Receipts ? "receipt" : OnPages.Contains(action, StringComparer.Ordinal) ? action : $"do/{action}";
        return $"/compelled-disclosures/{id}/{page}";
    }
}
