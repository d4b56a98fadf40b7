using MassTransit;
using Microsoft.AspNetCore.Http;
using ReferralNetwork.Chassis.Http;

namespace ReferralNetwork.Chassis.Sagas;

/// <summary>Runs a command in the request, and turns its result into an answer.</summary>
public sealed class SagaCommands<TState>(SagaDispatcher<TState> dispatcher) where TState : class, ISaga, IVersioned
{
    /// <summary>As problems name it: <c>RoomState</c> is a room.</summary>
    static readonly string Name = typeof(TState).Name[..^"State".Length].ToLowerInvariant();

    /// <param name="ifMatch">What the caller has seen; null for what depends on no version.</param>
    /// <param name="form">What was found wrong with the body.</param>
    public async Task<IResult> Do<T>(T command, IfMatch? ifMatch, CancellationToken cancellationToken, Form? form = null) where T : class, ICommand =>
        form is { Faults: { Count: > 0 } faults }
            ? Problems.Invalid(faults)
            : Answer(command, await dispatcher.Dispatch(command, ifMatch, cancellationToken));

    /// <summary>Begins an instance under a new id.</summary>
    /// <param name="path">Of the collection, such as <c>/referrals</c>.</param>
    public async Task<IResult> Create<T>(T command, string path, CancellationToken cancellationToken) where T : class, ICommand
    {
        var answer = Answer(command, await dispatcher.DispatchInitial(command, cancellationToken));
        return answer is Answer done ? done with { Status = StatusCodes.Status201Created, Location = $"{path}/{command.Id}" } : answer;
    }

    static IResult Answer(ICommand command, CommandResult result) =>
        result.Refusal is not { } refusal ? Answers.Done(command.Id, result.ETag)
        : refusal.Code == Refusal.NotFound.Code ? Problems.NotFound(Name)
        : refusal == CommandResult.Stale ? Problems.Stale()
        : Problems.Refused(refusal);
}
