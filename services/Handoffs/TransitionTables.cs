namespace ReferralNetwork.Handoffs;

public static class TransitionTables
{
    /// <summary>docs/transitions-handoffs.md.</summary>
    public static string ToMarkdown() =>
        $"""
        # What handoffs can go through

        Written by `dotnet run --project services/Handoffs -- transitions`; a test keeps it equal to the tables in
        services/Handoffs, and another tests every pair of state and event against them: what is listed works,
        everything else is refused and changes nothing.

        ## A compelled disclosure

        {CompelledDisclosures.Transitions.ToMarkdown()}
        """;
}
