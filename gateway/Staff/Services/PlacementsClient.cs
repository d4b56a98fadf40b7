using System.Globalization;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Services;

/// <summary>What a shelter has: its unit groups, as it describes and counts them, and the stays in them.</summary>
public sealed class PlacementsClient(NetworkClient network)
{
    const string Service = "placements";

    /// <summary>Where somebody might be taken, a likely yes first.</summary>
    /// <param name="classes">What is asked for beside the region, by name.</param>
    public Task<Answer<PlacesFound>> Places(string region, IEnumerable<(string Name, string Code)> classes) => network.Get<PlacesFound>(
        Service, "/places", [("region", region), .. classes.Select(one => (one.Name, (string?)one.Code))]);

    /// <summary>Those of the reader's organisation, the closed ones last.</summary>
    public Task<Answer<ListResponse<UnitGroupLine>>> UnitGroups() => network.Get<ListResponse<UnitGroupLine>>(Service, "/unit-groups");

    public Task<Answer<UnitGroupLine>> UnitGroup(Guid id) => network.Get<UnitGroupLine>(Service, $"/unit-groups/{id}");

    public Task<Answer<CreatedResponse>> Open(UnitGroupDescription said, string key) =>
        network.Post<CreatedResponse>(Service, "/unit-groups", said, key);

    public Task<Answer<CreatedResponse>> Describe(Guid id, UnitGroupDescription said, string? ifMatch) =>
        network.Put<CreatedResponse>(Service, $"/unit-groups/{id}", said, ifMatch);

    public Task<Answer<CreatedResponse>> Count(Guid id, int total, int outOfService, int turnaround, int others, string key, string? ifMatch) =>
        Act(id, "count", new { total, outOfService, turnaround, others }, key, ifMatch);

    /// <summary>The last count, of this version, is confirmed.</summary>
    public Task<Answer<CreatedResponse>> StillRight(Guid id, string key, string? ifMatch) => Act(id, "still-right", null, key, ifMatch);

    public Task<Answer<CreatedResponse>> OpenExtra(Guid id, int places, int nights, string key, string? ifMatch) =>
        Act(id, "extra", new { places, nights }, key, ifMatch);

    public Task<Answer<CreatedResponse>> Close(Guid id, string key, string? ifMatch) => Act(id, "close", null, key, ifMatch);

    /// <summary>What is due first comes first.</summary>
    public Task<Answer<ListResponse<StayLine>>> Stays(bool open, string? cursor) => network.Get<ListResponse<StayLine>>(
        Service, "/stays", ("open", open ? "true" : "false"), ("cursor", cursor));

    public Task<Answer<StayDetail>> Stay(Guid id) => network.Get<StayDetail>(Service, $"/stays/{id}");

    /// <param name="plannedUntil">Null: nothing was agreed.</param>
    public Task<Answer<CreatedResponse>> RecordArrival(
        IReadOnlyList<TakenPlaces> places, bool withChild, DateTimeOffset arrivedAt, DateTimeOffset? plannedUntil, string key) =>
        network.Post<CreatedResponse>(Service, "/stays", new { places, withChild, arrivedAt, plannedUntil }, key);

    /// <param name="plannedUntil">Null: nothing was agreed.</param>
    public Task<Answer<CreatedResponse>> CheckIn(
        Guid id, IReadOnlyList<TakenPlaces> places, DateTimeOffset arrivedAt, DateTimeOffset? plannedUntil, string key) =>
        ActOnStay(id, "check-in", new { arrivedAt, places, plannedUntil }, key, ifMatch: null);

    public Task<Answer<CreatedResponse>> MoveStay(Guid id, IReadOnlyList<TakenPlaces> places, string key, string? ifMatch) =>
        ActOnStay(id, "move", new { places }, key, ifMatch);

    public Task<Answer<CreatedResponse>> ActOnStay(Guid id, string action, object body, string key, string? ifMatch) =>
        network.Post<CreatedResponse>(Service, $"/stays/{id}/{action}", body, key, ifMatch);

    /// <summary>How full shelters were, by month and region.</summary>
    public Task<Answer<Statistics>> Occupancy(int year) => network.Get<Statistics>(Service, "/occupancy", Statistics.Of(year));

    Task<Answer<CreatedResponse>> Act(Guid id, string action, object? body, string key, string? ifMatch) =>
        network.Post<CreatedResponse>(Service, $"/unit-groups/{id}/{action}", body, key, ifMatch);
}
