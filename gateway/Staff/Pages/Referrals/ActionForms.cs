namespace ReferralNetwork.Staff.Pages.Referrals;

/// <summary>Whether a form asks for a note: a sentence that is sealed before the action names it.</summary>
public enum Asks { No, May, Must }

/// <summary>The small form of one action.</summary>
/// <param name="Name">The last segment of its route, at the service and here.</param>
/// <param name="OfOffer">It is about one offer and not the whole referral.</param>
/// <param name="Codes">What to choose from, in this order; their words stand under <paramref name="CodeList"/>.</param>
/// <param name="Grave">The button warns.</param>
public sealed record ActionForm(
    string Name, bool OfOffer = false, Asks Note = Asks.No, string? CodeList = null, IReadOnlyList<string>? Codes = null, bool Moment = false, bool Grave = false);

/// <summary>Every action that a person can take on a referral, in the order in which the page offers them.</summary>
public static class ActionForms
{
    public static readonly IReadOnlyList<ActionForm> All =
    [
        new("accept", OfOffer: true),
        new("decline", OfOffer: true, Asks.May, "decline", Declines),
        new("question", OfOffer: true, Asks.Must),
        new("answer", OfOffer: true, Asks.Must),
        new("arrival"),
        new("schedule", Moment: true),
        new("visit", Note: Asks.May),
        new("outcome", Note: Asks.May, CodeList: "outcome", Codes: ["ASSISTED", "PARTLY_ASSISTED", "NOT_ASSISTED", "PERSON_LEFT", "PERSON_DECLINED", "LOST_CONTACT"]),
        new("no-show"),
        new("cancel-appointment"),
        new("confirm-cancellation"),
        new("stop-receipts", CodeList: "stop", Codes: ["StopAcknowledged", "PurgeAcknowledged", "RetainedUnder"]),
        new("release"),
        new("give-up", CodeList: "giveUp", Codes: ["NO_PARTNER_LEFT", "PERSON_DECLINED", "NO_LONGER_NEEDED", "SERVED_ELSEWHERE"], Grave: true),
        new("decline-after-all", Note: Asks.May, CodeList: "decline", Codes: Declines, Grave: true),
        new("cancel", Grave: true),
        new("request-cancellation", Grave: true),
        new("entered-in-error", CodeList: "error", Codes: InError, Grave: true),
    ];

    /// <summary>Legal bases under which a past recipient keeps what it has.</summary>
    public static readonly IReadOnlyList<string> Bases = ["LEGAL_OBLIGATION", "LEGAL_CLAIMS", "VITAL_INTERESTS", "PUBLIC_INTEREST"];

    static IReadOnlyList<string> Declines =>
    [
        "NO_CAPACITY", "WAITLIST", "NOT_ELIGIBLE", "OUT_OF_AREA", "LANGUAGE", "SAFETY_CONFLICT", "CONFLICT_OF_INTEREST",
        "INSUFFICIENT_INFORMATION", "DUPLICATE", "PERSON_DECLINED", "OTHER",
    ];

    static IReadOnlyList<string> InError => ["WRONG_PERSON", "WRONG_PARTNER", "DUPLICATE", "OTHER"];

    public static ActionForm? Find(string name) => All.FirstOrDefault(form => form.Name == name);
}
