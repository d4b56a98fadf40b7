using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using static ReferralNetwork.Handoffs.CompelledDisclosures.States;

namespace ReferralNetwork.Handoffs.CompelledDisclosures;

/// <summary>The whole table as data: the oracle of the state machine, and its section of docs/transitions-handoffs.md.</summary>
public static class Transitions
{
    static readonly IReadOnlyList<string> Same = [];

    public static readonly IReadOnlyList<Transition<Party>> Table =
    [
        new([], "demand", Party.Sender, [Demanded], typeof(RecordCompelled),
            "stands on an order with its document, which Cases signed; one for each order"),
        new([], "danger reported", Party.Sender, [Disclosed], typeof(ReportDanger),
            "somebody was told first to save a life or a child; recorded within 12 hours (*rule*), later all the same and marked late"),

        new([Demanded], "check", Party.Sender, [Checked], typeof(CheckCompelled), "in order, too wide, not competent or immune"),
        new([Checked], "narrow", Party.Sender, [Narrowed, Checked], typeof(NarrowCompelled),
            "narrowed in the case first, whyever; what is not competent or immune stays so"),
        new([Narrowed, Approved1, Approved2], "narrow", Party.Sender, [Narrowed], typeof(NarrowCompelled),
            "again, as long as nothing is asked for; approvals are void"),
        new(Before, "order read again", Party.Sender, Same, typeof(RereadOrder),
            "the case has corrected its day; or it was recorded before orders had a digest"),
        new(Decided, "challenge", Party.Sender, [Challenged], typeof(ChallengeCompelled),
            "by the organisation what the check did not find in order, by the person anything that has not left; approvals are void"),
        new([Challenged], "challenge decided", Party.Sender, [Checked], typeof(DecideChallenge)),
        new([.. Decided, Challenged], "refuse", Party.Sender, [Refused], typeof(RefuseCompelled),
            "what the check did not find in order; any, where it was taken back or nothing is held"),
        new(Before, "advise", Party.Officer, Same, typeof(AdviseOnCompelled), "recorded; it decides nothing"),

        new([Checked, Narrowed], "approve", Party.Approver, [Approved1], typeof(ApproveCompelled),
            "in order, or narrowed; one approval of the coordinator and one of the director, or of deputies named before the disclosure; never who recorded it, their deputy or the data-protection officer; each names what they have read, and it is what the disclosure is for"),
        new([Approved1], "approve", Party.Approver, [Approved2], typeof(ApproveCompelled), "the other role, another person"),
        new(Before, "person told", Party.Sender, Same, typeof(RecordTold),
            "with a lawyer's name and time to be heard, or until when the order forbids it"),
        new([Approved2], "disclose", Party.Sender, Same, typeof(DiscloseCompelled),
            "the person was told and their time to be heard is over, or the ban stands; Cases is asked"),
        new([Approved2], "details released", Party.Cases, [Disclosed], typeof(DetailsReleased)),
        new([.. All.Except([Approved2])], "details released", Party.Cases, Same, typeof(DetailsReleased), "known already: nothing"),
        new(All, "release refused", Party.Cases, Same, typeof(ReleaseRefused), "the sender sees why, and may ask again"),

        new([Disclosed], "review", Party.Officer, [Reviewed], typeof(ReviewDisclosure), "in order or not; never by who recorded or approved it"),
        new(All, "review overdue", Party.Timer, Same, typeof(CompelledReviewDue),
            "72 hours (*rule*) after it left: goes up, and every day again; it blocks nothing. Not Disclosed: nothing"),
        new([Disclosed, Reviewed], "receipts", Party.Recipient, Same, typeof(ConfirmDisclosed),
            "signed by Cases, for the file and for each exhibit; what differs alarms both"),
        new(After, "difference cleared up", Party.Sender, Same, typeof(ClearUpDifference)),
        new([Disclosed, Reviewed], "overturned", Party.Sender, [Overturned], typeof(OverturnCompelled),
            "the recipient reads no more and owes a receipt; the person is told"),
        new(After, "person told after", Party.Sender, Same, typeof(RecordToldAfter),
            "of what left in danger or under a ban that is over, or that it was overturned"),
        new(All, "ban ends", Party.Timer, Same, typeof(CompelledBanEndsDue), "an alarm to the sender until the person was told"),
        new([Overturned], "receipt", Party.Recipient, Same, typeof(GiveCompelledReceipt), "what it has done with its copy"),
        new(All, "receipt overdue", Party.Timer, Same, typeof(CompelledReceiptDue),
            "after the recipient's next working day (*rule*): alarms, later shows to the data-protection officers"),
        new(All, "audience changed", Party.Cases, Same, typeof(AudienceChanged),
            "for other people of the sender it exists no more, but for approvers and the data-protection officer"),
    ];

    public static string ToMarkdown() => TransitionTable.ToMarkdown(Table, Name, Name);

    static string Name(IReadOnlyList<string> states) =>
        states.Count == All.Count ? "any"
        : states.Count == All.Count - 1 ? $"any but {All.Except(states).Single()}"
        : states.SequenceEqual(Before) ? "any before Disclosed but Refused"
        : string.Join(", ", states);

    static string Name(Party party) => party switch
    {
        Party.Sender => "sender",
        Party.Approver => "coordinator, director",
        Party.Officer => "data-protection officer",
        Party.Recipient => "recipient",
        Party.Cases => "Cases",
        _ => "timer",
    };
}
