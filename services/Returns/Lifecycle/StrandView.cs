using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Returns.Lifecycle;

/// <summary>One strand as an organisation may see it, and what it may do with it.</summary>
static class StrandView
{
    public static StrandSeen Seen(ReturnState state, Traveller traveller, Strand strand, PartnerId viewer, DateTimeOffset now)
    {
        var own = strand.With == viewer;
        var released = strand.DisclosureId is not null && (!own || Shown(strand, now));
        return new(
            strand.Id, traveller.Id, strand.Kind, own && strand.OfState ? ForState(strand, now) : Standing(strand), strand.With, strand.AskedAt,
            strand.NeededBy, strand.Needs, strand.Until, strand.DocumentKind, strand.NationalityConfirmed, strand.Code, strand.NoteId,
            own ? null : strand.CompleteAt, released, own && released ? strand.DisclosureId : null, own ? null : strand.Refused,
            [.. own ? Answers(strand) : ByLead(state, strand)])
        {
            DocumentHolder = own && released ? strand.DocumentHolder : null,
        };
    }

    static string Standing(Strand strand) =>
        strand.EndedAt is not null && strand.Status != StrandStatus.Declined ? "Withdrawn" : strand.Status.ToString();

    /// <summary>Its own acts at once, what the lead gave it at noon, the end at the end of the week that it was named: nothing else.</summary>
    static string ForState(Strand strand, DateTimeOffset now) => strand.Status switch
    {
        StrandStatus.Declined => nameof(StrandStatus.Declined),
        StrandStatus.Ready or StrandStatus.Lapsed => "Done",
        _ when Noon.Last(now, strand.Calendar!) >= Deadlines.EndOfDay(strand.NeededBy!.Value, strand.Calendar!) => States.Ended,
        StrandStatus.Asked => "RequestReceived",
        _ when strand.DisclosureId is not null && Shown(strand, now) => "NeedsFromYou",
        _ => ReturnView.InHand,
    };

    /// <summary>Whoever is no body of a State gets the details as they are released, by its acceptance.</summary>
    static bool Shown(Strand strand, DateTimeOffset now) => !strand.OfState || Noon.Last(now, strand.Calendar!) >= strand.ReleasedAt;

    /// <summary>By what it did itself alone; of a body of a State also after the lead has ended the strand, of which it is not told.</summary>
    static IEnumerable<string> Answers(Strand strand) =>
        strand is { OfState: false, EndedAt: not null } || strand.Status == StrandStatus.Declined ? []
        : strand.Status == StrandStatus.Asked ? ["accept", "decline"]
        : strand.Kind == Codes.DocumentStrand ? ["needs", "nationality", "ready", "decline"]
        : ["needs", "ready", "decline"];

    static IEnumerable<string> ByLead(ReturnState state, Strand strand) =>
        strand is not { With: not null, EndedAt: null } || !(States.Deciding.Contains(state.CurrentState) || state.CurrentState == States.OnHold) ? []
        : strand is { Taken: true, DisclosureId: null } ? ["complete", "withdraw"]
        : ["withdraw"];
}
