using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Returns.Lifecycle;

/// <summary>Whose an event is.</summary>
public enum Party
{
    /// <summary>Who asked for the return. From the acceptance on its wish no longer counts: it is the person's journey.</summary>
    Requester,

    /// <summary>An organisation that was asked to lead, of that offer.</summary>
    Candidate,

    Lead,

    /// <summary>An organisation that a strand is with.</summary>
    Participant,

    /// <summary>The lead, or the organisation that meets the travellers.</summary>
    LeadOrReceiving,

    /// <summary>Whoever may see where they are: the lead, who meets or carries them, and the duty desks.</summary>
    Witness,

    /// <summary>An organisation that had details.</summary>
    Recipient,

    /// <summary>Another service, which tells what happened.</summary>
    Cases,

    Referrals,

    Timer,
}

public static class Parties
{
    /// <summary>To whoever cannot do it, whatever others do: it tells nothing of them.</summary>
    public static readonly Refusal NotYours = new("NOT_YOURS", "This is for another organisation to do.");

    public static bool Involves(Return data, PartnerId partner) =>
        partner == data.From || data.Offers.LastTo(partner) is not null || HasPart(data, partner) || IsOnDuty(data, partner);

    /// <summary>A strand is or was with it.</summary>
    public static bool HasPart(Return data, PartnerId partner) => data.Strands.Any(s => s.Strand.With == partner);

    /// <summary>A duty desk knows of a return from the first alarm on, not before.</summary>
    public static bool IsOnDuty(Return data, PartnerId partner) => data.OnDuty.Contains(partner);

    /// <summary>Why this organisation may not ask for this, whatever the state; null if it may.</summary>
    public static Refusal? Authorize(Return data, Party party, PartnerId by) =>
        !Involves(data, by) ? Refusal.NotFound
        : party switch
        {
            Party.Requester => by == data.From && !data.OpenedByLead,
            Party.Lead => by == data.Lead,
            Party.Participant => HasPart(data, by),
            Party.LeadOrReceiving => by == data.Lead || data.Takes(by, Codes.ReceptionStrand),
            Party.Witness => by == data.Lead || data.Takes(by, Codes.ReceptionStrand) || data.Takes(by, Codes.TransportStrand) || IsOnDuty(data, by),
            Party.Recipient => data.Receipts.Any(r => r.Partner == by),
            _ => data.Offers.LastTo(by) is not null,
        } ? null : NotYours;

    /// <summary>It is for other people of that organisation: for this one there is none.</summary>
    public static bool Hides(Return data, IUserCommand asked) => data.OnlyFor(asked.By)?.Contains(asked.Actor) is false;
}
