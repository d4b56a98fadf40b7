using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Referring;

/// <summary>Whose an event is.</summary>
public enum Party
{
    Sender,

    /// <summary>An organisation with an offer, of that offer.</summary>
    Offered,

    /// <summary>The organisation whose acceptance stands.</summary>
    Recipient,

    /// <summary>An organisation that has had details of the person.</summary>
    PastRecipient,

    /// <summary>Another service, which tells what happened.</summary>
    Cases,

    Timer,
}

public static class Parties
{
    public static readonly Refusal NotFound = new("NOT_FOUND", "There is no such referral.");

    public static bool Involves(Referral referral, PartnerId partner) =>
        partner == referral.From || referral.Offers.Any(o => o.To == partner);

    /// <summary>Why this organisation may not ask for this, whatever the state; null if it may.</summary>
    public static Refusal? Refuse(Referral referral, Party whose, PartnerId by)
    {
        if (!Involves(referral, by))
            return NotFound;
        return whose switch
        {
            Party.Sender when by != referral.From =>
                new("NOT_YOURS", "Only the organisation that sent this referral can do this."),
            Party.Offered or Party.PastRecipient when by == referral.From =>
                new("NOT_YOURS", "Only the organisation that this referral was offered to can do this."),
            Party.Recipient when by != referral.Recipient =>
                new("NOT_YOURS", "Only the organisation that has accepted this referral can do this."),
            _ => null,
        };
    }
}
