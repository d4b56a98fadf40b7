using MassTransit;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;

namespace ReferralNetwork.Chassis.Sagas;

/// <summary>What became of a command.</summary>
/// <param name="Refusal">Null if it was done.</param>
/// <param name="ETag">Of the instance after it, as the one who asked sees it; null where it was refused.</param>
public sealed record CommandResult(Refusal? Refusal, string? ETag)
{
    /// <summary>The caller's If-Match names something older.</summary>
    public static readonly Refusal Stale = new("STALE", "Somebody changed it since you read it. Read it again, then decide.");
}

/// <summary>
/// Runs a command that comes over HTTP through the same state machine, store and filters as a message from the bus, within
/// the request's unit of work. The broker is not touched.
/// </summary>
public sealed class SagaDispatcher<TState>(IReceiveEndpointDispatcher<TState> dispatcher, IServiceProvider request, TimeProvider clock)
    where TState : class, ISaga, IVersioned
{
    static readonly IReadOnlyDictionary<string, object> Headers =
        new Dictionary<string, object>(StringComparer.Ordinal) { ["Content-Type"] = Envelope.ContentType };

    /// <summary>For an instance that begins with this command, under an id of its own: nothing is looked for.</summary>
    public Task<CommandResult> DispatchInitial<T>(T command, CancellationToken cancellationToken) where T : class =>
        Dispatch(command, new InProcessDispatch(IfMatch: null, Initial: true), cancellationToken);

    public Task<CommandResult> Dispatch<T>(T command, IfMatch? ifMatch, CancellationToken cancellationToken) where T : class =>
        Dispatch(command, new InProcessDispatch(ifMatch, Initial: false), cancellationToken);

    async Task<CommandResult> Dispatch<T>(T command, InProcessDispatch dispatch, CancellationToken cancellationToken) where T : class
    {
        await dispatcher.Dispatch(
            Envelope.Write(Guid.CreateVersion7(), command, clock.GetUtcNow()), Headers, cancellationToken, dispatch, new RequestScope(request));
        return new(dispatch.Refusal, dispatch.Refusal is null ? dispatch.ETag : null);
    }

    /// <summary>Makes MassTransit use the request's own scope, and so its unit of work; the request disposes it.</summary>
    sealed record RequestScope(IServiceProvider ServiceProvider) : IServiceScope
    {
        public void Dispose() { }
    }
}

/// <summary>Marks an in-process dispatch: the HTTP request owns deduplication and commit, and takes the result from here.</summary>
sealed record InProcessDispatch(IfMatch? IfMatch, bool Initial)
{
    public Refusal? Refusal { get; set; }
    public string? ETag { get; set; }
}
