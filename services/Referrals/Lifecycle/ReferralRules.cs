using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Lifecycle;

/// <summary>
/// What follows from each event in a state that allows it: static and pure, but for the ids of new offers and requests.
/// Who may ask, and in which states, stands in <see cref="ReferralStateMachine"/>.
/// </summary>
public static partial class ReferralRules
{
    /// <summary>Why a command of the right party is not for now. What others do is told to nobody whose business it is not.</summary>
    public static Refusal NotNow(ReferralState state, IUserCommand command)
    {
        if (OfferOf(command) is { } offerId)
            return state.Data.Offers.CannotAnswer(offerId, command.By) ?? OfferRules.NoSuchOffer;
        if (!Parties.SeesState(state.Data, command.By))
            return Parties.NotYours;
        return new("NOT_NOW", States.IsOpen(state.CurrentState)
            ? $"The referral is {state.CurrentState}; this cannot be done from there."
            : $"The referral is {state.CurrentState}: nothing more can be done with it. Open a new one if help is still needed.");
    }

    static Guid? OfferOf(IUserCommand command) => command switch
    {
        AcceptOffer c => c.OfferId,
        DeclineOffer c => c.OfferId,
        SayUnsure c => c.OfferId,
        AskQuestion c => c.OfferId,
        _ => null,
    };

    /// <summary>Other needs a note, sealed in Cases: a code alone would say nothing.</summary>
    static Refusal? NoteMissing(string code, Guid? noteId) =>
        string.Equals(code, "OTHER", StringComparison.Ordinal) && noteId is null
            ? new("NOTE_REQUIRED", "Say in a note why, when the reason is OTHER.")
            : null;

    static Referral With(this Referral referral, Offer changed) => referral with { Offers = referral.Offers.With(changed) };
}
