using ReferralNetwork.Chassis.Operations;

namespace ReferralNetwork.Staff.Services;

/// <summary>How messages fare, of any service by its name.</summary>
public sealed class OperationsClient(NetworkClient network)
{
    public Task<Answer<Overview>> Overview(string service) => network.Get<Overview>(service, "/operations");

    public Task<Answer<ListResponse<ParkedMessage>>> Parked(string service, Guid? after) =>
        network.Get<ListResponse<ParkedMessage>>(service, "/operations/parked", ("after", after?.ToString()));

    public Task<Answer<ListResponse<QuarantinedMessage>>> Quarantine(string service, bool replayed, Guid? after) =>
        network.Get<ListResponse<QuarantinedMessage>>(
            service, "/operations/quarantine", ("replayed", replayed ? "true" : "false"), ("after", after?.ToString()));

    public Task<Answer<QuarantinedMessage>> Message(string service, Guid id) =>
        network.Get<QuarantinedMessage>(service, $"/operations/quarantine/{id}");

    public Task<Answer<CreatedResponse>> Replay(string service, Guid id, string key) =>
        network.Post<CreatedResponse>(service, $"/operations/quarantine/{id}/replay", null, key);
}
