namespace ReferralNetwork.Staff.Services;

/// <summary>Orders of courts and authorities, as Cases keeps them: what each names, and what it would take out of a case.</summary>
public sealed class OrdersClient(NetworkClient network)
{
    const string Service = "cases";

    /// <param name="order">As Cases wants it.</param>
    public Task<Answer<SignedResponse>> Record(Guid caseId, object order, string key) =>
        network.Post<SignedResponse>(Service, $"/cases/{caseId}/orders", order, key);

    public Task<Answer<SignedResponse>> Narrow(Guid caseId, Guid order, IReadOnlyList<string> fields, string key) =>
        network.Post<SignedResponse>(Service, $"/cases/{caseId}/orders/{order}/narrow", new { fields }, key);

    /// <param name="answerBy">Until when it wants its answer; null: it does not say.</param>
    public Task<Answer<SignedResponse>> CorrectDay(Guid caseId, Guid order, DateTimeOffset? answerBy, string key) =>
        network.Post<SignedResponse>(Service, $"/cases/{caseId}/orders/{order}/answer-by", new { answerBy }, key);

    /// <summary>What has left on it, by name: fields, and of Evidence the exhibits.</summary>
    public Task<Answer<ListResponse<string>>> Left(Guid caseId, Guid order) =>
        network.Get<ListResponse<string>>(Service, $"/cases/{caseId}/orders/{order}/left");

    /// <param name="telling">That the person was told, or until when the order forbids it.</param>
    public Task<Answer<SignedResponse>> Tell(Guid caseId, Guid order, object telling, string key) =>
        network.Post<SignedResponse>(Service, $"/cases/{caseId}/orders/{order}/told", telling, key);

    public Task<Answer<ListResponse<OrderLine>>> List(Guid caseId) =>
        network.Get<ListResponse<OrderLine>>(Service, $"/cases/{caseId}/orders");

    /// <summary>What exactly would leave, as the case is now: that it is read is recorded.</summary>
    public Task<Answer<OrderPreview>> Preview(Guid order) => network.Get<OrderPreview>(Service, $"/orders/{order}/preview");

    /// <summary>Its headers are the file's; the caller disposes of it.</summary>
    public Task<Answer<HttpResponseMessage>> OpenDocument(Guid order) => network.Open(Service, $"/orders/{order}/document");

    /// <summary>For the data-protection officer, without content.</summary>
    public Task<Answer<ListResponse<OrderRegistered>>> Register() => network.Get<ListResponse<OrderRegistered>>(Service, "/orders");
}

/// <param name="Token">Signed by Cases: with it another service is told.</param>
public sealed record SignedResponse(Guid Id, string Token);
