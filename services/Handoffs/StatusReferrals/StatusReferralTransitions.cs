using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using static ReferralNetwork.Handoffs.StatusReferrals.StatusParty;
using static ReferralNetwork.Handoffs.StatusReferrals.StatusStates;

namespace ReferralNetwork.Handoffs.StatusReferrals;

/// <summary>The whole table as data: documentation, and the oracle of the state machine.</summary>
public static class StatusReferralTransitions
{
    static readonly IReadOnlyList<string> Same = [];

    public static readonly IReadOnlyList<Transition<StatusParty>> Table =
    [
        new([], "send", Sender, [Sent], typeof(SendStatusReferral),
            "not offered: an authority must take it; details are asked for at once, on an adult's consent, or for a child who was heard and told"),
        new(All, "ask for release again", Sender, Same, typeof(RequestStatusRelease), "on a newer permit"),
        new([Sent], "acknowledge", Authority, [Acknowledged], typeof(AcknowledgeStatusReferral), "their reference and officer are sealed notes"),
        new([Acknowledged, Decided, ReconsiderationAsked], "ask", Authority, [InfoAsked], typeof(AskStatusInfo), "the deadline runs on"),
        new([InfoAsked], "answer", Sender, [Acknowledged, Decided, ReconsiderationAsked], typeof(AnswerStatusInfo), "back to where it was"),
        new(Taken, "decide", Authority, [Decided], typeof(DecideStatus),
            "reasonable grounds, conclusive grounds, negative; again as often as the authority does, an unanswered question delays none; with reasonable grounds the recovery period is due; a negative decision ends no help"
        ),
        new([Decided], "ask for reconsideration", Sender, [ReconsiderationAsked], typeof(AskReconsideration),
            "with what the person wants; due anew, ends with a new decision"),

        // The recovery and reflection period, beside the state: granted, never computed. Its end ends no help.
        new(Taken, "grant the period", Authority, Same, typeof(GrantPeriod), "from, until, and a note that says which document and where"),
        new(Taken, "extend the period", Authority, Same, typeof(ExtendPeriod)),
        new(Taken, "end the period early", Authority, Same, typeof(EndPeriodEarly), "with its reason, and whether it is challenged"),
        new(Taken, "the person declines it", Sender, Same, typeof(DeclinePeriod), "the sender's to say, never the authority's"),
        new(All, "period due", StatusParty.Timer, Same, typeof(RecoveryPeriodDue),
            "not granted within 5 working days (*rule*) after reasonable grounds: alarms the caseworker; too early: armed again"),

        // Facts: recorded in whatever state they meet, in any order, once.
        new(All, "details released", StatusParty.Cases, Same, typeof(DetailsReleased)),
        new(All, "release refused", StatusParty.Cases, Same, typeof(ReleaseRefused), "the sender sees why, and may ask again on a newer permit"),
        new(All, "consent withdrawn", StatusParty.Cases, Same, typeof(ConsentWithdrawn),
            "access has shut in Cases; the authority sees that nothing more comes"),
        new(All, "authority excluded", StatusParty.Cases, Same, typeof(PermitNarrowed), "likewise"),
        new(All, "audience changed", StatusParty.Cases, Same, typeof(AudienceChanged), "for other people of the sender it exists no more"),
    ];
}
