using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using static ReferralNetwork.Handoffs.ConsentedHandoffs.States;

namespace ReferralNetwork.Handoffs.ConsentedHandoffs;

/// <summary>The whole table of a handoff by consent as data: the oracle for the machine, and its section of docs/transitions-handoffs.md.</summary>
public static class Transitions
{
    static readonly IReadOnlyList<string> Same = [];

    public static readonly IReadOnlyList<Transition<Party>> Table =
    [
        new([], "prepare", Party.Sender, [Prepared], typeof(PrepareHandoff),
            "handling code, urgency, one unit of law enforcement that takes the sender's kind, wish on contact"),
        new([Prepared, ConsentVerified], "verify consent", Party.Sender, [ConsentVerified], typeof(VerifyConsent),
            "by a permit for exactly this unit; legal advice offered and the answer recorded; not in the first 72 h (*rule*) unless asked; "
            + "told that help does not depend on it"),
        new([ConsentVerified], "offer to the unit", Party.Sender, [Offered], typeof(OfferHandoff),
            "blind: type, handling code, urgency, number and kinds of exhibits; deadline (*rule*) by urgency"),
        new([Offered, Accepted], "state handling", Party.Sender, Same, typeof(StateHandling),
            "H3 only, a sealed note: before it nothing is released"),
        new([Offered], "accept", Party.Recipient, [Accepted], typeof(AcceptHandoff),
            "with its reference and officer, as sealed notes; details are asked for at once"),
        new([Offered], "decline", Party.Recipient, [Declined], typeof(DeclineHandoff), "NOT_OUR_AREA says whose it is, OTHER why"),
        new([Offered], "answer overdue", Party.Timer, [Expired], typeof(HandoffAnswerDue), Note: "too early: armed again"),
        new([.. All.Except([Offered])], "answer overdue", Party.Timer, Same, typeof(HandoffAnswerDue), "the offer has ended: nothing"),
        new([Accepted], "released", Party.Cases, [Accepted, Released], typeof(DetailsReleased),
            "consent was decided again; what answers no request of this handoff changes nothing"),
        new([.. All.Except([Accepted])], "released", Party.Cases, Same, typeof(DetailsReleased),
            "just before it stopped: shut at once, a stop receipt is owed"),
        new(All, "release refused", Party.Cases, Same, typeof(ReleaseRefused), "the sender sees why"),
        new([Accepted], "ask for release again", Party.Sender, Same, typeof(RequestHandoffRelease),
            "after a refusal; on the same permit or on a newer one"),

        new([Released], "receipts", Party.Recipient, [Released, Receipted], typeof(GiveCustodyReceipts),
            "signed by Cases, for the file and for each exhibit: Receipted once all are in; what differs alarms both"),
        new(AfterRelease, "difference seen to", Party.Sender, Same, typeof(AcknowledgeMismatch), "ends the alarm"),
        new([.. Held, Closed], "give back", Party.Recipient, [Returned], typeof(ReturnHandoff),
            "access ends; that it was known already is told to nobody"),
        new([Receipted], "in use", Party.Recipient, [InUse], typeof(ReportHandoffInUse)),
        new([Receipted], "feedback", Party.Recipient, [Receipted, Closed], typeof(GiveHandoffFeedback),
            "USED, NOT_USED and NOT_PROSECUTED close it; NOT_ENOUGH, TRIAL and RELEASE_OR_ESCAPE leave it as it is"),
        new([InUse], "feedback", Party.Recipient, [InUse, Closed], typeof(GiveHandoffFeedback)),
        new([Closed], "feedback", Party.Recipient, Same, typeof(GiveHandoffFeedback), "a trial comes later than the end of an investigation"),
        new([Released, Withdrawn, Returned], "feedback", Party.Recipient, Same, typeof(GiveHandoffFeedback),
            "RELEASE_OR_ESCAPE alone, if anything was released: it is the person's safety"),
        new(AfterRelease, "threat alert written", Party.Sender, Same, typeof(RecordThreatAlert),
            "in the case, by the caseworker's hand, after RELEASE_OR_ESCAPE"),
        new(All, "feedback overdue", Party.Timer, Same, typeof(HandoffFeedbackDue),
            "30 days (*rule*) after the unit's last word, while it has it: both are reminded"),

        new([Offered, .. Running], "question", Party.Recipient, Same, typeof(AskAboutHandoff), "the clock goes on meanwhile"),
        new([Offered, .. Running, Closed], "answer", Party.Sender, Same, typeof(AnswerAboutHandoff)),
        new(Running, "request for information", Party.Recipient, Same, typeof(RequestInformation),
            "what and why in a note, and the basis that is claimed"),
        new([.. Running, Closed], "request answered", Party.Sender, Same, typeof(AnswerInformationRequest),
            "ask the person (a handoff of its own), bring an order, no"),
        new([Accepted, .. AfterRelease], "person told in writing", Party.Sender, Same, typeof(RecordPersonTold), "what was asked, and the answer"),

        new(BeforeRelease, "take back", Party.Sender, [Withdrawn], typeof(TakeHandoffBack)),
        new([.. Open.Except([Prepared])], "consent withdrawn", Party.Cases, [Withdrawn], typeof(ConsentWithdrawn),
            "the offer is taken back, or nothing more is released and a stop receipt is owed; what is evidence is shown as not recallable"),
        new([Prepared, .. All.Except(Open)], "consent withdrawn", Party.Cases, Same, typeof(ConsentWithdrawn),
            "a stop receipt is owed of what was released"),
        new([.. Open.Except([Prepared])], "unit excluded", Party.Cases, [Withdrawn], typeof(PermitNarrowed), "like consent withdrawn"),
        new([Prepared, .. All.Except(Open)], "unit excluded", Party.Cases, Same, typeof(PermitNarrowed)),
        new(All, "audience changed", Party.Cases, Same, typeof(AudienceChanged), "for other people of the sender it exists no more"),
        new([Closed, Withdrawn, Returned], "stop receipt", Party.Recipient, Same, typeof(GiveHandoffStopReceipt),
            "where consent was taken back after the release"),
        new(All, "stop receipt overdue", Party.Timer, Same, typeof(HandoffReceiptDue),
            "after the unit's next working day (*rule*): alarms, later shows to the data-protection officers"),
    ];

    public static string InWords(Party party) => party switch
    {
        Party.Sender => "caseworker",
        Party.Recipient => "unit",
        Party.Cases => "Cases",
        _ => "timer",
    };

    public static string InWords(IReadOnlyList<string> states) =>
        states.SequenceEqual(All) ? "any"
        : All.Except(states).ToList() is { Count: < 4 } but ? $"any but {string.Join(", ", but)}"
        : string.Join(", ", states);
}
