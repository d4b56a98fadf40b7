using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Services;

/// <summary>What a shelter has: its unit groups, as it describes and counts them.</summary>
public sealed class PlacementsClient(NetworkClient network)
{
    const string Service = "placements";

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

    Task<Answer<CreatedResponse>> Act(Guid id, string action, object? body, string key, string? ifMatch) =>
        network.Post<CreatedResponse>(Service, $"/unit-groups/{id}/{action}", body, key, ifMatch);
}
