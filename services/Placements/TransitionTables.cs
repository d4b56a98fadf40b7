using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Placements.Stays;

namespace ReferralNetwork.Placements;

public static class TransitionTables
{
    /// <summary>docs/transitions-placements.md.</summary>
    public static string ToMarkdown() =>
        $"""
        # A stay in a shelter

        Written by `dotnet run --no-launch-profile --project services/Placements -- transitions`; a test keeps it equal to the table in
        services/Placements, and others test every pair of state and event against it: what is listed works, everything else is refused
        and changes nothing.

        {TransitionTable.ToMarkdown(StayStateMachine.Table, Name, Name)}
        """;

    static string Name(StayParty party) => party == StayParty.Referrals ? nameof(StayParty.Referrals) : party.ToString().ToLowerInvariant();

    static string Name(IReadOnlyList<string> states) =>
        states.Count == States.All.Count ? "any"
        : states.Count >= States.All.Count - 2 ? $"any but {string.Join(", ", States.All.Except(states))}"
        : string.Join(", ", states);
}
