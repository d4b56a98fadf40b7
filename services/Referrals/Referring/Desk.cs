using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Referring;

/// <summary>Puts a command through the state machine within the request, and its verdict into an answer.</summary>
sealed class Desk(Door<ReferralState> door, UnitOfWork work)
{
    public Task<IResult> Do<T>(T command, IfMatch ifMatch, CancellationToken cancellationToken) where T : class, IAsked =>
        Do(command, ifMatch, new Form(), cancellationToken);

    /// <param name="form">What was found wrong with the body.</param>
    public async Task<IResult> Do<T>(T command, IfMatch ifMatch, Form form, CancellationToken cancellationToken) where T : class, IAsked
    {
        if (form.Faults.Count > 0)
            return Problems.Invalid(form.Faults);
        var verdict = await door.Dispatch(command, ifMatch, cancellationToken);
        // A stranger must not learn from a version that there is something.
        if (verdict.Refusal?.Code == Parties.NotFound.Code
            || (verdict.Stale && !await ReferralQueries.Involves(work, command.ReferralId, command.By, cancellationToken)))
            return Problems.NotFound("referral");
        return Problems.From(verdict, "referral") ?? Answers.Done(command.ReferralId, verdict.Version);
    }
}
