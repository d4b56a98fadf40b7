using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using static ReferralNetwork.Returns.Lifecycle.States;

namespace ReferralNetwork.Returns.Lifecycle;

/// <summary>The whole table of a return as data: the oracle for the machine, and docs/transitions-returns.md.</summary>
public static class Transitions
{
    static readonly IReadOnlyList<string> Same = [];

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

        new([.. Preparing, Received], "tie a traveller's case", Party.Lead, Same, typeof(TieTraveller),
            "the lead's own case, by a tie that Cases signed"),
        new([Accepted, Counselled], "counselled", Party.Lead, [Accepted, Counselled], typeof(CounselTraveller),
            "each adult alone, nobody of the group interprets; Counselled once every adult is"),
        new(Preparing, "ask whether they may travel", Party.Lead, Same, typeof(AskClearance), "once every traveller has a case of the lead's"),
        new(All, "no bar known", Party.Cases, Same, typeof(NoBarKnown), "of several answers the latest counts"),
        new(All, "travel barred", Party.Cases, Same, typeof(TravelBarred), "no reason comes with it"),
        new(All, "not established", Party.Cases, Same, typeof(NotEstablished), "blocks like a bar"),
        new([Counselled], "open protection route", Party.Lead, [Protected], typeof(OpenProtectionRoute)),
        new([Protected, GoesWithoutUs], "counsel again", Party.Lead, [Counselled], typeof(ResumeCounsel), "new facts, or the person comes back"),
        new([Protected], "goes all the same", Party.Lead, [GoesWithoutUs], typeof(GoWithoutUs), "our advice, a safety plan, a number"),
        new(Preparing, "will not go", Party.Lead, [Withdrawn], typeof(WithdrawReturn), "never failed"),
        new([Counselled], "consent", Party.Lead, [], Note: "and all that follows: assessment, plan, strands, journey, reintegration"),

        new(All, "details released", Party.Cases, Same, typeof(DetailsReleased)),
        new(All, "release refused", Party.Cases, Same, typeof(ReleaseRefused)),
        new(Asking, "consent withdrawn", Party.Cases, [Stopped], typeof(ConsentWithdrawn), "every open offer is taken back"),
        new([.. All.Except(Asking)], "consent withdrawn", Party.Cases, Same, typeof(ConsentWithdrawn), "the copy shuts; the lead sees it"),
        new([Requested], "candidates excluded", Party.Cases, [Requested, Unplaced], typeof(PermitNarrowed)),
        new([.. All.Except([Requested])], "candidates excluded", Party.Cases, Same, typeof(PermitNarrowed), "nobody is asked: nothing"),
        new(All, "audience changed", Party.Cases, Same, typeof(AudienceChanged)),
        new([.. Preparing, Received, Withdrawn], "entered in error", Party.Lead, [EnteredInError], typeof(EnterReturnInError), "a tombstone stays"),
    ];

    /// <summary>docs/transitions-returns.md.</summary>
    public static string ToMarkdown() =>
        $"""
        # Transitions of a return

        Written by `dotnet run --no-launch-profile --project services/Returns -- transitions`; a test compares it with the state machine.
        Whoever may not ask is refused before the state is looked at. *rule*: a rule of Partners, with its citation.

        {TransitionTable.ToMarkdown(Table, Say, StatesInWords)}
        """;

    static string Say(Party party) => party switch
    {
        Party.Requester => "requesting organisation",
        Party.Candidate => "organisation asked to lead",
        Party.Lead => "lead",
        Party.Cases => "Cases",
        _ => "timer",
    };

    static string StatesInWords(IReadOnlyList<string> states) =>
        states.SequenceEqual(All) ? "any"
        : All.Except(states).ToList() is { Count: < 4 } but ? $"any but {string.Join(", ", but)}"
        : string.Join(", ", states);
}
