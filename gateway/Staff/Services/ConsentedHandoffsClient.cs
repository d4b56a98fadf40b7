using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Services;

/// <summary>What goes to law enforcement because the person wants it to.</summary>
public sealed class ConsentedHandoffsClient(NetworkClient network)
{
    const string Service = "handoffs";

    /// <param name="side"><c>handoffs-sent</c> or <c>handoffs-received</c>.</param>
    public Task<Answer<ListResponse<HandoffLine>>> List(string side, bool open, string? cursor) => network.Get<ListResponse<HandoffLine>>(
        Service, "/handoffs", ("side", side), ("open", open ? "true" : "false"), ("cursor", cursor));

    /// <summary>For the data-protection officer: receipts that are late after consent was taken back.</summary>
    public Task<Answer<ListResponse<OverdueLine>>> Overdue() => network.Get<ListResponse<OverdueLine>>(Service, "/handoffs/overdue");

    public Task<Answer<HandoffDetail>> Read(Guid id) => network.Get<HandoffDetail>(Service, $"/handoffs/{id}");

    public Task<Answer<CreatedResponse>> Prepare(PartnerId to, string? handlingCode, string? urgency, string contact, string key) =>
        network.Post<CreatedResponse>(Service, "/handoffs", new { to, handlingCode, urgency, contact }, key);

    public Task<Answer<CreatedResponse>> Verify(
        Guid id, string? permit, string? legalAdvice, bool askedForEarlier, DateTimeOffset inCareSince, string key, string? ifMatch) =>
        Act(id, null, "verify", new { permit, legalAdvice, askedForEarlier, toldHelpDoesNotDepend = true, inCareSince }, key, ifMatch);

    /// <param name="reference">Its sealed note, like <paramref name="officer"/>.</param>
    public Task<Answer<CreatedResponse>> Accept(Guid id, string reference, string officer, string key) =>
        Act(id, null, "accept", new { reference, officer }, key, ifMatch: null);

    /// <param name="receipts">That Cases signed.</param>
    public Task<Answer<CreatedResponse>> GiveReceipts(Guid id, IReadOnlyList<string> receipts, string key) =>
        Act(id, null, "receipts", new { receipts }, key, ifMatch: null);

    /// <param name="request">The request for information that it is about; null: the whole handoff.</param>
    public Task<Answer<CreatedResponse>> Act(Guid id, Guid? request, string action, object body, string key, string? ifMatch) =>
        network.Post<CreatedResponse>(
            Service, request is null ? $"/handoffs/{id}/{action}" : $"/handoffs/{id}/requests/{request}/{action}", body, key, ifMatch);
}
