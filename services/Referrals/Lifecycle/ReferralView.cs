using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Referrals.Lifecycle;

/// <param name="Waiting">Who is asked next; for the sender.</param>
/// <param name="PermitId">What the referral stands on; for the sender.</param>
/// <param name="ReleaseRefused">Why Cases released nothing; for the sender.</param>
/// <param name="Stops">Who owes a receipt for a consent that was withdrawn, or has given it; a recipient sees its own.</param>
/// <param name="ReadsUntil">When the details shut, or shut, since the recipient's part has ended; null: as long as consent goes.</param>
/// <param name="StopWishes">Recipients that the person told to stop; a recipient sees its own.</param>
/// <param name="ContactLost">An alarm to the sender, until it has seen to it.</param>
/// <param name="EndableAt">When the sender may end it although its request to cancel was not answered.</param>
/// <param name="CorrectableUntil">Until when the recipient can correct the outcome.</param>
/// <param name="TiedTo">The conversation that it belongs to; for the sender.</param>
/// <param name="Place">That is asked for; for the sender, and for whoever can still answer or has accepted, as long as it goes on.</param>
/// <param name="RemovalAt">When the person is taken away, or has to be gone from where they are; for the same.</param>
/// <param name="SearchOn">On which day the sender searches for a place again; for the sender.</param>
public sealed record ReferralDetail(
    Guid Id, string Reference, string Side, string State, IReadOnlyList<string> Needs, string AgeBand, string Language, string Region, string Urgency,
    OfferMode Mode, PartnerId From, PartnerId? To, DateTimeOffset? AnswerBy, DateTimeOffset OpenedAt, DateTimeOffset UpdatedAt, string? ToDo,
    IReadOnlyList<OfferView> Offers, IReadOnlyList<PartnerId> Waiting, DateTimeOffset? AppointmentAt, string? Outcome,
    Guid? PermitId, Guid? DisclosureId, string? ReleaseRefused, bool ReleasePending, IReadOnlyList<StopView> Stops,
    IReadOnlyList<EntryView> Timeline, IReadOnlyList<string> Actions, DateTimeOffset? ReadsUntil, IReadOnlyList<StopWish> StopWishes,
    bool ContactLost,
    DateTimeOffset? EndableAt, DateTimeOffset? CorrectableUntil, TiedConversation? TiedTo,
    PlaceNeeded? Place, DateOnly? RemovalAt, DateOnly? SearchOn);

public sealed record OfferView(
    Guid Id, PartnerId To, OfferStatus State, DateTimeOffset MadeAt, DateTimeOffset AnswerBy, DateTimeOffset? EndedAt,
    DateTimeOffset? SeenAt, string? Code, Guid? NoteId, bool QuestionOpen, PlaceView? Place, string? PlaceRefused, DateTimeOffset? UnsureAt);

/// <summary>The place that a yes goes with.</summary>
/// <param name="StayId">Under which the shelter has it.</param>
/// <param name="LeftUnderWay">The referral goes on without it, or has ended, and they had set out: they may still come.</param>
public sealed record PlaceView(Guid StayId, int Places, DateTimeOffset ExpectedAt, PlaceStanding Standing, bool LeftUnderWay);

/// <param name="ReceiptId">The consent that was withdrawn.</param>
public sealed record StopView(Guid ReceiptId, DateTimeOffset WithdrawnAt, IReadOnlyList<StopReceipt> Receipts);

/// <param name="Actor">The person's pseudonym, to their own organisation only.</param>
public sealed record EntryView(
    DateTimeOffset At, PartnerId? Partner, Guid? Actor, string What, Track Track, PartnerId? With, string? Code, Guid? NoteId,
    DateTimeOffset? AppliesAt);

/// <summary>A person of the recipient has opened the offer.</summary>
public sealed record Seen(Guid OfferId, PartnerId Partner, Guid Actor, DateTimeOffset At);

