using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Services;

public sealed class ReturnsClient(NetworkClient network)
{
    const string Service = "returns";

    /// <param name="side"><c>requested</c>, <c>asked</c>, <c>led</c>, <c>part</c> or <c>duty</c>.</param>
    public Task<Answer<ListResponse<ReturnLine>>> List(string side, string? cursor) =>
        network.Get<ListResponse<ReturnLine>>(Service, "/returns", ("side", side), ("open", "true"), ("cursor", cursor));

    /// <summary>What of returns is overdue after a stop, for the data-protection officer.</summary>
    public Task<Answer<ListResponse<OverdueLine>>> Overdue() => network.Get<ListResponse<OverdueLine>>(Service, "/returns/overdue");

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

    public Task<Answer<CreatedResponse>> Told(Guid id, Guid traveller, string? answer, string key, string? ifMatch) =>
        ForTraveller(id, traveller, "told", new { answer }, key, ifMatch);

    public Task<Answer<CreatedResponse>> Counsel(
        Guid id, Guid traveller, string? interpreter, IReadOnlyList<string> topics, string key, string? ifMatch) =>
        ForTraveller(id, traveller, "counsel", new { interpreter, topics }, key, ifMatch);

    /// <param name="permit">That Cases signed.</param>
    public Task<Answer<CreatedResponse>> Consent(Guid id, Guid traveller, string? permit, bool askedSooner, string key, string? ifMatch) =>
        ForTraveller(id, traveller, "consent", new { permit, askedSooner }, key, ifMatch);

    public Task<Answer<CreatedResponse>> SetDocumentHolder(Guid id, Guid traveller, string? documentHolder, string key, string? ifMatch) =>
        ForTraveller(id, traveller, "document-holder", new { documentHolder }, key, ifMatch);

    public Task<Answer<CreatedResponse>> DeclineSupport(Guid id, Guid traveller, IReadOnlyList<string> declined, string key, string? ifMatch) =>
        ForTraveller(id, traveller, "declined", new { declined }, key, ifMatch);

    public Task<Answer<CreatedResponse>> SetWords(Guid id, Guid traveller, string answer, string notFree, string key, string? ifMatch) =>
        ForTraveller(id, traveller, "words", new { answer, notFree }, key, ifMatch);

    /// <param name="token">That Cases signed: it says that there is a plan, and which duty desks may read it.</param>
    public Task<Answer<CreatedResponse>> KeepArrivalPlan(Guid id, Guid traveller, string? token, string key, string? ifMatch) =>
        ForTraveller(id, traveller, "arrival-plan", new { arrivalPlan = token }, key, ifMatch);

    /// <param name="permit">That Cases signed, for this organisation in this part.</param>
    public Task<Answer<CreatedResponse>> AskStrand(
        Guid id, Guid traveller, string kind, PartnerId with, string? permit, DateOnly neededBy, string key, string? ifMatch) =>
        ForTraveller(id, traveller, "strands", new { kind, with, permit, neededBy }, key, ifMatch);

    public Task<Answer<CreatedResponse>> RecordStrand(
        Guid id, Guid traveller, string kind, string? status, DateOnly? until, string? documentKind, string key, string? ifMatch) =>
        ForTraveller(id, traveller, "strands/outside", new { kind, status, until, documentKind }, key, ifMatch);

    public Task<Answer<CreatedResponse>> CompleteStrand(Guid id, Guid strand, string key, string? ifMatch) =>
        Act(id, null, $"strands/{strand}/complete", new { }, key, ifMatch);

    public Task<Answer<CreatedResponse>> WithdrawStrand(Guid id, Guid strand, string key, string? ifMatch) =>
        Act(id, null, $"strands/{strand}/withdraw", new { }, key, ifMatch);

    Task<Answer<CreatedResponse>> ForTraveller(Guid id, Guid traveller, string action, object body, string key, string? ifMatch) =>
        Act(id, null, $"travellers/{traveller}/{action}", body, key, ifMatch);
}
