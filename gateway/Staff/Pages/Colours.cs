using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages;

/// <summary>What a state's tag is coloured, beside its word.</summary>
static class Colours
{
    public static string? For(string state) => state switch
    {
        "Offered" or "Waiting" or "Requested" or "RequestReceived" or "Asked" or "Needs" or "NeedsFromYou" or "Drafted"
            or "SecondLook" or "Demanded" or "Checked" or "Narrowed" or "Approved1" or "Sent" or "InfoAsked" or "Prepared" or "Away" => "yellow",
        "Accepted" or "Scheduled" or "VisitDone" or "Active" or "Attended" or "Open" or "InProgress"
            or "Counselled" or "InHand" or "Protected" or "InPreparation" or "ConsentGiven" or "NoObstacleFound" or "WithMeasures"
            or "PlanAgreed" or "Booking" or "Booked" or "FinalConfirmed" or "Departed" or "InTransit" or "Approved2" or "Disclosed"
            or "Reintegrating" or "Monitoring" or "ConsentVerified" or "Released" or "Receipted" or "Confirmed" or "EnRoute" => null,
        "Completed" or "Received" or "Ready" or "Done" or "Arrived" or "Acknowledged" or "Decided" or "Reviewed" or "InUse"
            or "CheckedIn" => "green",
        "Unplaced" or "NoShow" or "AppointmentCancelled" or "CancellationRequested"
            or "NotSafe" or "BestInterestsPending" or "Lapsed" or "OnHold" or "StoppedEnRoute" or "Held" or "ReconsiderationAsked"
            or "Challenged" or "Overturned" => "orange",
        "Stopping" or "Failed" or "LegOverdue" or "Missing" or "RemovedByState" or "CheckInOverdue" => "red",
        _ => "grey",
    };

    /// <summary>Of how full a unit group is.</summary>
    public static string? ForPlaces(string availability) => availability switch
    {
        PlaceCodes.Free => "green",
        PlaceCodes.Few => "yellow",
        PlaceCodes.Unknown => "orange",
        _ => "grey",
    };

    /// <summary>Of a place that was promised with a yes.</summary>
    public static string? ForBed(string standing) => standing switch
    {
        "Asked" => "yellow",
        "Kept" or "UnderWay" => null,
        "Arrived" => "green",
        "Overdue" => "red",
        _ => "grey",
    };

    /// <summary>Of a part of a return.</summary>
    public static string? ForStrand(string state) => state switch
    {
        "Ready" or "NotNeeded" => "green",
        "Accepted" => null,
        "Asked" => "yellow",
        "Needs" => "orange",
        "Declined" or "Lapsed" => "red",
        _ => "grey",
    };
}
