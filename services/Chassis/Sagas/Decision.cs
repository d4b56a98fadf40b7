using System.Collections.Frozen;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Chassis.Sagas;

/// <summary>What a rule decided: the state it leads to (null: it stays), the data after it and what leaves; or why it is not done.</summary>
/// <param name="Shred">The instance's key is destroyed: nothing that was sealed under it opens again.</param>
public sealed record Decision<TData>(string? To, TData? After, IReadOnlyList<Effect> Effects, Refusal? Refusal = null, bool Shred = false)
    where TData : class
{
    public static implicit operator Decision<TData>(Refusal refusal) => new(null, null, [], refusal);
}

/// <summary>Gathers what one step changes, so that a rule reads as what happens.</summary>
/// <param name="now">The moment of the step.</param>
public sealed class Step<TData>(TData before, DateTimeOffset now) where TData : class
{
    readonly List<Effect> effects = [];
    bool shred;

    public TData After { get; set; } = before;
    public DateTimeOffset Now => now;

    /// <summary>A person did it: for the ledger.</summary>
    /// <param name="reference">What it was done to; null: the instance.</param>
    /// <param name="related">A second reference that belongs to the first.</param>
    public Step<TData> ByUser(IUserCommand command, string verb, Guid? reference = null, Guid? related = null) =>
        Add(new AuditRecord(verb, reference ?? command.Id, command.By, command.Actor, related));

    /// <summary>The network did it, or somebody who stays anonymous: for the ledger.</summary>
    public Step<TData> BySystem(string verb, Guid id) => Add(new AuditRecord(verb, id, Partner: null, Actor: null));

    public Step<TData> Publish<T>(T message) where T : class => Add(new PublishEvent<T>(message));
    public Step<TData> Send<T>(T message) where T : class => Add(new SendMessage<T>(message));
    public Step<TData> Schedule<T>(string key, DateTimeOffset dueAt, T message) where T : class => Add(new ScheduleTimer<T>(key, dueAt, message));
    public Step<TData> Cancel(string timerKey) => Add(new CancelTimer(timerKey));

    public Step<TData> Add(Effect effect)
    {
        effects.Add(effect);
        return this;
    }

    /// <param name="alsoDelete">Deletes what the destroyed key opened.</param>
    public Step<TData> Shred(Effect alsoDelete)
    {
        shred = true;
        return Add(alsoDelete);
    }

    public Decision<TData> Stay() => To(null);
    public Decision<TData> To(string? state) => new(state, After, effects, Shred: shred);
}

/// <summary>What leaves with the commit of a step. Rules return effects and the one who runs the step applies them.</summary>
public abstract record Effect
{
    public abstract void ApplyTo(UnitOfWork work);
}

/// <summary>An event, to every queue that the contract lists.</summary>
public sealed record PublishEvent<T>(T Message) : Effect where T : class
{
    public override void ApplyTo(UnitOfWork work) => work.Publish(Message);
}

/// <summary>A message to its one queue.</summary>
public sealed record SendMessage<T>(T Message) : Effect where T : class
{
    public override void ApplyTo(UnitOfWork work) => work.Send(Message);
}

/// <summary>A durable timer, set or moved.</summary>
public sealed record ScheduleTimer<T>(string Key, DateTimeOffset DueAt, T Message) : Effect where T : class
{
    public override void ApplyTo(UnitOfWork work) => work.Schedule(Key, DueAt, Message);
}

/// <summary>A timer taken back.</summary>
public sealed record CancelTimer(string Key) : Effect
{
    public override void ApplyTo(UnitOfWork work) => work.Cancel(Key);
}

/// <summary>For the ledger: who did what to which reference.</summary>
/// <param name="Partner">Null where the network itself acted.</param>
public sealed record AuditRecord(string Verb, Guid Reference, PartnerId? Partner, Guid? Actor, Guid? Related = null) : Effect
{
    public override void ApplyTo(UnitOfWork work) => work.Audit(
        Partner is { } partner && Actor is { } actor ? new Caller(actor, partner, FrozenSet<string>.Empty) : null, Verb, Reference, Related);
}
