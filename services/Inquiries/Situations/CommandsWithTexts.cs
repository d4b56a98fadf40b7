using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Inquiries.Sealing;

namespace ReferralNetwork.Inquiries.Situations;

/// <summary>Commands of a situation, and what was typed along with them: sealed in the same commit.</summary>
sealed class CommandsWithTexts(SagaCommands<SituationState> commands, UnitOfWork work, KeyRing keys)
{
    public Task<IResult> Do<T>(T command, IfMatch? ifMatch, CancellationToken cancellationToken) where T : class, IUserCommand =>
        commands.Do(command, ifMatch, cancellationToken);

    /// <param name="form">What was found wrong with the body.</param>
    public async Task<IResult> Do<T>(
        T command, IfMatch? ifMatch, Form form, IReadOnlyList<(string Kind, string? Text)> typed, CancellationToken cancellationToken)
        where T : class, IUserCommand
    {
        var answer = await commands.Do(command, ifMatch, cancellationToken, form);
        if (answer is Answer && typed.Count > 0)
        {
            // A situation that is opened again after its notes went has no key until somebody writes.
            using var key = await keys.OpenOrMake(InquiryKeys.Situation, command.Id, command.By.Value, cancellationToken);
            foreach (var (kind, text) in typed)
                Texts.Write(work, key, command.Id, command.Actor, kind, text);
        }
        return answer;
    }
}
