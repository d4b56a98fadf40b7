using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Handoffs.AnonymousIntelligence;
using ReferralNetwork.Handoffs.AnonymousNotices;
using ReferralNetwork.Handoffs.StatusReferrals;
using Consented = ReferralNetwork.Handoffs.ConsentedHandoffs.Transitions;

namespace ReferralNetwork.Handoffs;

public static class TransitionTables
{
    /// <summary>docs/transitions-handoffs.md.</summary>
    public static string ToMarkdown() =>
        $"""
        # What goes to law enforcement and to the competent authority

        Written by `dotnet run --no-launch-profile --project services/Handoffs -- transitions`; a test keeps it equal to the tables in
        services/Handoffs, and others test every pair of state and event against them: what is listed works, everything else is refused
        and changes nothing. Each type has a table of its own. *rule*: a rule of Partners, with its citation.

        ## A handoff by consent

        {TransitionTable.ToMarkdown(Consented.Table, Consented.InWords, Consented.InWords)}
        ## A status referral

        {TransitionTable.ToMarkdown(StatusReferralTransitions.Table, Name)}
        ## An anonymous notice

        {TransitionTable.ToMarkdown(AnonymousNoticeStateMachine.Table, party => party == NoticeParty.Sender ? "sender" : "authority")}
        ## A compelled disclosure

        {CompelledDisclosures.Transitions.ToMarkdown()}
        ## Anonymous intelligence

        {TransitionTable.ToMarkdown(IntelligenceTransitions.Table, IntelligenceTransitions.Name)}
        """;

    static string Name(StatusParty party) => party switch
    {
        StatusParty.Sender => "sender",
        StatusParty.Authority => "authority",
        StatusParty.Cases => "Cases",
        _ => "timer",
    };
}
