using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using static ReferralNetwork.Returns.Lifecycle.States;

namespace ReferralNetwork.Returns.Lifecycle;

/// <summary>The whole table of a return as data: the oracle for the machine, and docs/transitions-returns.md.</summary>
public static class Transitions
{
    static readonly IReadOnlyList<string> Same = [];

    /// <summary>Organisations may have a part.</summary>
    static readonly IReadOnlyList<string> WithParts = [.. Led.Except([Accepted])];

    /// <summary>Somebody may be looked for.</summary>
    static readonly IReadOnlyList<string> Checked = [.. OnTheWay, .. Home, Stopping, Stopped];

    public static readonly IReadOnlyList<Transition<Party>> Table =
    [
        new([], "request", Party.Requester, [Requested], typeof(RequestReturn),
            "blind: countries, age bands, languages, needs, urgency; stands on a permit to introduce each traveller"),
        new([], "already back", Party.Lead, [Received], typeof(ReportAlreadyBack), "no request, no journey, no check"),
        new([Requested], "accept", Party.Candidate, [Accepted], typeof(AcceptLead), "the introductions are asked for at once"),
        new([Requested], "decline", Party.Candidate, [Requested, Unplaced], typeof(DeclineLead), "on to the next candidate who is not suspended"),
        new([Requested], "answer overdue", Party.Timer, [Requested, Unplaced], typeof(LeadAnswerDue), "too early: armed again"),
        new([.. All.Except([Requested])], "answer overdue", Party.Timer, Same, typeof(LeadAnswerDue), "the offer has ended: nothing"),
        new([Unplaced], "ask again", Party.Requester, [Requested], typeof(AskLeadsAgain)),
        new(Asking, "take back", Party.Requester, [Ended], typeof(TakeRequestBack), "TAKEN_BACK; from the acceptance on it is the person's journey"),
        new([Unplaced], "no lead", Party.Requester, [Ended], typeof(EndWithoutLead), "NO_LEAD"),

        new([.. Moving, .. Considering], "tie a traveller's case", Party.Lead, Same, typeof(TieTraveller),
            "the lead's own case, by a tie that Cases signed"),
        new([Accepted, Counselled], "counselled", Party.Lead, [Accepted, Counselled], typeof(CounselTraveller),
            "each adult alone, nobody of the group interprets; Counselled once every adult is"),
        new([.. Preparing.Except([Booking])], "ask whether they may travel", Party.Lead, Same, typeof(AskClearance),
            "once every traveller has a case of the lead's"),
        new(Preparing, "to be told", Party.Cases, Same, typeof(TravellerToBeTold), "something in a traveller's favour; what, stays in Cases"),
        new([.. All.Except(Preparing)], "to be told", Party.Cases, Same, typeof(TravellerToBeTold), "nothing"),
        new(Considering, "told", Party.Lead, Same, typeof(RecordTold), "the same day"),
        new([.. Deciding], "told", Party.Lead, [.. Deciding, OnHold], typeof(RecordTold), "*go* or *wait* is theirs"),
        new([OnHold], "told", Party.Lead, Same, typeof(RecordTold)),
        new([Booked, FinalConfirmed], "not told in time", Party.Timer, [OnHold, Booked, FinalConfirmed], typeof(TellDue),
            "12 h before departure *rule*"),
        new([.. All.Except([Booked, FinalConfirmed])], "not told in time", Party.Timer, Same, typeof(TellDue)),
        new([Counselled, NotSafe], "open protection route", Party.Lead, [Protected], typeof(OpenProtectionRoute)),
        new([Protected, GoesWithoutUs], "counsel again", Party.Lead, [Counselled], typeof(ResumeCounsel), "new facts, or the person comes back"),
        new([Protected], "goes all the same", Party.Lead, [GoesWithoutUs], typeof(GoWithoutUs), "our advice, a safety plan, a number"),

        new([Counselled], "consent", Party.Lead, [Counselled, ConsentGiven], typeof(GiveReturnConsent),
            "not within 24 h *rule* of counselling unless asked; ConsentGiven once it is every traveller's"),
        new([ConsentGiven], "no risk named", Party.Lead, [PlanAgreed], typeof(PlanLight),
            "light: adults with a document of their own, nothing barred"),
        new([ConsentGiven], "assess", Party.LeadOrReceiving, [ConsentGiven, NoObstacleFound, WithMeasures, NotSafe, BestInterestsPending],
            typeof(AssessReturn), "once both halves are in, the graver holds; the lead's alone where nobody of the network receives"),
        new([BestInterestsPending], "best interests decided", Party.Lead, [NoObstacleFound, WithMeasures, NotSafe], typeof(DecideBestInterests)),
        new([NoObstacleFound, WithMeasures], "agree plan", Party.Lead, [PlanAgreed], typeof(AgreePlan)),
        new(Assessed, "reassess", Party.LeadOrReceiving, [ConsentGiven], typeof(Reassess),
            "a booking is kept 72 h *rule*; a light return becomes full"),
        new([PlanAgreed], "book", Party.Lead, [Booking], typeof(BookReturn),
            "our guards refuse at once; the question whether they may travel leaves"),
        new([Booking], "clearance overdue", Party.Timer, [PlanAgreed], typeof(ClearanceDue), "60 s *rule*: no answer is no yes"),
        new([.. All.Except([Booking])], "clearance overdue", Party.Timer, Same, typeof(ClearanceDue), "nothing"),
        new([Booking], "no bar known", Party.Cases, [Booked], typeof(NoBarKnown), "to the booking's own question"),
        new([Booking], "travel barred", Party.Cases, [PlanAgreed], typeof(TravelBarred)),
        new([Booking], "not established", Party.Cases, [PlanAgreed], typeof(NotEstablished)),
        new([.. Deciding.Except([Booking])], "travel barred", Party.Cases, [OnHold], typeof(TravelBarred), "unasked; no reason comes with it"),
        new([Booked, FinalConfirmed], "not established", Party.Cases, [OnHold], typeof(NotEstablished), "blocks like a bar"),
        new([.. All.Except([Booking])], "no bar known", Party.Cases, Same, typeof(NoBarKnown), "of several answers the latest counts"),
        new([.. All.Except(Deciding)], "travel barred", Party.Cases, Same, typeof(TravelBarred)),
        new([.. All.Except([Booking, Booked, FinalConfirmed])], "not established", Party.Cases, Same, typeof(NotEstablished)),
        new([Booked, FinalConfirmed], "rebook", Party.Lead, [PlanAgreed], typeof(RebookReturn)),
        new([Booked], "final confirmation", Party.Lead, [FinalConfirmed], typeof(ConfirmFinally), "within 24 h before departure *rule*"),
        new([.. Preparing.Except([OnHold])], "hold", Party.Lead, [OnHold], typeof(HoldReturn)),
        new([OnHold], "release hold", Party.Lead, Preparing.Except([OnHold, Booking]).ToList(), typeof(ReleaseHold),
            "when nothing holds any more: back to where it came from"),
        new([Accepted, Counselled], "leaves the group", Party.Lead, [Accepted, Counselled, ConsentGiven], typeof(LeaveGroup),
            "a return of their own; on where it waited for them alone"),
        new([.. Preparing.Except([Accepted, Counselled])], "leaves the group", Party.Lead, Same, typeof(LeaveGroup),
            "a child goes with the parent who has care"),
        new(Preparing, "will not go", Party.Lead, [Withdrawn], typeof(WithdrawReturn), "never failed; copies shut, receipts asked"),

        new(Deciding, "ask for a strand", Party.Lead, Same, typeof(AskStrand), "document, health, transport, reception of each traveller; blind"),
        new([.. Deciding, OnHold], "record a strand", Party.Lead, Same, typeof(RecordStrand), "not needed, or outside the network"),
        new([.. Deciding, OnHold], "complete a strand", Party.Lead, Same, typeof(CompleteStrand),
            "an embassy's details go now, in every return alike"),
        new([.. Deciding, OnHold], "withdraw a strand", Party.Lead, Same, typeof(WithdrawStrand), "a body of a State is not told"),
        new(Led, "set document holder", Party.Lead, Same, typeof(SetDocumentHolder), "one at a time"),
        new([.. Moving, .. Considering], "decline support", Party.Lead, Same, typeof(DeclineSupport), "adults: reception, check, plan, monitoring"),
        new([.. Deciding, OnHold, .. OnTheWay], "if I do not arrive", Party.Lead, Same, typeof(KeepArrivalPlan)),
        new([.. Deciding, OnHold], "set words", Party.Lead, Same, typeof(SetWords), "keyed hashes"),
        new(WithParts, "accept a strand", Party.Participant, Same, typeof(AcceptStrand), "in every state: how the journey stands refuses nothing"),
        new(WithParts, "decline a strand", Party.Participant, Same, typeof(DeclineStrand)),
        new(WithParts, "need for a strand", Party.Participant, Same, typeof(NeedForStrand)),
        new(WithParts, "strand ready", Party.Participant, Same, typeof(ReadyStrand)),
        new(Deciding, "nationality", Party.Participant, [Counselled, .. Deciding], typeof(AnswerNationality), "not confirmed: counselled again"),
        new([.. WithParts.Except(Deciding)], "nationality", Party.Participant, Same, typeof(AnswerNationality)),
        new(Deciding, "strand past its day", Party.Timer, [OnHold], typeof(StrandUntilDue), "asked for again"),
        new([.. All.Except(Deciding)], "strand past its day", Party.Timer, Same, typeof(StrandUntilDue)),

        new([.. Deciding, OnHold], "departed", Party.Witness, [States.Departed], typeof(ReportDeparted),
            "out of plan but from FinalConfirmed; checks begin"),
        new([.. Led.Except([.. Deciding, OnHold])], "departed", Party.Witness, Same, typeof(ReportDeparted)),
        new([Booked, FinalConfirmed, States.Departed], "not departed", Party.Witness, [PlanAgreed], typeof(ReportNotDeparted)),
        new([.. Led.Except([Booked, FinalConfirmed, States.Departed])], "not departed", Party.Witness, Same, typeof(ReportNotDeparted)),
        new([.. Deciding, OnHold, States.Departed], "leg begun", Party.Witness, [InTransit], typeof(ReportLegBegun), "they have left by it"),
        new([.. WithParts.Except([.. Deciding, OnHold, States.Departed])], "leg begun", Party.Witness, Same, typeof(ReportLegBegun)),
        new([.. Deciding, OnHold, States.Departed, States.LegOverdue, States.Missing], "leg arrived", Party.Witness, [InTransit],
            typeof(ReportLegArrived), "ends the alarm of that leg"),
        new([.. WithParts.Except([.. Deciding, OnHold, States.Departed, States.LegOverdue, States.Missing])], "leg arrived", Party.Witness, Same,
            typeof(ReportLegArrived)),
        new([.. Moving.Except(Home)], "arrived", Party.Witness, [Arrived], typeof(ReportArrived),
            "a forgotten word: unconfirmed, the check runs on; the third word alarms the lead"),
        new([.. Led.Except(Moving), .. Home], "arrived", Party.Witness, Same, typeof(ReportArrived)),
        new([States.Departed, InTransit, States.LegOverdue], "does not go on", Party.Witness, [StoppedEnRoute], typeof(ReportStoppedEnRoute)),
        new([.. Led.Except([States.Departed, InTransit, States.LegOverdue])], "does not go on", Party.Witness, Same, typeof(ReportStoppedEnRoute)),
        new([StoppedEnRoute], "goes on", Party.Witness, [InTransit], typeof(ReportGoesOn)),
        new([.. Led.Except([StoppedEnRoute])], "goes on", Party.Witness, Same, typeof(ReportGoesOn)),
        new([StoppedEnRoute], "stays there or goes back", Party.Witness, [Withdrawn], typeof(ReportStays)),
        new([.. Led.Except([StoppedEnRoute])], "stays there or goes back", Party.Witness, Same, typeof(ReportStays)),
        new([States.Departed, InTransit, StoppedEnRoute], "no arrival in its hours", Party.Timer, [States.LegOverdue], typeof(LegCheckDue),
            "alarm, once"),
        new([.. All.Except([States.Departed, InTransit, StoppedEnRoute])], "no arrival in its hours", Party.Timer, Same, typeof(LegCheckDue),
            "the alarm runs beside the state"),
        new([States.LegOverdue], "nobody has reached them", Party.Timer, [States.Missing], typeof(MissingDue), "6 h *rule*"),
        new([.. All.Except([States.LegOverdue])], "nobody has reached them", Party.Timer, Same, typeof(MissingDue)),
        new([States.LegOverdue], "missing", Party.Witness, [States.Missing], typeof(ReportMissing)),
        new([.. Led.Except([States.LegOverdue])], "missing", Party.Witness, Same, typeof(ReportMissing)),
        new([States.LegOverdue, States.Missing], "found", Party.Witness, [InTransit, StoppedEnRoute, RemovedByState, Ended], typeof(ReportFound)),
        new([.. Led.Except([States.LegOverdue, States.Missing])], "found", Party.Witness, Same, typeof(ReportFound)),
        new([.. Moving.Except([RemovedByState]), Accepted, Counselled, Protected], "removed by a State", Party.Witness, [RemovedByState],
            typeof(ReportRemoved)),
        new([RemovedByState, .. Led.Except([.. Moving, Accepted, Counselled, Protected])], "removed by a State", Party.Witness, Same,
            typeof(ReportRemoved)),
        new(Checked, "delay confirmed", Party.Witness, Same, typeof(ConfirmDelay),
            "from two sources, three hours at most each time"),
        new([.. Checked.Except([States.Departed])], "alarm acknowledged", Party.Witness, Same, typeof(AcknowledgeAlarm),
            "the ringing stops for 60 min *rule*"),
        new([.. OnTheWay, Stopping, Stopped], "do not look for me", Party.Lead, Same, typeof(StopCheck),
            "adults"),

        new([Arrived, RemovedByState], "reception confirmed", Party.LeadOrReceiving, [Received], typeof(ConfirmReception)),
        new([Received, Monitoring], "referral began", Party.Referrals, [Reintegrating], typeof(ReturnReferralActive), "tied to the return"),
        new([.. All.Except([Received, Monitoring])], "referral began", Party.Referrals, Same, typeof(ReturnReferralActive)),
        new([Received, Reintegrating], "referral ended", Party.Referrals, [Monitoring, Reintegrating], typeof(ReturnReferralEnded),
            "Monitoring once all have"),
        new([.. All.Except([Received, Reintegrating])], "referral ended", Party.Referrals, Same, typeof(ReturnReferralEnded)),
        new([Monitoring], "asked how they are", Party.LeadOrReceiving, Same, typeof(RecordTalk), "3, 6, 12 months *rule*"),
        new(Home, "close", Party.LeadOrReceiving, [Closed], typeof(CloseReturn), "once they were met, or did not want to be"),
        new([Stopping], "receipt", Party.Recipient, [Stopping, Stopped], typeof(GiveReturnReceipt), "Stopped with the last"),
        new([.. WithParts.Except([Stopping])], "receipt", Party.Recipient, Same, typeof(GiveReturnReceipt)),
        new(All, "receipts owed and late", Party.Timer, Same, typeof(ReturnReceiptDue),
            "overdue (*rule*) the lead sees it, and later (*rule*) the data-protection officers"),

        new(All, "details released", Party.Cases, Same, typeof(DetailsReleased)),
        new(All, "release refused", Party.Cases, Same, typeof(ReleaseRefused)),
        new(Asking, "consent withdrawn", Party.Cases, [.. Asking, Stopped], typeof(ConsentWithdrawn),
            "of the introduction: every open offer is taken back"),
        new([.. Deciding, OnHold, .. OnTheWay, RemovedByState, .. Home], "consent withdrawn", Party.Cases,
            [Stopping, Stopped, OnHold, .. Moving], typeof(ConsentWithdrawn),
            "to one organisation: that part ends; to all: stops, once everybody's is; a booked journey holds"),
        new([.. All.Except([.. Asking, .. Moving])], "consent withdrawn", Party.Cases, Same, typeof(ConsentWithdrawn),
            "the copy shuts; the lead sees it"),
        new([Requested], "candidates excluded", Party.Cases, [Requested, Unplaced], typeof(PermitNarrowed)),
        new([Booking, Booked, FinalConfirmed], "participants excluded", Party.Cases, [OnHold, Booking, Booked, FinalConfirmed],
            typeof(PermitNarrowed), "that part ends"),
        new([.. All.Except([Requested, Booking, Booked, FinalConfirmed])], "participants excluded", Party.Cases, Same, typeof(PermitNarrowed)),
        new(All, "audience changed", Party.Cases, Same, typeof(AudienceChanged)),
        new([.. Led.Except([EnteredInError])], "entered in error", Party.Lead, [EnteredInError], typeof(EnterReturnInError), "a tombstone stays"),
    ];

