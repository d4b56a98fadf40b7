using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Lifecycle;

/// <summary>Whose an event is.</summary>
public enum Party
{
    Sender,

    /// <summary>An organisation with an offer, of that offer.</summary>
    OfferRecipient,

    /// <summary>The organisation whose acceptance stands.</summary>
    Recipient,

    /// <summary>An organisation that has had details of the person, or whose acceptance stands.</summary>
    PastRecipient,

    /// <summary>Another service, which tells what happened.</summary>
    Cases,

    /// <summary>The same, of places.</summary>
    Placements,

    Timer,
}

public static class Parties
{
    /// <summary>To whoever cannot do it, whatever others do: it tells nothing of them.</summary>
    public static readonly Refusal NotYours = new("NOT_YOURS", "This is for another organisation to do.");

    /// <summary>Whoever was asked stays a party, and so does whoever has had details: they only go to who was asked.</summary>
    public static bool Involves(Referral referral, PartnerId partner) =>
        partner == referral.From || referral.Offers.LastTo(partner) is not null;

    /// <summary>It is the asking person's organisation that sent it, and not for this person: then there is none.</summary>
    public static bool Hides(Referral referral, IUserCommand asked) => asked.By == referral.From && !referral.Audience.Has(asked.Actor);

    /// <summary>Details of the person were released to it once.</summary>
    public static bool Had(Referral referral, PartnerId partner) =>
        referral.Releases.Any(r => r.To == partner && r.DisclosureId is not null);

    /// <summary>Whether the state of the whole referral is this organisation's business.</summary>
    public static bool SeesState(Referral referral, PartnerId partner) => partner == referral.From || partner == referral.Recipient;

    /// <summary>Why this organisation may not ask for this, whatever the state; null if it may.</summary>
    public static Refusal? Authorize(Referral referral, Party party, PartnerId by)
    {
        if (!Involves(referral, by))
            return Refusal.NotFound;
        return party switch
        {
            Party.Sender => by == referral.From,
            Party.Recipient => by == referral.Recipient,
            Party.PastRecipient => by != referral.From && (by == referral.Recipient || Had(referral, by)),
            _ => by != referral.From,
        } ? null : NotYours;
    }
}
