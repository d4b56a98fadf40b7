using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using static ReferralNetwork.Referrals.Lifecycle.States;

namespace ReferralNetwork.Referrals.Lifecycle;

/// <summary>
/// The whole table as data: the HL7 BSeR / IHE 360X closed loop with states of our own around it. The state machine is
/// written by hand; this is the oracle for it, and docs/transitions.md.
/// </summary>
public static class Transitions
{
    static readonly IReadOnlyList<string> Same = [];

    public static readonly IReadOnlyList<Transition<Party>> Table =
    [
        new([Draft], "offer", Party.Sender, [Offered], typeof(OfferReferral), Note: "stands on a permit that Cases signed"),

        new([Offered], "accept", Party.OfferRecipient, [Accepted, Offered], typeof(AcceptOffer),
            "the other offers are overtaken, details are asked for at once; refused kindly if it has ended; with a place it waits for that"),
        new([Offered], "decline", Party.OfferRecipient, [Offered, Unplaced], typeof(DeclineOffer),
            "on to the next candidate who is not suspended; where the person declined nobody else is asked"),
        new([Offered], "answer overdue", Party.Timer, [Offered, Unplaced], typeof(AnswerDue),
            Note: "by the rules of the sender's jurisdiction, the urgency, and a day of removal; too early: armed again"),
        new([Offered], "question", Party.OfferRecipient, Same, typeof(AskQuestion), "the clock goes on meanwhile"),
        new([Offered], "answer", Party.Sender, Same, typeof(AnswerQuestion)),
        new([Offered], "cannot say now", Party.OfferRecipient, Same, typeof(SayUnsure),
            "tonight only; the clock goes on, the sender knows whom to ring"),

        new([Unplaced], "offer again", Party.Sender, [Offered], typeof(OfferAgain), "the sender is asked, with the reasons"),
        new([Unplaced], "search later", Party.Sender, Same, typeof(PlanSearch), "of a place: due on that day; why none was found is counted"),
        new([Unplaced], "give up", Party.Sender, [ClosedUnplaced], typeof(GiveUp),
            "of a place only for a night in a hotel, or as the person decides; why none was found is counted"),

        new(Serving, "decline after all", Party.Recipient, [Unplaced], typeof(DeclineAfterAll),
            "the disclosure's access ends; the sender may offer on"),
        new([Accepted, Scheduled, NoShow, AppointmentCancelled, VisitDone], "schedule", Party.Recipient, [Scheduled], typeof(ScheduleAppointment),
            "reschedules too"),
        new([Scheduled], "no-show", Party.Recipient, [NoShow], typeof(ReportNoShow), "not before the appointment; never straight to Completed"),
        new([Scheduled, NoShow, VisitDone], "cancel appointment", Party.Recipient, [AppointmentCancelled], typeof(CancelAppointment)),
        new([Accepted, Scheduled, NoShow, VisitDone], "interim note", Party.Recipient, [VisitDone], typeof(ReportVisit),
            "before the appointment only with the moment of the visit, which is then marked out of plan"),
        new([Accepted, Scheduled, NoShow, AppointmentCancelled, VisitDone], "arrived, started", Party.Recipient, [Active], typeof(ReportArrival),
            "placements and continuing services; a fact; before the appointment like a visit"),
        new([Accepted, Scheduled, VisitDone, Active], "outcome", Party.Recipient, [Completed, Failed], typeof(ReportOutcome),
            "completed: access ends after 14 days (*rule*); contact lost: after 72 hours (*rule*), an alarm to the sender; else at once"),
        new([NoShow], "outcome", Party.Recipient, [Failed], typeof(ReportOutcome), "with a failing code"),
        new([Completed, Failed], "correct the outcome", Party.Recipient, [Completed, Failed], typeof(CorrectOutcome),
            "for 30 days (*rule*); published anew, both on record; opens no access again"),
        new([Failed], "lost contact seen to", Party.Sender, Same, typeof(SeeToLostContact)),
        new(Serving, "ask for release again", Party.Sender, Same, typeof(RequestRelease), "on the first permit or on one from new consent"),

        new([Offered, Unplaced], "cancel", Party.Sender, [Cancelled], typeof(CancelReferral)),
        new(Serving, "request cancellation", Party.Sender, [CancellationRequested], typeof(RequestCancellation),
            "the disclosure's access ends, but not from Active: somebody lives there"),
        new([CancellationRequested], "confirm cancellation", Party.Recipient, [Cancelled], typeof(ConfirmCancellation),
            "the disclosure's access ends"),
        new([CancellationRequested], "end one-sidedly", Party.Sender, [Cancelled], typeof(EndOneSidedly),
            "48 hours (*rule*) after the request: a silent or suspended recipient stops nobody; from Active it only tells the recipient"),
        new([Cancelled], "left", Party.Recipient, Same, typeof(ReportDeparture),
            "who lived there has left after a one-sided end; the disclosure's access ends"),
        new([CancellationRequested], "outcome", Party.Recipient, [Completed, Failed], typeof(ReportOutcome), "if it was already done"),

        new(NotArrived, "under way", Party.Sender, Same, typeof(ReportUnderWay), "to the place that is kept"),
        new(All, "place given back", Party.Sender, Same, typeof(GiveBackPlace),
            "the person decides otherwise; the referral goes on without it. Also where it ended while they were under way"),

        new([.. Open.Except([Stopping])], "consent withdrawn", Party.Cases, [Stopping, Stopped], typeof(ConsentWithdrawn),
            Note: "access ends at once; Stopped straight away where no details ever left; a referral on a newer receipt goes on"),
        new(NotStopped, "the person says stop", Party.PastRecipient, Same, typeof(TellStop),
            "told to a recipient: its own access ends at once; the sender asks the person about the rest within 24 hours (*rule*), overdue it alarms"
        ),
        new(NotStopped, "wish recorded", Party.Sender, Same, typeof(RecordStopWish), "what the person who told a recipient to stop wants"),
        new([Stopping], "stop receipt", Party.PastRecipient, [Stopping, Stopped], typeof(GiveStopReceipt), "Stopped with the last one"),
        new([.. All.Except([Stopping])], "stop receipt", Party.PastRecipient, Same, typeof(GiveStopReceipt),
            "owed beside the state by everybody who had details on a receipt that was withdrawn, one set a receipt"),
        new(All, "owed and late", Party.Timer, Same, typeof(StopReceiptDue),
            Note: "a stop receipt after the recipient's next working day (*rule*), a wish after 24 hours: alarms, later shows to the data-protection officers; too early: armed again"),
        new([.. All.Except([EnteredInError])], "entered in error", Party.Sender, [EnteredInError], typeof(EnterInError),
            "a tombstone stays; the disclosure's access ends"),

        // Facts: recorded in whatever state they meet, in any order, once.
        new([.. All.Except([Stopping])], "details released", Party.Cases, Same, typeof(DetailsReleased)),
        new([Stopping], "details released", Party.Cases, [Stopping, Stopped], typeof(DetailsReleased),
            Note: "its recipient owes a receipt, too; Stopped if that is in already"),
        new([.. All.Except([Stopping])], "release refused", Party.Cases, Same, typeof(ReleaseRefused),
            Note: "the sender sees why, and may ask again after new consent"),
        new([Stopping], "release refused", Party.Cases, [Stopping, Stopped], typeof(ReleaseRefused),
            Note: "Stopped if this was all that was waited for"),
        new([Stopping, .. Terminal], "consent withdrawn", Party.Cases, Same, typeof(ConsentWithdrawn),
            Note: "who had details on that receipt owes a stop receipt"),
        new([.. All.Except([Offered])], "answer overdue", Party.Timer, Same, typeof(AnswerDue), Note: "the offer has ended: nothing"),
        new([Offered], "candidates excluded", Party.Cases, [Offered, Unplaced], typeof(PermitNarrowed), Note:
            "since the permit the person has excluded some: they are not asked, an open offer to one is taken back, and it goes on to the next"),
        new([.. All.Except([Offered])], "candidates excluded", Party.Cases, Same, typeof(PermitNarrowed), Note: "nobody waits to be asked: nothing"),
        new(All, "audience changed", Party.Cases, Same, typeof(AudienceChanged), Note: "for other people of the sender it exists no more"),

        new([Offered], "place kept", Party.Placements, [Offered, Accepted], typeof(PlaceHeld), Note:
            "the yes that waited for it counts; a place that nothing waits for is released"),
        new([.. All.Except([Offered])], "place kept", Party.Placements, Same, typeof(PlaceHeld), Note: "released, unless it is the accepted one's"),
        new(All, "no place", Party.Placements, Same, typeof(NoPlaceFree), Note:
            "the offer that waited is open again, and has the time that it had left"),
        new(All, "place not answered", Party.Timer, Same, typeof(PlaceAnswerDue), Note:
            "the same after 60 seconds (*rule*), and the place is released"),
        new([Offered], "person arrived", Party.Placements, [Offered, Active], typeof(PersonArrived), Note: "a yes that waited has its place"),
        new(NotArrived, "person arrived", Party.Placements, [.. NotArrived, Active], typeof(PersonArrived), Note:
            "at the place that is or was kept"),
        new([.. All.Except([Offered, .. NotArrived])], "person arrived", Party.Placements, Same, typeof(PersonArrived), Note:
            "after the end nobody asks any more whether they still come"),
        new(All, "person overdue", Party.Placements, Same, typeof(PersonOverdue), Note:
            "an alarm to the sender, until they are there or the place is not needed"),
        new(All, "place given back", Party.Placements, Same, typeof(PlaceGivenBack), Note: "by the shelter: the sender is told"),

        // Their machinery comes later.
        new([Offered], "not delivered in time", Party.Timer, Same,
            Note: "5 min urgent, 1 h routine: alert the sender; comes with inboxes outside the network"),
        new([Offered], "answer nearly due", Party.Timer, Same, Note: "a reminder before"),
        new([Offered], "question stops the clock", Party.OfferRecipient, Same),
        new([Offered], "urgent offer to a closed partner", Party.Sender, Same,
            Note: "goes only to partners that are open or on duty; other deadlines run in the recipient's hours"),
        new([Offered], "answer recorded on behalf", Party.Sender, [Accepted, Offered, Unplaced], Note: "by telephone, marked so"),
        new([Accepted, Scheduled, VisitDone, Active], "silence", Party.Timer, Same, Note: "14 d: reminder; 30 d: both supervisors"),
        new(Open, "transfer", Party.Sender, Same, Note: "the whole case changes hands"),
    ];

    /// <summary>docs/transitions.md.</summary>
    public static string ToMarkdown() =>
        $"""
        # What a referral can go through

        Written by `dotnet run --project services/Referrals -- transitions`; a test keeps it equal to the table in
        services/Referrals/Lifecycle/Transitions.cs, and another tests every pair of state and event against it: what
        is listed works, everything else is refused and changes nothing.

        {TransitionTable.ToMarkdown(Table, Name, Name)}
        """;

    static string Name(IReadOnlyList<string> states) =>
        states.Count == All.Count ? "any"
        : states.SequenceEqual(Open) ? "any open"
        : states.All(Open.Contains) && Open.Except(states).ToList() is [var only] ? $"any open but {only}"
        : states.Count > All.Count / 2 ? $"any but {string.Join(", ", All.Except(states))}"
        : string.Join(", ", states);

    static string Name(Party party) => party switch
    {
        Party.Sender => "sender",
        Party.OfferRecipient or Party.Recipient => "recipient",
        Party.PastRecipient => "past recipient",
        Party.Cases => "Cases",
        Party.Placements => "Placements",
        _ => "timer",
    };
}
