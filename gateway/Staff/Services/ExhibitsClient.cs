using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Staff.Services;

/// <summary>What could be evidence in a case, and its chain of custody.</summary>
public sealed class ExhibitsClient(NetworkClient network)
{
    const string Service = "cases";

    /// <summary>All of a case; that they are read is recorded.</summary>
    public Task<Answer<ListResponse<ExhibitLine>>> List(Guid caseId) => network.Get<ListResponse<ExhibitLine>>(Service, Path(caseId));

    public Task<Answer<CreatedResponse>> Take(Guid caseId, object exhibit, string key) =>
        network.Post<CreatedResponse>(Service, Path(caseId), exhibit, key);

    public Task<Answer<CreatedResponse>> HandOver(Guid caseId, Guid exhibit, object handOver, string key, string? ifMatch) =>
        network.Post<CreatedResponse>(Service, $"{Path(caseId)}/{exhibit}/hand-overs", handOver, key, ifMatch);

    public Task<Answer<CreatedResponse>> Isolate(Guid caseId, Guid exhibit, object told, string key) =>
        network.Post<CreatedResponse>(Service, $"{Path(caseId)}/{exhibit}/isolate", told, key);

    /// <summary>Those of all the organisation's cases that nobody opens any more, for the data-protection officer.</summary>
    public Task<Answer<ListResponse<IsolatedExhibit>>> Isolated() =>
        network.Get<ListResponse<IsolatedExhibit>>(Service, "/exhibits/isolated");

    public Task<Answer<CreatedResponse>> Remove(Guid caseId, Guid exhibit) =>
        network.Delete<CreatedResponse>(Service, $"{Path(caseId)}/{exhibit}");

    static string Path(Guid caseId) => $"/cases/{caseId}/exhibits";
}
