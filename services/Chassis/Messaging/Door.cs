using MassTransit;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Chassis.Http;

namespace ReferralNetwork.Chassis.Messaging;

/// <summary>An expected no, with its reason: a rule's answer, not an error.</summary>
/// <param name="Code">UPPER_SNAKE; a stable part of the interface.</param>
/// <param name="Detail">What is the matter and what to do, for a person.</param>
public sealed record Refusal(string Code, string Detail);

/// <summary>A state machine refuses what it was asked: nothing is saved, nothing leaves.</summary>
public sealed class RefusedException(Refusal refusal) : Exception(refusal.Detail)
{
    public Refusal Refusal => refusal;
}

/// <summary>What a state machine answered.</summary>
/// <param name="Refusal">Null if it did what it was asked.</param>
/// <param name="Version">Of the instance, after the command.</param>
public sealed record Verdict(bool Found, bool Stale, Refusal? Refusal, long Version);

/// <summary>
/// The second door to a state machine: a command that comes over HTTP runs the same machine, repository and filters as one
/// from the bus, within the request's unit of work, and answers with the verdict. The broker is not touched.
/// </summary>
public sealed class Door<TState>(IReceiveEndpointDispatcher<TState> dispatcher, IServiceProvider request, TimeProvider clock)
    where TState : class, ISaga, IVersioned
{
    static readonly IReadOnlyDictionary<string, object> Headers =
        new Dictionary<string, object>(StringComparer.Ordinal) { ["Content-Type"] = Envelope.ContentType };

    /// <summary>For an instance that begins with this command, under an id of its own: nothing is looked for.</summary>
    public Task<Verdict> Begin<T>(T command, CancellationToken cancellationToken) where T : class =>
        Dispatch(command, new DoorCall(ifMatch: null, begins: true), cancellationToken);

    public Task<Verdict> Dispatch<T>(T command, IfMatch? ifMatch, CancellationToken cancellationToken) where T : class =>
        Dispatch(command, new DoorCall(ifMatch, begins: false), cancellationToken);

    async Task<Verdict> Dispatch<T>(T command, DoorCall call, CancellationToken cancellationToken) where T : class
    {
        var body = Envelope.Write(Guid.CreateVersion7(), command, clock.GetUtcNow());
        try
        {
            await dispatcher.Dispatch(body, Headers, cancellationToken, call, new RequestScope(request));
            return new Verdict(Found: true, Stale: false, Refusal: null, call.Version);
        }
        catch (Exception e) when (Expected(e) is { } expected)
        {
            return expected switch
            {
                MissingInstanceException => new Verdict(Found: false, Stale: false, null, 0),
                StaleVersionException => new Verdict(Found: true, Stale: true, null, call.Version),
                RefusedException refused => new Verdict(Found: true, Stale: false, refused.Refusal, call.Version),
                _ => new Verdict(Found: true, Stale: false, new Refusal("WRONG_STATE", "Its state does not allow this any more. Look at it again."), call.Version),
            };
        }
    }

    /// <summary>MassTransit wraps what a machine throws; the expected ones are found at any depth.</summary>
    static Exception? Expected(Exception? e) => e switch
    {
        null => null,
        MissingInstanceException or StaleVersionException or RefusedException or NotAcceptedStateMachineException => e,
        _ => Expected(e.InnerException),
    };

    /// <summary>Makes MassTransit use the request's own scope, and so its unit of work; the request disposes it.</summary>
    sealed record RequestScope(IServiceProvider ServiceProvider) : IServiceScope
    {
        public void Dispose() { }
    }
}

/// <summary>Travels with a command that came through the door: neither inbox nor commit are the machine's business then.</summary>
sealed class DoorCall(IfMatch? ifMatch, bool begins)
{
    public bool Begins => begins;

    public long Version { get; private set; }

    public void Loaded(long version)
    {
        Version = version;
        if (ifMatch is { } expected && expected.Version != version)
            throw new StaleVersionException(expected.Version, version);
    }

    public void Saved(long version) => Version = version;
}
