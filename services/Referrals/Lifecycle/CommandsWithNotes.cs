using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Lifecycle;

/// <summary>Commands of a referral, with the note that some of them carry.</summary>
sealed class CommandsWithNotes(SagaCommands<ReferralState> commands, NetworkTokens tokens)
{
    /// <param name="form">What was found wrong with the body.</param>
    public Task<IResult> Do<T>(T command, IfMatch? ifMatch, CancellationToken cancellationToken, Form? form = null) where T : class, IUserCommand =>
        commands.Do(command, ifMatch, cancellationToken, form);

    /// <param name="note">The token that Cases gave for it; null: none.</param>
    /// <param name="command">Made of the note.</param>
    public async Task<IResult> DoWithNote<T>(
        Guid id, Caller caller, string? note, Func<NoteToken?, T> command, IfMatch? ifMatch, CancellationToken cancellationToken, Form? form = null)
        where T : class, IUserCommand
    {
        form ??= new Form();
        var (found, fault) = note is null ? (null, null) : await tokens.CheckNote(note, Conversations.Referral, id, caller.Partner);
        if (fault is not null)
            form.Wrong(fault.Pointer, fault.Detail);
        return form.Faults.Count > 0 ? Problems.Invalid(form.Faults) : await commands.Do(command(found), ifMatch, cancellationToken);
    }
}
