using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Handoffs.ConsentedHandoffs;

/// <summary>Whose an event is.</summary>
public enum Party
{
    Sender,

    /// <summary>The one unit that it is offered to.</summary>
    Recipient,

    /// <summary>Another service, which tells what happened.</summary>
    Cases,

    Timer,
}

public static class Parties
{
    /// <summary>To whoever cannot do it, whatever others do: it tells nothing of them.</summary>
    public static readonly Refusal NotYours = new("NOT_YOURS", "This is for the other organisation to do.");

    /// <summary>The unit knows of a handoff from the offer on, not before.</summary>
    public static bool Involves(ConsentedHandoff handoff, PartnerId partner) =>
        partner == handoff.From || handoff.Offers.LastTo(partner) is not null;

    /// <summary>Why this organisation may not ask for this, whatever the state; null if it may.</summary>
    public static Refusal? Authorize(ConsentedHandoff handoff, Party party, PartnerId by) =>
        !Involves(handoff, by) ? Refusal.NotFound
        : party == Party.Sender == (by == handoff.From) ? null
        : NotYours;

    /// <summary>It is the asking person's organisation that sent it, and not for this person: then there is none.</summary>
    public static bool Hides(ConsentedHandoff handoff, IUserCommand asked) => asked.By == handoff.From && !handoff.Audience.Has(asked.Actor);
}
