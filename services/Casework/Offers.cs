using System.Text.Json.Serialization;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Casework;

/// <summary>To whom something is, was and may be offered: one value in a saga's data, or several. <see cref="OfferRules"/> change it.</summary>
public sealed record Offers
{
    /// <summary>Every offer ever made, in order.</summary>
    public IReadOnlyList<Offer> Made { get; init; } = [];

    /// <summary>Candidates whose turn has not come.</summary>
    public IReadOnlyList<PartnerId> Waiting { get; init; } = [];

    /// <summary>Those that can be answered.</summary>
    [JsonIgnore]
    public IEnumerable<Offer> Open => Made.Where(o => o.Open);

    /// <summary>Those that have not ended: they can be answered, or their yes waits for a place.</summary>
    [JsonIgnore]
    public IEnumerable<Offer> Standing => Made.Where(o => o.Open || o.Pending);

    /// <summary>The acceptance that stands; none after it was given back.</summary>
    [JsonIgnore]
    public Offer? Accepted => Made.LastOrDefault(o => o.Status == OfferStatus.Accepted);

    /// <summary>The last offer to an organisation; null: it was never asked.</summary>
    public Offer? LastTo(PartnerId to) => Made.LastOrDefault(o => o.To == to);

    /// <summary>The offer whose yes this place goes with; null: none, or no longer.</summary>
    public Offer? WithHold(Guid holdId) => Made.LastOrDefault(o => o.Place?.HoldId == holdId);

    /// <summary>The same with one of the offers changed.</summary>
    public Offers With(Offer changed) => this with { Made = [.. Made.Select(o => o.Id == changed.Id ? changed : o)] };
}

/// <summary>What one organisation was asked, without identity.</summary>
/// <param name="Reference">The recipient's own label of the conversation, the same in all offers to it.</param>
public sealed record Offer(Guid Id, PartnerId To, string Reference, DateTimeOffset MadeAt, DateTimeOffset AnswerBy)
{
    /// <summary>Where it stands.</summary>
    public OfferStatus Status { get; init; }

    /// <summary>When it was answered, or ended without an answer.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it was declined.</summary>
    public string? Code { get; init; }

    /// <summary>What was written when it was declined, sealed in Cases.</summary>
    public Guid? NoteId { get; init; }

    /// <summary>When what was released on its acceptance shuts, or shut; null: as long as consent goes.</summary>
    public DateTimeOffset? ReadsUntil { get; init; }

    /// <summary>The recipient has asked and waits for an answer.</summary>
    public bool QuestionOpen { get; init; }

    /// <summary>When the recipient said that it cannot say now: who needs an answer rings.</summary>
    public DateTimeOffset? UnsureAt { get; init; }

    /// <summary>The place that its yes goes with; null: none was asked for, or there was none.</summary>
    public PromisedPlace? Place { get; init; }

    /// <summary>Why the last yes with a place came to nothing, of <see cref="StayCodes.HoldRefusals"/>.</summary>
    public string? PlaceRefused { get; init; }

    /// <summary>The place that the last yes waited for in vain: who lives there all the same came by this offer.</summary>
    public PromisedPlace? PlaceLost { get; init; }

    /// <summary>It can be answered.</summary>
    [JsonIgnore]
    public bool Open => Status == OfferStatus.Offered;

    /// <summary>It was answered with yes, if there is a place.</summary>
    [JsonIgnore]
    public bool Pending => Status == OfferStatus.AcceptPending;
}

/// <summary>A place that somebody accepted with.</summary>
/// <param name="Actor">Who said yes.</param>
public sealed record PromisedPlace(
    Guid HoldId, IReadOnlyList<TakenPlaces> Places, DateTimeOffset ExpectedAt, DateTimeOffset AskedAt, Guid Actor)
{
    public PlaceStanding Standing { get; init; }
}

/// <summary>Asked for; kept; they are under way; not there in time; there; given back; kept no longer, since the conversation has ended.</summary>
public enum PlaceStanding { Asked, Kept, UnderWay, Overdue, Arrived, GivenBack, Released }

/// <summary>
/// Open; answered; ended without an answer by its deadline, by who made it, or by another's acceptance; answered with yes, if there is a place.
/// </summary>
public enum OfferStatus { Offered, Accepted, Declined, Expired, Withdrawn, Overtaken, AcceptPending }

/// <summary>One at a time down the list, or to all at once where the first acceptance wins.</summary>
public enum OfferMode { Sequential, Parallel }
