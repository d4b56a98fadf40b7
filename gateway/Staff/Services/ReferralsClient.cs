using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Services;

public sealed class ReferralsClient(NetworkClient network)
{
    const string Service = "referrals";

    /// <param name="side"><c>sent</c> or <c>received</c>.</param>
    public Task<Answer<ListResponse<ReferralLine>>> List(string side, bool open, string? cursor) =>
        network.Get<ListResponse<ReferralLine>>(Service, "/referrals", ("side", side), ("open", open ? "true" : "false"), ("cursor", cursor));

    /// <summary>What of referrals is overdue after a stop, for the data-protection officer.</summary>
    public Task<Answer<ListResponse<OverdueLine>>> Overdue() => network.Get<ListResponse<OverdueLine>>(Service, "/overdue");

    /// <summary>What searches for a place came to, by month.</summary>
    public Task<Answer<Statistics>> PlaceSearches(int year) => network.Get<Statistics>(Service, "/place-searches", Statistics.Of(year));

    public Task<Answer<ReferralSeen>> Read(Guid id) => network.Get<ReferralSeen>(Service, $"/referrals/{id}");

    /// <param name="tie">To the conversation that it belongs to, as Cases signed it; null: to none.</param>
    public Task<Answer<CreatedResponse>> Open(Draft draft, string? permit, string? tie, string key) => network.Post<CreatedResponse>(
        Service, "/referrals",
        new
        {
            permit, draft.Needs, draft.AgeBand, draft.Language, draft.Region, draft.Urgency, draft.Mode, draft.Candidates, draft.Place,
            draft.RemovalAt, tie,
        },
        key);

    /// <param name="place">As it is needed now; null: the referral asks for none.</param>
    public Task<Answer<CreatedResponse>> OfferAgain(
        Guid id, string? permit, IReadOnlyList<PartnerId> candidates, PlaceNeeded? place, string key, string? ifMatch) =>
        Act(id, null, "offers", new { permit, candidates, place }, key, ifMatch);

    /// <param name="offer">The offer that it is about; null: the whole referral.</param>
    /// <param name="action">The last segment of its route.</param>
    public Task<Answer<CreatedResponse>> Act(Guid id, Guid? offer, string action, object body, string key, string? ifMatch) =>
        network.Post<CreatedResponse>(
            Service, offer is null ? $"/referrals/{id}/{action}" : $"/referrals/{id}/offers/{offer}/{action}",
            body, key, ifMatch);
}

// A referral as Referrals answers it, as far as pages show it: it is made of what Referrals itself keeps.

/// <summary>A referral as this viewer may see it.</summary>
/// <param name="Actions">What they may do now; the last segment of each action's route.</param>
public sealed record ReferralSeen(
    Guid Id,
    string Reference,
    string Side,
    string State,
    IReadOnlyList<string> Needs,
    string AgeBand,
    string Language,
    string Region,
    string Urgency,
    string Mode,
    PartnerId From,
    PartnerId? To,
    DateTimeOffset? AppointmentAt,
    string? Outcome,
    IReadOnlyList<OfferSeen> Offers,
    IReadOnlyList<Happened> Timeline,
    IReadOnlyList<string> Actions,
    Guid? PermitId,
    Guid? DisclosureId,
    string? ReleaseRefused,
    bool ReleasePending,
    DateTimeOffset? ReadsUntil,
    IReadOnlyList<StopSeen> Stops,
    IReadOnlyList<StopWishSeen> StopWishes,
    bool ContactLost,
    DateTimeOffset? EndableAt,
    DateTimeOffset? CorrectableUntil,
    PlaceNeeded? Place,
    DateOnly? RemovalAt,
    DateOnly? SearchOn)
{
    public bool Sent => Side == "sent";

    /// <summary>The offer that the viewer may answer.</summary>
    public OfferSeen? OpenOfferTo(PartnerId viewer) => Offers.LastOrDefault(offer => offer.To == viewer && offer.State == "Offered");

    /// <summary>The viewer's own yes, as long as it waits for its place.</summary>
    public OfferSeen? PendingOf(PartnerId viewer) => Offers.LastOrDefault(offer => offer.To == viewer && offer.IsPending);

    /// <summary>The offer whose place was accepted with, whatever became of it.</summary>
    public OfferSeen? WithPlace => Offers.LastOrDefault(offer => offer.Place is { LeftUnderWay: false } && !offer.IsPending);

    /// <summary>Places that somebody may still be on the way to, although the referral goes on without them.</summary>
    public IEnumerable<OfferSeen> LeftUnderWay => Offers.Where(offer => offer.Place is { LeftUnderWay: true });

    /// <summary>Offers whose recipients wait for an answer: each has a form of its own.</summary>
    public IReadOnlyList<OfferSeen> OpenQuestions => [.. Offers.Where(offer => offer.QuestionOpen)];
}

public sealed record OfferSeen(
    Guid Id, PartnerId To, string State, DateTimeOffset MadeAt, DateTimeOffset AnswerBy, DateTimeOffset? EndedAt,
    string? Code, Guid? NoteId, bool QuestionOpen, PlaceSeen? Place, string? PlaceRefused, DateTimeOffset? UnsureAt)
{
    public const string Pending = "AcceptPending";

    /// <summary>Yes was said, and whether there is a place is not known yet.</summary>
    public bool IsPending => State == Pending;
}

/// <summary>The place that a yes goes with.</summary>
/// <param name="Standing"><c>Asked</c>, <c>Kept</c>, <c>UnderWay</c>, <c>Overdue</c>, <c>Arrived</c>, <c>GivenBack</c> or <c>Released</c>.</param>
/// <param name="LeftUnderWay">The referral went on without it, or ended, while they were on their way there.</param>
public sealed record PlaceSeen(Guid StayId, int Places, DateTimeOffset ExpectedAt, string Standing, bool LeftUnderWay);

/// <summary>A consent was withdrawn: who owes a receipt, or has given it.</summary>
public sealed record StopSeen(Guid ReceiptId, DateTimeOffset WithdrawnAt, IReadOnlyList<StopReceiptSeen> Receipts);

public sealed record StopReceiptSeen(PartnerId Partner, string? Kind, DateTimeOffset? GivenAt, DateTimeOffset DueAt, bool Overdue);

/// <summary>A recipient that the person told to stop.</summary>
/// <param name="Code">What they want; null as long as nobody has asked.</param>
public sealed record StopWishSeen(PartnerId By, DateTimeOffset ToldAt, DateTimeOffset DueAt, string? Code, bool Overdue);

public sealed record Happened(
    DateTimeOffset At, string What, string Track, PartnerId? Partner, Guid? Actor, PartnerId? With,
    string? Code, Guid? NoteId, DateTimeOffset? AppliesAt);
