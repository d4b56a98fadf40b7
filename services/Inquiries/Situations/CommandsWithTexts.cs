using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Inquiries.Sealing;

namespace ReferralNetwork.Inquiries.Situations;

/// <summary>Commands of a situation, and what was typed along with them: sealed in the same commit.</summary>
sealed record CommandsWithTexts(
    Caller Caller, SagaCommands<SituationState> Commands, UnitOfWork Work, KeyRing Keys, CancellationToken CancellationToken)
    : UserCommands<SituationState>(Caller, Commands, CancellationToken)
{
    public async Task<IResult> Do<T>(T command, TypedAlong typed, IfMatch? seen = null) where T : class, IUserCommand
    {
        var answer = await Do(command, seen, typed.Form);
        if (answer is Answer && typed.All.Count > 0)
        {
            // A situation that is opened again after its notes went has no key until somebody writes.
            using var key = await Keys.OpenOrMake(InquiryKeys.Situation, command.Id, Partner.Value, CancellationToken);
            foreach (var (kind, text) in typed.All)
                Texts.Write(Work, key, command.Id, Actor, kind, text);
        }
        return answer;
    }
}