/// <summary>A referral as one of its organisations may see it: the sender all of it, a recipient its own offers and what concerns it.</summary>
public static class ReferralView
{
    public static ReferralLine Line(ReferralState state, PartnerId viewer)
    {
        var (referral, listed) = (state.Data, ItemFor(state, viewer));
        return new(
            referral.Id, ReferenceOf(referral, viewer), listed.Side, Standing(state, viewer), referral.Needs, referral.AgeBand, referral.Language,
            referral.Region, referral.Urgency, referral.From, To(referral, viewer), OfferedTo(referral, viewer), AnswerBy(referral, viewer),
            listed.DueAt, listed.UpdatedAt, listed.ToDo);
    }

    public static ReferralDetail Detail(ReferralState state, PartnerId viewer, IReadOnlyList<Seen> seen, IReadOnlyList<string> actions)
    {
        var (referral, line) = (state.Data, Line(state, viewer));
        var sender = viewer == referral.From;
        var mine = Parties.SeesState(referral, viewer);
        var needed = SeesPlace(state, viewer);
        var release = referral.Releases.LastOrDefault(r => r.To == (sender ? referral.Recipient : viewer));
        return new(
            line.Id, line.Reference, line.Side, line.State, line.Needs, line.AgeBand, line.Language, line.Region, line.Urgency,
            referral.Mode, line.From, line.To, line.AnswerBy, referral.OpenedAt, line.UpdatedAt, line.ToDo,
            [.. referral.Offers.Made.Where(o => sender || o.To == viewer).Select(o => Shown(state, o, seen, Told(referral, o.Code, sender)))],
            sender ? referral.Offers.Waiting : [], mine ? referral.AppointmentAt : null, mine ? referral.Outcome : null,
            sender ? referral.Permit.Id : null,
            referral.Releases.LastOrDefault(r => r.DisclosureId is not null && r.To == (sender ? referral.Recipient : viewer))?.DisclosureId,
            sender ? release?.Refused : null, release?.Pending ?? false, Stops(referral, sender, viewer),
            [.. Timeline(referral, seen)
                .Where(e => sender || e.With == viewer)
                .Select(e => new EntryView(
                    e.At, e.Partner, e.Partner == viewer ? e.Actor : null, e.What, e.Track, e.With, Told(referral, e.Code, sender), e.NoteId,
                    e.AppliesAt))],
            actions,
            (sender ? referral.Offers.Accepted : referral.Offers.LastTo(viewer))?.ReadsUntil,
            [.. referral.StopWishes.Where(w => sender || w.By == viewer)], sender && referral.ContactLost,
            sender && state.CurrentState == States.CancellationRequested ? ReferralRules.EndableAt(referral) : null,
            viewer == referral.Recipient && referral.Outcome is not null ? ReferralRules.CorrectableUntil(referral) : null,
            sender ? referral.Tie?.To : null, needed ? referral.Place : null, needed ? referral.RemovalAt : null,
            sender ? referral.SearchOn : null);
    }

    /// <summary>Who comes together narrows down who it is: whoever has said no, or was too late, reads it no longer, nor whoever is done.</summary>
    static bool SeesPlace(ReferralState state, PartnerId viewer) =>
        viewer == state.Data.From
        || (States.IsOpen(state.CurrentState) && state.CurrentState != States.Stopping && state.Data.Offers.LastTo(viewer) is
        {
            Status: not (OfferStatus.Declined or OfferStatus.Expired or OfferStatus.Withdrawn or OfferStatus.Overtaken),
            ReadsUntil: null,
        });

