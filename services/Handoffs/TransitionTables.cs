using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Handoffs.AnonymousIntelligence;

namespace ReferralNetwork.Handoffs;

public static class TransitionTables
{
    /// <summary>docs/transitions-handoffs.md.</summary>
    public static string ToMarkdown() =>
        $"""
        # What goes to law enforcement and to the competent authority can go through

        Written by `dotnet run --project services/Handoffs -- transitions`; a test keeps it equal to the tables in
        services/Handoffs, and others test every pair of state and event against them: what is listed works, everything
        else is refused and changes nothing. Each type has a table of its own.

        ## Anonymous intelligence

        {TransitionTable.ToMarkdown(IntelligenceTransitions.Table, IntelligenceTransitions.Name)}
        """;
}
