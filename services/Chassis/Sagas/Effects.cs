using System.Collections.Frozen;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Chassis.Sagas;

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
public sealed record AuditRecord(string Verb, Guid Reference, PartnerId? Partner, Guid? Actor) : Effect
{
    public override void ApplyTo(UnitOfWork work)
    {
        var caller = Partner is { } partner && Actor is { } actor ? new Caller(actor, partner, FrozenSet<string>.Empty) : null;
        work.Audit(caller, Verb, Reference);
    }
}