    /// <summary>
    /// A hash of what this organisation sees, evidence apart: what others do, and what becomes of messages, makes no decision
    /// of it stale.
    /// </summary>
    public static string ETag(ReferralState state, PartnerId viewer)
    {
        var seen = Detail(state, viewer, seen: [], actions: []);
        var decided = seen with
        {
            UpdatedAt = default,
            ToDo = null,
            DisclosureId = null,
            ReleaseRefused = null,
            ReleasePending = false,
            Timeline = [.. seen.Timeline.Where(e => e.Track == Track.Business)],
        };
        return Base64Url.EncodeToString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(decided, NetworkJson.Options)).AsSpan(0, 16));
    }

    /// <summary>To an organisation that only has or had an offer, where that offer stands: what others do is not its business.</summary>
    static string Standing(ReferralState state, PartnerId viewer) =>
        Parties.SeesState(state.Data, viewer) ? state.CurrentState : state.Data.Offers.LastTo(viewer)!.Status.ToString();

    static IEnumerable<TimelineEntry> Timeline(Referral referral, IReadOnlyList<Seen> seen) => referral.Timeline
        .Concat(seen.Select(s => new TimelineEntry(s.At, Verbs.OfferSeen, Track.Evidence, s.Partner, s.Actor, s.Partner, null, null, null)))
        .OrderBy(e => e.At); // stable: what one step did stays in its order

    /// <summary>
    /// Of a place the sender does not learn that safety speaks against it: that would say who lives there. It reads like a household that a
    /// shelter cannot take.
    /// </summary>
    static string? Told(Referral referral, string? code, bool sender) =>
        sender && code is not null && referral.Needs.Any(PlaceCodes.Needs.Contains) && Codes.HouseholdDeclines.Contains(code)
            ? Codes.CannotTakeHousehold : code;

    /// <param name="code">As the reader is told why it was declined.</param>
    static OfferView Shown(ReferralState state, Offer offer, IReadOnlyList<Seen> seen, string? code) => new(
        offer.Id, offer.To, offer.Status, offer.MadeAt, offer.AnswerBy, offer.EndedAt,
        seen.FirstOrDefault(s => s.OfferId == offer.Id)?.At, code, offer.NoteId, offer.QuestionOpen,
        Shown(offer, ReferralRules.LeftUnderWay(state.CurrentState, state.Data, offer)), offer.PlaceRefused,
        offer.UnsureAt);

    static PlaceView? Shown(Offer offer, bool left) =>
        offer.Place is { } place && (left || offer.Pending || offer.Status == OfferStatus.Accepted)
            ? new(place.HoldId, place.Places.Sum(taken => taken.Places), place.ExpectedAt, place.Standing, left) : null;

    static List<StopView> Stops(Referral referral, bool sender, PartnerId viewer) =>
    [
        .. referral.Stops
            .Select(s => new StopView(s.ReceiptId, s.WithdrawnAt, [.. s.Receipts.Where(r => sender || r.Partner == viewer)]))
            .Where(s => s.Receipts.Count > 0),
    ];

    static WorklistItem ItemFor(ReferralState state, PartnerId viewer) =>
        Worklist.ItemsFor(state.CurrentState, state.Data).Single(item => item.Partner == viewer);

    static string ReferenceOf(Referral referral, PartnerId viewer) =>
        viewer == referral.From ? referral.Reference : referral.Offers.LastTo(viewer)!.Reference;

    static PartnerId? To(Referral referral, PartnerId viewer)
    {
        if (viewer != referral.From)
            return viewer;
        var asked = referral.Offers.Open.ToList();
        return referral.Recipient ?? (asked.Count == 1 ? asked[0].To : null);
    }

    static IReadOnlyList<PartnerId> OfferedTo(Referral referral, PartnerId viewer)
    {
        if (viewer != referral.From)
            return [viewer];
        if (referral.Recipient is { } recipient)
            return [recipient];
        var asked = referral.Offers.Open.ToList();
        return [.. (asked.Count > 0 ? asked : referral.Offers.Made).Select(o => o.To).Distinct()];
    }

    static DateTimeOffset? AnswerBy(Referral referral, PartnerId viewer) =>
        referral.Offers.Open.Where(o => viewer == referral.From || o.To == viewer).Min(o => (DateTimeOffset?)o.AnswerBy);
}
