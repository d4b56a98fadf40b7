using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Services;

/// <summary>What goes to law enforcement and to the competent authority.</summary>
public sealed class HandoffsClient(NetworkClient network)
{
    const string Service = "handoffs";

    /// <summary>How many on each of the reader's lists are a danger or overdue; a list without any is not there.</summary>
    public Task<Answer<ListResponse<Alarm>>> Alarms() => network.Get<ListResponse<Alarm>>(Service, "/alarms");

    /// <param name="side"><c>intelligence-sent</c> or <c>intelligence-received</c>.</param>
    public Task<Answer<ListResponse<IntelligenceLine>>> Intelligence(string side, string? cursor) =>
        network.Get<ListResponse<IntelligenceLine>>(Service, "/intelligence", ("side", side), ("cursor", cursor));

    public Task<Answer<IntelligenceDetail>> ReadIntelligence(Guid id) => network.Get<IntelligenceDetail>(Service, $"/intelligence/{id}");

    public Task<Answer<CreatedResponse>> DraftIntelligence(PartnerId to, string? handling, string grades, IntelligenceReport report, string key) =>
        network.Post<CreatedResponse>(Service, "/intelligence", new { to, handling, grades, report }, key);

    public Task<Answer<CreatedResponse>> ChangeIntelligence(Guid id, IntelligenceReport report, string key, string? ifMatch) =>
        ActOnIntelligence(id, "change", new { report }, key, ifMatch);

    public Task<Answer<CreatedResponse>> AcknowledgeIntelligence(Guid id, string? reference, string key) =>
        ActOnIntelligence(id, "acknowledge", new { reference }, key);

    public Task<Answer<CreatedResponse>> ActOnIntelligence(Guid id, string action, object body, string key, string? ifMatch = null) =>
        network.Post<CreatedResponse>(Service, $"/intelligence/{id}/{action}", body, key, ifMatch);
}
