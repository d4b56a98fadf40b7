namespace ReferralNetwork.Contracts.Responses;

/// <summary>Beds or rooms that are alike, as their own shelter sees them.</summary>
/// <param name="Number">By which the shelter tells its groups apart: they have no name.</param>
/// <param name="Extra">Places beyond the total that are open now.</param>
/// <param name="Others">Occupied by the shelter's own guests.</param>
/// <param name="Held">Promised through the network, like <paramref name="Occupied"/>: the network's own figures.</param>
/// <param name="Free">Computed; of a count that is too old it is what that count would say.</param>
/// <param name="Availability">What partners are told: of <see cref="PlaceCodes.AvailabilitiesInOrder"/>.</param>
/// <param name="CountedAt">Null: never.</param>
/// <param name="FreshUntil">From then on partners are told <see cref="PlaceCodes.Unknown"/>.</param>
public sealed record UnitGroupLine(
    Guid Id, int Number, long Version, UnitGroupDescription Description, int Total, int Extra, int OutOfService, int Turnaround, int Others,
    int Held, int Occupied, int Free, string Availability, DateTimeOffset? CountedAt, Guid? CountedBy, DateTimeOffset? FreshUntil,
    DateTimeOffset? ClosedAt);

/// <summary>Where somebody might be taken, and why not. It says neither how many places there are nor where.</summary>
/// <param name="Region">Or its country, where the region has too few unit groups to be answered for.</param>
/// <param name="Classes">What was asked for, each <see cref="PlaceCodes.Met"/>, <see cref="PlaceCodes.NotMet"/> or unknown.</param>
public sealed record PlaceLine(
    Guid UnitGroup, PartnerId Partner, string Region, string Kind, string Security, IReadOnlyList<string> Population, bool SameDay,
    string Availability, DateTimeOffset? CountedAt, IReadOnlyDictionary<string, string> Classes);

/// <param name="Area">What is answered for: the region that was asked for, or its country.</param>
/// <param name="Widened">The region has too few unit groups to be answered for alone.</param>
/// <param name="TooFew">The country has, too: nothing is said; ring.</param>
public sealed record PlacesFound(string Area, bool Widened, bool TooFew, IReadOnlyList<PlaceLine> Items);

/// <summary>A household that is expected in a shelter, or lives there, in a list of that shelter's.</summary>
/// <param name="State">
/// <c>Held</c>, <c>Confirmed</c>, <c>EnRoute</c>, <c>CheckInOverdue</c>; <c>CheckedIn</c>, <c>Away</c>, <c>Missing</c>; <c>Ended</c>,
/// <c>Released</c> or <c>NotTaken</c>.
/// </param>
/// <param name="ExpectedAt">When they were to arrive; null: nobody promised them a place.</param>
/// <param name="AwayFor">Of <see cref="StayCodes.Absences"/>.</param>
/// <param name="EndedFor">Of <see cref="StayCodes.Ends"/>, or of <see cref="StayCodes.Releases"/>.</param>
/// <param name="ConversationId">Of the referral that it began with; null: none, or it has ended.</param>
/// <param name="ToDo"><c>arrival</c>, <c>ring</c>, <c>find</c>, <c>back</c> or <c>extend-or-end</c>.</param>
public sealed record StayLine(
    Guid Id, string Reference, string State, IReadOnlyList<TakenPlaces> Places, bool WithChild, DateTimeOffset? ExpectedAt,
    DateTimeOffset? ArrivedAt, bool OutOfPlan, DateTimeOffset? PlannedUntil, string? AwayFor, DateTimeOffset? AwayUntil,
    DateTimeOffset? MissedSince, string? EndedFor, DateTimeOffset? EndedAt, Guid? ConversationId, string? ToDo, DateTimeOffset? DueAt,
    DateTimeOffset UpdatedAt);

/// <param name="NotTakenFrom">From when on the shelter may say that nobody came; null: nobody is overdue.</param>
public sealed record StayDetail(StayLine Line, IReadOnlyList<StayEvent> Timeline, IReadOnlyList<string> Actions, DateTimeOffset? NotTakenFrom);

/// <param name="What">Of <see cref="Verbs"/>.</param>
public sealed record StayEvent(DateTimeOffset At, string What, Guid? Actor, string? Code, DateTimeOffset? AppliesAt);
