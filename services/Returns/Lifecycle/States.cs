namespace ReferralNetwork.Returns.Lifecycle;

/// <summary>Where a return can stand.</summary>
public static class States
{
    /// <summary>Organisations are asked to lead it.</summary>
    public const string Requested = nameof(Requested);

    /// <summary>Nobody is asked any more, and nobody leads.</summary>
    public const string Unplaced = nameof(Unplaced);

    /// <summary>It has a lead, who counsels each adult alone.</summary>
    public const string Accepted = nameof(Accepted);

    /// <summary>Every adult knows of the right to stay, protection, recovery and help at home. Still considering is a state to stay in.</summary>
    public const string Counselled = nameof(Counselled);

    /// <summary>The person stays, or going is not safe: protection, residence and shelter are looked for.</summary>
    public const string Protected = nameof(Protected);

    /// <summary>The person goes all the same, with our advice, a safety plan and a number.</summary>
    public const string GoesWithoutUs = nameof(GoesWithoutUs);

    /// <summary>Home: met, or back already when the network first heard of them.</summary>
    public const string Received = nameof(Received);

    /// <summary>The person will not go. Never a failure.</summary>
    public const string Withdrawn = nameof(Withdrawn);

    /// <summary>Taken back, or no lead was found.</summary>
    public const string Ended = nameof(Ended);

    /// <summary>All consent was taken back.</summary>
    public const string Stopped = nameof(Stopped);

    public const string EnteredInError = nameof(EnteredInError);

    /// <summary>A lead is looked for.</summary>
    public static readonly IReadOnlyList<string> Asking = [Requested, Unplaced];

    /// <summary>A lead works on it, and nobody has left yet.</summary>
    public static readonly IReadOnlyList<string> Preparing = [Accepted, Counselled, Protected, GoesWithoutUs];

    /// <summary>Something is still to be done.</summary>
    public static readonly IReadOnlyList<string> Open = [.. Asking, .. Preparing, Received];

    public static readonly IReadOnlyList<string> All = [.. Open, Withdrawn, Ended, Stopped, EnteredInError];
}
