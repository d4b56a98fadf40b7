using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Lifecycle;

/// <summary>Commands of a referral, with the note that some of them carry.</summary>
sealed record CommandsWithNotes(
    Caller Caller, SagaCommands<ReferralState> Commands, NetworkTokens Tokens, CancellationToken CancellationToken)
    : UserCommands<ReferralState>(Caller, Commands, CancellationToken)
{
    /// <param name="note">The token that Cases gave for it; null: none.</param>
    /// <param name="command">Made of the note.</param>
    /// <param name="form">What was found wrong with the body.</param>
    public async Task<IResult> DoWithNote<T>(Guid id, string? note, Func<NoteToken?, T> command, IfMatch? seen = null, Form? form = null)
        where T : class, IUserCommand
    {
        form ??= new Form();
        var found = await Tokens.NoteIn(form, note, Conversations.Referral, id, Partner);
        return form.Faults.Count > 0 ? Problems.Invalid(form.Faults) : await Do(command(found), seen);
    }
}
