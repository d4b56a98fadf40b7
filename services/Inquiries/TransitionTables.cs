using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Inquiries.Rooms;
using ReferralNetwork.Inquiries.Situations;

namespace ReferralNetwork.Inquiries;

public static class TransitionTables
{
    /// <summary>docs/transitions-inquiries.md.</summary>
    public static string ToMarkdown() =>
        $"""
        # What rooms and situations can go through

        Written by `dotnet run --project services/Inquiries -- transitions`; a test keeps it equal to the tables in
        services/Inquiries, and another tests every pair of state and event against them: what is listed works,
        everything else is refused and changes nothing.

        ## A room

        {TransitionTable.ToMarkdown(RoomTransitions.Table, Name)}
        ## A situation

        {TransitionTable.ToMarkdown(SituationTransitions.Table, Name)}
        """;

    static string Name(Party party) => party switch
    {
        Party.Visitor => "visitor",
        Party.Hotline => "the hotline",
        Party.Attending => "counsellor in the room",
        Party.Coordinator => "coordinator",
        _ => "timer",
    };
}
