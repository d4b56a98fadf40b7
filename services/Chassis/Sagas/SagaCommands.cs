using MassTransit;
using MassTransit.Transports;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Chassis.Sagas;

/// <summary>
/// Runs a command that comes over HTTP through the same state machine, store and filters as a message from the bus, within
/// the request's unit of work, and turns its result into an answer. The broker is not touched.
/// </summary>
public sealed class SagaCommands<TState>(IReceiveEndpointDispatcher<TState> dispatcher, IServiceProvider request, TimeProvider clock)
    where TState : SagaState
{
    static readonly IReadOnlyDictionary<string, object> Headers =
        new Dictionary<string, object>(StringComparer.Ordinal) { ["Content-Type"] = Envelope.ContentType };

    /// <summary>As problems name it: <c>RoomState</c> is a room, <c>CompelledDisclosureState</c> a compelled disclosure.</summary>
    static readonly string Name = string.Concat(
        typeof(TState).Name[..^"State".Length].Select(c => char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : c.ToString())).Trim();

    /// <param name="seen">What the caller has seen; null for what depends on no version.</param>
    /// <param name="form">What was found wrong with the body.</param>
    public async Task<IResult> Do<T>(T command, CancellationToken cancellationToken, IfMatch? seen = null, Form? form = null)
        where T : class, ICommand =>
        form is { Faults: { Count: > 0 } faults } ? Problems.Invalid(faults) : await Run(command, new(request, seen), cancellationToken);

    /// <summary>Begins an instance under a new id.</summary>
    /// <param name="path">Of the collection, such as <c>/referrals</c>.</param>
    public async Task<IResult> Create<T>(T command, string path, CancellationToken cancellationToken) where T : class, ICommand
    {
        var answer = await Run(command, new(request, Seen: null, Initial: true), cancellationToken);
        return answer is Answer done ? done with { Status = StatusCodes.Status201Created, Location = $"{path}/{command.Id}" } : answer;
    }

    async Task<IResult> Run<T>(T command, InProcessDispatch dispatch, CancellationToken cancellationToken) where T : class, ICommand
    {
        await dispatcher.Dispatch(Envelope.Write(Guid.CreateVersion7(), command, clock.GetUtcNow()), Headers, cancellationToken, dispatch);
        return dispatch.Refusal is not { } refusal ? Answers.Done(command.Id, dispatch.ETag)
            : refusal.Code == Refusal.NotFound.Code ? Problems.NotFound(Name)
            : refusal == Refusal.Stale ? Problems.Stale()
            : Problems.Refused(refusal);
    }
}

/// <summary>The commands of a person who has signed in, within their request: a handler's parameter, by <c>[AsParameters]</c>.</summary>
public record UserCommands<TState>(Caller Caller, SagaCommands<TState> Commands, CancellationToken CancellationToken) where TState : SagaState
{
    public PartnerId Partner => Caller.Partner;
    public Guid Actor => Caller.ActorId;

    /// <inheritdoc cref="SagaCommands{TState}.Do"/>
    public Task<IResult> Do<T>(T command, IfMatch? seen = null, Form? form = null) where T : class, IUserCommand =>
        Commands.Do(command, CancellationToken, seen, form);
}

/// <summary>
/// Goes with a command through the state machine: the HTTP request owns deduplication, commit and scope, and takes the result from here.
/// </summary>
/// <param name="Initial">The instance begins with this command, under an id of its own: nothing is looked for.</param>
sealed record InProcessDispatch(IServiceProvider ServiceProvider, IfMatch? Seen, bool Initial = false) : IServiceScope
{
    public Refusal? Refusal { get; set; }

    /// <summary>Of the instance after it, as the one who asked sees it.</summary>
    public string? ETag { get; set; }

    /// <returns>Null for what comes from the bus.</returns>
    public static InProcessDispatch? Of(PipeContext context) => context.TryGetPayload(out InProcessDispatch? dispatch) ? dispatch : null;

    /// <summary>The request disposes its own scope.</summary>
    public void Dispose() { }
}
