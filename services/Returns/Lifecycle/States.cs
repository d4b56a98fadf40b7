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

    /// <summary>Every traveller wants to go, on consent that Cases has recorded. Risks are looked at, unless the return is light.</summary>
    public const string ConsentGiven = nameof(ConsentGiven);

    public const string NoObstacleFound = nameof(NoObstacleFound);
    public const string WithMeasures = nameof(WithMeasures);
    public const string NotSafe = nameof(NotSafe);

    /// <summary>A body that the law names decides what is best for a child.</summary>
    public const string BestInterestsPending = nameof(BestInterestsPending);

    public const string PlanAgreed = nameof(PlanAgreed);

    /// <summary>Whether the travellers may travel was asked; no answer is no yes.</summary>
    public const string Booking = nameof(Booking);

    public const string Booked = nameof(Booked);

    /// <summary>Asked once more shortly before they leave, the person has said yes.</summary>
    public const string FinalConfirmed = nameof(FinalConfirmed);

    /// <summary>Something stands against the journey. No reason stands here.</summary>
    public const string OnHold = nameof(OnHold);

    public const string Departed = nameof(Departed);
    public const string InTransit = nameof(InTransit);
    public const string StoppedEnRoute = nameof(StoppedEnRoute);

    /// <summary>They have not arrived in time: everybody who can look is alarmed.</summary>
    public const string LegOverdue = nameof(LegOverdue);

    /// <summary>Nobody has reached them. It ends only when they arrive or are found.</summary>
    public const string Missing = nameof(Missing);

    /// <summary>A State has removed or transferred them. Help goes on.</summary>
    public const string RemovedByState = nameof(RemovedByState);

    public const string Arrived = nameof(Arrived);

    /// <summary>Home: met, or back already when the network first heard of them.</summary>
    public const string Received = nameof(Received);

    /// <summary>Referrals help them to a life at home.</summary>
    public const string Reintegrating = nameof(Reintegrating);

    /// <summary>All help has ended; they are asked from time to time how they are, as long as they like.</summary>
    public const string Monitoring = nameof(Monitoring);

    public const string Closed = nameof(Closed);

    /// <summary>The person will not go, or goes no further. Never a failure.</summary>
    public const string Withdrawn = nameof(Withdrawn);

    /// <summary>All consent was taken back; organisations that had details owe receipts.</summary>
    public const string Stopping = nameof(Stopping);

    /// <summary>All consent was taken back.</summary>
    public const string Stopped = nameof(Stopped);

    /// <summary>Taken back, no lead was found, or the journey ended before its end.</summary>
    public const string Ended = nameof(Ended);

    public const string EnteredInError = nameof(EnteredInError);

    /// <summary>A lead is looked for.</summary>
    public static readonly IReadOnlyList<string> Asking = [Requested, Unplaced];

    /// <summary>The person has not decided yet, or otherwise.</summary>
    public static readonly IReadOnlyList<string> Considering = [Accepted, Counselled, Protected, GoesWithoutUs];

    /// <summary>An assessment or a plan stands: new facts undo it.</summary>
    public static readonly IReadOnlyList<string> Assessed =
        [NoObstacleFound, WithMeasures, NotSafe, BestInterestsPending, PlanAgreed, Booking, Booked, FinalConfirmed];

    /// <summary>Consent was given and nobody has left: what stands against the journey holds it.</summary>
    public static readonly IReadOnlyList<string> Deciding = [ConsentGiven, .. Assessed];

    /// <summary>A lead works on it, and nobody has left yet.</summary>
    public static readonly IReadOnlyList<string> Preparing = [.. Considering, .. Deciding, OnHold];

    public static readonly IReadOnlyList<string> OnTheWay = [Departed, InTransit, StoppedEnRoute, LegOverdue, Missing];

    public static readonly IReadOnlyList<string> Home = [Arrived, Received, Reintegrating, Monitoring];

    /// <summary>Where a fact of the journey moves the state; elsewhere it is recorded alone.</summary>
    public static readonly IReadOnlyList<string> Moving = [.. Deciding, OnHold, .. OnTheWay, RemovedByState, .. Home];

    /// <summary>Something is still to be done.</summary>
    public static readonly IReadOnlyList<string> Open = [.. Asking, .. Preparing, .. OnTheWay, RemovedByState, .. Home, Stopping];

    public static readonly IReadOnlyList<string> All = [.. Open, Withdrawn, Closed, Ended, Stopped, EnteredInError];

    /// <summary>It has, or may have, a lead.</summary>
    public static readonly IReadOnlyList<string> Led = [.. All.Except(Asking)];
}
