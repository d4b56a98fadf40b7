using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using static ReferralNetwork.Handoffs.AnonymousIntelligence.IntelligenceParty;
using static ReferralNetwork.Handoffs.AnonymousIntelligence.IntelligenceStates;

namespace ReferralNetwork.Handoffs.AnonymousIntelligence;

/// <summary>The whole table of a report as data: the oracle for the machine, and a part of docs/transitions-handoffs.md.</summary>
public static class IntelligenceTransitions
{
    public static readonly IReadOnlyList<Transition<IntelligenceParty>> Table =
    [
        new([], "draft", Sender, [Drafted], typeof(DraftIntelligence), "of suspects only what a rule of the sender's jurisdiction allows"),
        new([Drafted], "change", Sender, [], typeof(ChangeIntelligence)),
        new([Drafted], "submit", Sender, [SecondLook], typeof(SubmitIntelligence),
            "where it comes from a case the person was asked, and can delay it; what gave away who told is changed first"),
        new([SecondLook], "second look", Sender, [Drafted, Held, Sent], typeof(LookAtIntelligence),
            "by somebody who has not written in it: could they tell who told? Yes: back; no: it leaves, or waits as long as the person wants"),
        new([SecondLook, Held], "hold", Sender, [], typeof(HoldIntelligence), "the person wants it to wait, or to wait longer"),
        new([Held], "send", Sender, [Sent], typeof(SendIntelligence), "once that time is over, or the person agrees"),
        new(Inside, "drop", Sender, [Dropped], typeof(DropIntelligence), "its key is destroyed"),
        new([Sent], "acknowledge", Recipient, [Acknowledged], typeof(AcknowledgeIntelligence), "with their reference, sealed"),
        new(All, "words due", IntelligenceParty.Timer, [], typeof(IntelligenceShredDue),
            "what is told of suspects is kept as long as the rule says and no longer: its key is destroyed"),
    ];

    public static string Name(IntelligenceParty party) => party switch
    {
        Sender => "sender",
        Recipient => "recipient",
        _ => "timer",
    };
}
