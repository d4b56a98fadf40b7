using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Referring;

/// <summary>A line of a worklist.</summary>
/// <param name="Reference">The viewer's own label: another viewer of the same referral has another.</param>
/// <param name="To">Who has it, or who alone is asked; null where several are asked, or none.</param>
/// <param name="OfferedTo">For the sender: who has it; else who is asked; where nobody is asked any more, who was.</param>
public sealed record ReferralLine(
    Guid Id, string Reference, string Side, string State, IReadOnlyList<string> Needs, string AgeBand, string Language, string Region, string Urgency,
    PartnerId From, PartnerId? To, IReadOnlyList<PartnerId> OfferedTo, DateTimeOffset? AnswerBy, DateTimeOffset? DueAt, DateTimeOffset UpdatedAt, string? ToDo);

/// <param name="Waiting">Who is asked next; for the sender.</param>
/// <param name="PermitId">What the referral stands on; for the sender.</param>
/// <param name="ReleaseRefused">Why Cases released nothing; for the sender.</param>
public sealed record ReferralDetail(
    Guid Id, string Reference, string Side, string State, IReadOnlyList<string> Needs, string AgeBand, string Language, string Region, string Urgency,
    OfferMode Mode, PartnerId From, PartnerId? To, DateTimeOffset? AnswerBy, DateTimeOffset OpenedAt, DateTimeOffset UpdatedAt, string? ToDo,
    IReadOnlyList<OfferView> Offers, IReadOnlyList<PartnerId> Waiting, DateTimeOffset? AppointmentAt, string? Outcome,
    Guid? PermitId, Guid? DisclosureId, string? ReleaseRefused, bool ReleasePending, StopView? Stop,
    IReadOnlyList<EntryView> Timeline, IReadOnlyList<string> Actions);

public sealed record OfferView(
    Guid Id, PartnerId To, OfferStatus State, DateTimeOffset MadeAt, DateTimeOffset AnswerBy, DateTimeOffset? EndedAt,
    DateTimeOffset? SeenAt, string? Code, Guid? NoteId, bool QuestionOpen);

public sealed record StopView(DateTimeOffset WithdrawnAt, DateTimeOffset DueAt, bool Overdue, IReadOnlyList<StopReceipt> Receipts);

/// <param name="Actor">The person's pseudonym, to her own organisation only.</param>
public sealed record EntryView(
    DateTimeOffset At, PartnerId? Partner, Guid? Actor, string What, Track Track, PartnerId? With, string? Code, Guid? NoteId, DateTimeOffset? AppliesAt);

/// <summary>A person of the recipient has opened the offer.</summary>
public sealed record Seen(Guid OfferId, PartnerId Partner, Guid Actor, DateTimeOffset At);

/// <summary>A referral as one of its organisations may see it: the sender all of it, a recipient its own offers and what concerns it.</summary>
public static class ReferralView
{
    public static ReferralLine Line(ReferralState state, PartnerId viewer)
    {
        var (referral, listed) = (state.Referral, Listed(state, viewer));
        return new(
            referral.Id, ReferenceOf(referral, viewer), listed.Side, Standing(state, viewer), referral.Needs, referral.AgeBand, referral.Language,
            referral.Region, referral.Urgency, referral.From, To(referral, viewer), OfferedTo(referral, viewer), AnswerBy(referral, viewer), listed.DueAt, listed.UpdatedAt, listed.ToDo);
    }

    public static ReferralDetail Detail(ReferralState state, PartnerId viewer, IReadOnlyList<Seen> seen)
    {
        var (referral, line) = (state.Referral, Line(state, viewer));
        var sender = viewer == referral.From;
        var mine = sender || viewer == referral.Recipient;
        var release = referral.Releases.LastOrDefault(r => r.To == (sender ? referral.Recipient : viewer));
        return new(
            line.Id, line.Reference, line.Side, line.State, line.Needs, line.AgeBand, line.Language, line.Region, line.Urgency,
            referral.Mode, line.From, line.To, line.AnswerBy, referral.OpenedAt, line.UpdatedAt, line.ToDo,
            [.. referral.Offers.Where(o => sender || o.To == viewer).Select(o => Shown(o, seen))],
            sender ? referral.Waiting : [], mine ? referral.AppointmentAt : null, mine ? referral.Outcome : null,
            sender ? referral.Permit.Id : null,
            referral.Releases.LastOrDefault(r => r.DisclosureId is not null && r.To == (sender ? referral.Recipient : viewer))?.DisclosureId,
            sender ? release?.Refused : null, release?.Pending ?? false, Shown(referral.Stop, sender, viewer),
            [.. Timeline(referral, seen)
                .Where(e => sender || e.With == viewer)
                .Select(e => new EntryView(e.At, e.Partner, e.Partner == viewer ? e.Actor : null, e.What, e.Track, e.With, e.Code, e.NoteId, e.AppliesAt))],
            Choices.For(state, viewer));
    }

    /// <summary>To an organisation that only had an offer, where that offer stands: what others do is not its business.</summary>
    static string Standing(ReferralState state, PartnerId viewer)
    {
        var referral = state.Referral;
        var concerns = viewer == referral.From || viewer == referral.Recipient || (referral.Stop?.Receipts.Any(r => r.Partner == viewer) ?? false);
        return concerns ? state.CurrentState : referral.Offers.Last(o => o.To == viewer).Status.ToString();
    }

    static IEnumerable<Entry> Timeline(Referral referral, IReadOnlyList<Seen> seen) => referral.Timeline
        .Concat(seen.Select(s => new Entry(s.At, "seen", Track.Evidence, s.Partner, s.Actor, s.Partner, null, null, null)))
        .OrderBy(e => e.At); // stable: what one step did stays in its order

    static OfferView Shown(Offer offer, IReadOnlyList<Seen> seen) => new(
        offer.Id, offer.To, offer.Status, offer.MadeAt, offer.AnswerBy, offer.EndedAt,
        seen.FirstOrDefault(s => s.OfferId == offer.Id)?.At, offer.Code, offer.NoteId, offer.QuestionOpen);

    static StopView? Shown(Stop? stop, bool sender, PartnerId viewer) =>
        stop is null || (!sender && stop.Receipts.All(r => r.Partner != viewer)) ? null
        : new(stop.WithdrawnAt, stop.DueAt, stop.Overdue, [.. stop.Receipts.Where(r => sender || r.Partner == viewer)]);

    static Listed Listed(ReferralState state, PartnerId viewer) => Worklist.Of(state).Single(l => l.Partner == viewer);

    static string ReferenceOf(Referral referral, PartnerId viewer) =>
        viewer == referral.From ? referral.Reference : referral.Offers.First(o => o.To == viewer).Reference;

    static PartnerId? To(Referral referral, PartnerId viewer)
    {
        if (viewer != referral.From)
            return viewer;
        var asked = referral.Offers.Where(o => o.Open).ToList();
        return referral.Recipient ?? (asked.Count == 1 ? asked[0].To : null);
    }

    static IReadOnlyList<PartnerId> OfferedTo(Referral referral, PartnerId viewer)
    {
        if (viewer != referral.From)
            return [viewer];
        if (referral.Recipient is { } recipient)
            return [recipient];
        var asked = referral.Offers.Where(o => o.Open).ToList();
        return [.. (asked.Count > 0 ? asked : referral.Offers).Select(o => o.To).Distinct()];
    }

    static DateTimeOffset? AnswerBy(Referral referral, PartnerId viewer) =>
        referral.Offers.Where(o => o.Open && (viewer == referral.From || o.To == viewer)).Min(o => (DateTimeOffset?)o.AnswerBy);
}
