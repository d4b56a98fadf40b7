namespace ReferralNetwork.Staff.Pages.Returns;

/// <summary>The way of a return in a few stations, and which of them is being worked on.</summary>
public static class Stations
{
    public static readonly IReadOnlyList<string> Names = ["asked", "counselled", "decided", "prepared", "on-the-way", "home"];

    /// <summary>Consent was given, and nobody has left: what is prepared can still be changed.</summary>
    static readonly string[] Preparing =
    [
        "ConsentGiven", "NoObstacleFound", "WithMeasures", "NotSafe", "BestInterestsPending", "PlanAgreed", "Booking", "Booked", "FinalConfirmed",
        "OnHold",
    ];

    /// <summary>Index into <see cref="Names"/>; their count once all is behind them; null: the journey is not made.</summary>
    public static int? Present(ReturnDetail seen) => seen.Line.State switch
    {
        "Requested" or "Unplaced" => 0,
        "Accepted" or "Protected" or "GoesWithoutUs" => 1,
        "Counselled" => 2,
        "OnHold" when seen.Group.Any(traveller => traveller.ConsentedAt is null) => 2,
        "Booked" or "FinalConfirmed" or "Departed" or "InTransit" or "StoppedEnRoute" or "LegOverdue" or "Missing" or "RemovedByState" => 4,
        "Arrived" or "Received" or "Reintegrating" or "Monitoring" => 5,
        "Closed" => Names.Count,
        _ => IsPrepared(seen) ? 3 : null,
    };

    /// <summary>Nobody decides before they were counselled.</summary>
    public static bool CanConsent(ReturnDetail seen, TravellerSeen traveller) => seen.Actions.Contains("consent", StringComparer.Ordinal)
        && traveller is { Tied: true, ConsentedAt: null, LeftFor: null } && (!seen.IsCounselled(traveller) || traveller.CounselledAt is not null);

    /// <summary>Strands can be recorded for whoever has consented.</summary>
    public static bool IsPrepared(ReturnDetail seen) => Preparing.Contains(seen.Line.State, StringComparer.Ordinal);

    /// <summary>From consent until they arrive a return keeps which duty desks may read what is to be done if they do not.</summary>
    public static bool KeepsArrivalPlans(ReturnDetail seen) =>
        IsPrepared(seen) || seen.Line.State is "Departed" or "InTransit" or "StoppedEnRoute" or "LegOverdue" or "Missing";

    /// <summary>Organisations are asked for a part: not while something holds the journey.</summary>
    public static bool CanAsk(ReturnDetail seen) => IsPrepared(seen) && seen.Line.State != "OnHold";
}
