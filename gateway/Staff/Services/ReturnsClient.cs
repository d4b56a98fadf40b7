using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Services;

public sealed class ReturnsClient(NetworkClient network)
{
    const string Service = "returns";

    /// <param name="side"><c>requested</c>, <c>asked</c>, <c>led</c>, <c>part</c> or <c>duty</c>.</param>
    public Task<Answer<ListResponse<ReturnLine>>> List(string side, string? cursor) =>
        network.Get<ListResponse<ReturnLine>>(Service, "/returns", ("side", side), ("open", "true"), ("cursor", cursor));

    public Task<Answer<ReturnDetail>> Read(Guid id) => network.Get<ReturnDetail>(Service, $"/returns/{id}");

    /// <param name="permits">In the order of the draft's travellers.</param>
    public Task<Answer<CreatedResponse>> Request(ReturnDraft draft, IReadOnlyList<string?> permits, string key) => network.Post<CreatedResponse>(
        Service, "/returns",
        new
        {
            draft.LeavesFrom, draft.GoesTo, draft.Languages, draft.Needs, draft.Urgency, draft.Mode,
            travellers = draft.Travellers.Zip(permits, (traveller, permit) => new { traveller.AgeBand, permit }), draft.Candidates,
        }, key);

    public Task<Answer<CreatedResponse>> AlreadyBack(ReturnDraft draft, string key) => network.Post<CreatedResponse>(
        Service, "/returns/already-back",
        new
        {
            leftFrom = draft.LeavesFrom, backIn = draft.GoesTo, draft.Languages, draft.Needs,
            ageBands = draft.Travellers.Select(traveller => traveller.AgeBand),
        }, key);

    /// <param name="permits">By traveller.</param>
    public Task<Answer<CreatedResponse>> AskAgain(
        Guid id, IReadOnlyDictionary<Guid, string?> permits, IReadOnlyList<PartnerId> candidates, string key, string? ifMatch) =>
        Act(id, null, "offers", new { permits, candidates }, key, ifMatch);

    /// <param name="offer">The offer that it is about; null: the whole return.</param>
    /// <param name="action">The rest of its route.</param>
    public Task<Answer<CreatedResponse>> Act(Guid id, Guid? offer, string action, object body, string key, string? ifMatch) =>
        network.Post<CreatedResponse>(
            Service, offer is null ? $"/returns/{id}/{action}" : $"/returns/{id}/offers/{offer}/{action}", body, key, ifMatch);

    /// <param name="tie">That Cases signed.</param>
    public Task<Answer<CreatedResponse>> Tie(Guid id, Guid traveller, string tie, string key) =>
        network.Post<CreatedResponse>(Service, $"/returns/{id}/travellers/{traveller}/tie", new { tie }, key);

    public Task<Answer<CreatedResponse>> Counsel(
        Guid id, Guid traveller, string? interpreter, IReadOnlyList<string> topics, string key, string? ifMatch) =>
        network.Post<CreatedResponse>(Service, $"/returns/{id}/travellers/{traveller}/counsel", new { interpreter, topics }, key, ifMatch);
}
