using ReferralNetwork.Chassis.Http;
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
    public Step<TData> ByUser(IUserCommand command, string verb) => Add(new AuditRecord(verb, command.Id, command.By, command.Actor));

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
