using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Referring;

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
            return OfferTo(state.Data, offerId, command.By) is { Open: false } ended ? Ended(ended) : NoSuchOffer;
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
        AskQuestion c => c.OfferId,
        _ => null,
    };

    static readonly Refusal NoSuchOffer = new(Refusal.NotFound.Code, "There is no such offer.");

    static Offer? OfferTo(Referral referral, Guid offerId, PartnerId to) =>
        referral.Offers.FirstOrDefault(o => o.Id == offerId && o.To == to);

    /// <summary>A kind word to somebody who answers an offer that is no longer open.</summary>
    static Refusal Ended(Offer offer) => new("OFFER_ENDED", offer.Status switch
    {
        OfferStatus.Accepted => "Your organisation has accepted this offer already.",
        OfferStatus.Declined => "Your organisation has declined this offer already.",
        OfferStatus.Expired => $"This offer ended at {offer.EndedAt:u} without an answer. The sender may offer it to you again.",
        OfferStatus.Withdrawn => "The sender has withdrawn this offer. Nothing more is needed from you.",
        OfferStatus.Overtaken => "Another organisation has accepted meanwhile. Thank you: nothing more is needed from you.",
        _ => "This offer is open.",
    });

    /// <summary>Other needs a note, sealed in Cases: a code alone would say nothing.</summary>
    static Refusal? NoteMissing(string code, Guid? noteId) =>
        string.Equals(code, "OTHER", StringComparison.Ordinal) && noteId is null
            ? new("NOTE_REQUIRED", "Say in a note why, when the reason is OTHER.")
            : null;

    static Referral With(this Referral referral, Offer changed) =>
        referral with { Offers = [.. referral.Offers.Select(o => o.Id == changed.Id ? changed : o)] };
}