    static readonly IReadOnlyList<(string Name, IReadOnlyList<string> States)> Groups =
        [("considering", Considering), ("deciding", Deciding), ("on the way", OnTheWay), ("at home", Home)];

    /// <summary>docs/transitions-returns.md.</summary>
    public static string ToMarkdown() =>
        $"""
        # Transitions of a return

        Written by `dotnet run --no-launch-profile --project services/Returns -- transitions`; a test compares it with the state machine.
        Whoever may not ask is refused before the state is looked at. *rule*: a rule of Partners, with its citation.
        Where a person is, is a fact: it is recorded in every state that has a lead, and moves it where a row says so.

        {string.Join("\n", Groups.Select(group => $"- *{group.Name}*: {string.Join(", ", group.States)}"))}
        - *any with a part*: organisations may have taken parts: any with a lead but Accepted

        {TransitionTable.ToMarkdown(Table, Say, StatesInWords)}
        """;

    static string Say(Party party) => party switch
    {
        Party.Requester => "requesting organisation",
        Party.Candidate => "organisation asked to lead",
        Party.Lead => "lead",
        Party.Participant => "organisation with a part",
        Party.LeadOrReceiving => "lead, receiving organisation",
        Party.Witness => "whoever saw it: lead, who meets or carries them, duty desk",
        Party.Recipient => "organisation that had details",
        Party.Cases => "Cases",
        Party.Referrals => "Referrals",
        _ => "timer",
    };

    static string StatesInWords(IReadOnlyList<string> states) =>
        states.SequenceEqual(All) ? "any"
        : states.SequenceEqual(Led) ? "any with a lead"
        : states.SequenceEqual(WithParts) ? "any with a part"
        : All.Except(states).ToList() is { Count: < 6 } but ? $"any but {string.Join(", ", but)}"
        : Led.Except(states).ToList() is { Count: < 6 } led && !states.Except(Led).Any() ? $"any with a lead but {string.Join(", ", led)}"
        : string.Join(
            ", ", Groups.Where(group => !group.States.Except(states).Any()).Select(group => $"*{group.Name}*")
                .Concat(states.Except(Groups.Where(group => !group.States.Except(states).Any()).SelectMany(group => group.States))));
}
