namespace ReferralNetwork.Staff.Pages;

/// <summary>What a state's tag is coloured, beside its word.</summary>
static class Colours
{
    public static string? For(string state) => state switch
    {
        "Offered" or "Waiting" => "yellow",
        "Accepted" or "Scheduled" or "VisitDone" or "Active" or "Attended" or "Open" or "InProgress" => null,
        "Completed" => "green",
        "Unplaced" or "NoShow" or "AppointmentCancelled" or "CancellationRequested" => "orange",
        "Stopping" or "Failed" => "red",
        _ => "grey",
    };
}
