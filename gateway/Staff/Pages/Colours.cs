namespace ReferralNetwork.Staff.Pages;

/// <summary>What a state's tag is coloured, beside its word.</summary>
static class Colours
{
    public static string? For(string state) => state switch
    {
        "Offered" or "Waiting" or "Requested" => "yellow",
        "Accepted" or "Scheduled" or "VisitDone" or "Active" or "Attended" or "Open" or "InProgress"
            or "Counselled" or "InHand" or "Protected" => null,
        "Completed" or "Received" => "green",
        "Unplaced" or "NoShow" or "AppointmentCancelled" or "CancellationRequested" => "orange",
        "Stopping" or "Failed" => "red",
        _ => "grey",
    };
}
