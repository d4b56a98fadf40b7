using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Referring;

/// <summary>What a rule decided: where it leads, the referral after, what leaves; or the reason why not.</summary>
public sealed record Decision(string To, Referral? After, IReadOnlyList<Effect> Effects, Refusal? Refusal = null)
{
    /// <summary>Known already: a fact that comes again changes nothing.</summary>
    public static Decision Nothing(ReferralState state) => new(state.CurrentState, state.Referral, []);

    public static implicit operator Decision(Refusal refusal) => new("", null, [], refusal);
}

/// <summary>Gathers what one step changes, so that a rule reads as what happens.</summary>
sealed class Step(Referral before, DateTimeOffset now)
{
    readonly List<Effect> effects = [];
    readonly IReadOnlyList<Offer> offersBefore = before.Offers;

    public Referral After { get; set; } = before;

    /// <summary>Somebody did something: it stands on the timeline and goes to the ledger under one name.</summary>
    public Step Did(IAsked command, string what, PartnerId? with, string? code = null, Guid? noteId = null, DateTimeOffset? appliesAt = null)
    {
        effects.Add(new Act(what, After.Id, command.By, command.Actor));
        return Note(new Entry(now, what, Track.Business, command.By, command.Actor, with, code, noteId, appliesAt));
    }

    /// <summary>The network did something of itself, which the ledger should show.</summary>
    public Step Acted(string what, PartnerId? with, string? code = null, Track track = Track.Business)
    {
        effects.Add(new Act(what, After.Id, null, null));
        return Happened(what, with, code, track);
    }

    /// <summary>A consequence, or word from another service, which stands on its ledger already.</summary>
    public Step Happened(string what, PartnerId? with, string? code = null, Track track = Track.Business) =>
        Note(new Entry(now, what, track, null, null, with, code, null, null));

    public Step Publish<T>(T message) where T : class => Add(new Published<T>(message));

    public Step Send<T>(T message) where T : class => Add(new Sent<T>(message));

    public Step Schedule<T>(string key, DateTimeOffset dueAt, T message) where T : class => Add(new Timer<T>(key, dueAt, message));

    public Step Cancel(string key) => Add(new TimerCancelled(key));

    public Decision To(string state)
    {
        // Who is asked no longer reads no more of what was written to it.
        foreach (var offer in After.Offers.Where(o => o is { Open: false, Status: not OfferStatus.Accepted } && offersBefore.Any(b => b.Id == o.Id && b.Open)))
            Publish(new RecipientEnded(After.Id, offer.To, now));
        return new(state, After with { UpdatedAt = now }, effects);
    }

    Step Add(Effect effect)
    {
        effects.Add(effect);
        return this;
    }

    Step Note(Entry entry)
    {
        After = After with { Timeline = [.. After.Timeline, entry] };
        return this;
    }
}
