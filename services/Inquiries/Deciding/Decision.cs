using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Inquiries.Deciding;

/// <summary>What a rule decided: where it leads (null: it stays), the thing after, what leaves; or the reason why not.</summary>
/// <param name="Shred">The thing's key is destroyed: nothing that was written opens again.</param>
public sealed record Decision<T>(string? To, T? After, IReadOnlyList<Effect> Effects, Refusal? Refusal = null, bool Shred = false) where T : class
{
    public static implicit operator Decision<T>(Refusal refusal) => new(null, null, [], refusal);
}

/// <summary>Gathers what one step changes, so that a rule reads as what happens.</summary>
sealed class Step<T>(T before) where T : class
{
    readonly List<Effect> effects = [];
    bool shred;

    public T After { get; set; } = before;

    /// <summary>Somebody of the desk did something, which the ledger shows.</summary>
    public Step<T> Did(IByDesk command, string what) => Add(new Act(what, command.Id, command.By, command.Actor));

    /// <summary>The network did something of itself, or a visitor, who is nobody.</summary>
    public Step<T> Happened(string what, Guid id) => Add(new Act(what, id, Partner: null, Actor: null));

    public Step<T> Schedule<TMessage>(string key, DateTimeOffset due, TMessage message) where TMessage : class => Add(new Timer<TMessage>(key, due, message));

    public Step<T> Cancel(string key) => Add(new TimerCancelled(key));

    public Step<T> Add(Effect effect)
    {
        effects.Add(effect);
        return this;
    }

    /// <param name="also">Deletes what the destroyed key opened.</param>
    public Step<T> Shred(Effect also)
    {
        shred = true;
        return Add(also);
    }

    public Decision<T> Stay() => To(null);

    public Decision<T> To(string? state) => new(state, After, effects, Shred: shred);
}

/// <summary>What is asked of a room or a situation.</summary>
public interface IConcerning
{
    Guid Id { get; }
}

/// <summary>Asked by one of a hotline's people; organisation and person come from the token, never from the body.</summary>
public interface IByDesk : IConcerning
{
    PartnerId By { get; }
    Guid Actor { get; }
}
