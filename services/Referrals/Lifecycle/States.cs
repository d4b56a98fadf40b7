using System.Collections.Frozen;

namespace ReferralNetwork.Referrals.Lifecycle;

/// <summary>Where a referral can stand, and the groups that rules and lists speak of.</summary>
public static class States
{
    /// <summary>Not there yet: a draft lies sealed in Cases.</summary>
    public const string Draft = "Draft";

    public const string Offered = "Offered";
    public const string Unplaced = "Unplaced";
    public const string Accepted = "Accepted";
    public const string Scheduled = "Scheduled";
    public const string NoShow = "NoShow";
    public const string AppointmentCancelled = "AppointmentCancelled";
    public const string VisitDone = "VisitDone";
    public const string Active = "Active";
    public const string CancellationRequested = "CancellationRequested";
    public const string Stopping = "Stopping";

    public const string Completed = "Completed";
    public const string Failed = "Failed";
    public const string Cancelled = "Cancelled";
    public const string ClosedUnplaced = "ClosedUnplaced";
    public const string Stopped = "Stopped";
    public const string EnteredInError = "EnteredInError";

    /// <summary>With a recipient at work on it.</summary>
    public static readonly IReadOnlyList<string> Serving = [Accepted, Scheduled, NoShow, AppointmentCancelled, VisitDone, Active];

    /// <summary>The same, and nobody lives there yet.</summary>
    public static readonly IReadOnlyList<string> NotArrived = [.. Serving.Except([Active])];

    public static readonly IReadOnlyList<string> Open = [Offered, Unplaced, .. Serving, CancellationRequested, Stopping];
    public static readonly IReadOnlyList<string> Terminal = [Completed, Failed, Cancelled, ClosedUnplaced, Stopped, EnteredInError];
    public static readonly IReadOnlyList<string> All = [.. Open, .. Terminal];

    /// <summary>In which the person's "stop" is news.</summary>
    public static readonly IReadOnlyList<string> NotStopped = [.. All.Except([Stopping, Stopped, EnteredInError])];

    static readonly FrozenSet<string> open = Open.ToFrozenSet(StringComparer.Ordinal);

    public static bool IsOpen(string state) => open.Contains(state);
}
