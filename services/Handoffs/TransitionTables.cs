using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Handoffs.AnonymousNotices;
using ReferralNetwork.Handoffs.StatusReferrals;

namespace ReferralNetwork.Handoffs;

public static class TransitionTables
{
    /// <summary>docs/transitions-handoffs.md.</summary>
    public static string ToMarkdown() =>
        $"""
        # What goes to law enforcement and to authorities

        Written by `dotnet run --project services/Handoffs -- transitions`; a test keeps it equal to the tables in
        services/Handoffs, and another tests every pair of state and event against them: what is listed works,
        everything else is refused and changes nothing.

        ## A status referral

        {TransitionTable.ToMarkdown(StatusReferralTransitions.Table, Name)}
        ## An anonymous notice

        {TransitionTable.ToMarkdown(AnonymousNoticeStateMachine.Table, party => party == NoticeParty.Sender ? "sender" : "authority")}
        """;

    static string Name(StatusParty party) => party switch
    {
        StatusParty.Sender => "sender",
        StatusParty.Authority => "authority",
        StatusParty.Cases => "Cases",
        _ => "timer",
    };
}
