using System.Collections.Frozen;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Handoffs.CompelledDisclosures;

/// <summary>Whose an event is.</summary>
public enum Party
{
    /// <summary>Those who work with cases in the organisation that has the order.</summary>
    Sender,

    /// <summary>Its coordinator and director, or their deputies.</summary>
    Approver,

    /// <summary>Its data-protection officer.</summary>
    Officer,

    /// <summary>Who gave the order, once something has left.</summary>
    Recipient,

    /// <summary>Another service, which tells what happened.</summary>
    Cases,

    Timer,
}

public static class Parties
{
    public static readonly Refusal NotYours = new("NOT_YOURS", "This is for others to do.");

    /// <summary>Those who work with cases and are none of the authorities that orders come from.</summary>
    public static readonly FrozenSet<string> SenderRoles = Roles.CaseRoles
        .Except([Roles.LiaisonOfficer, Roles.AuthorityOfficer, Roles.ConsularOfficer]).ToFrozenSet(StringComparer.Ordinal);

    public static readonly FrozenSet<string> ApproverRoles = new[] { Roles.Coordinator, Roles.Director }.ToFrozenSet(StringComparer.Ordinal);

    public static readonly FrozenSet<string> Officers = new[] { Roles.DataProtectionOfficer }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Who finds orders in Cases: those who work with a case, and who reads the register.</summary>
    public static readonly FrozenSet<string> OrderReaders = SenderRoles.Union(Officers).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Who of an organisation of this kind may see what came to it: in a court whoever works with cases, else its officers alone.</summary>
    public static bool Receives(Caller caller, string kind) =>
        caller.Has(Roles.LiaisonOfficer) || caller.Has(Roles.AuthorityOfficer) || (kind == Codes.Court && caller.WorksWithCases);

    /// <summary>Why this person's organisation may not ask for this, whatever the state; null if it may. Roles are looked at before.</summary>
    public static Refusal? Authorize(CompelledDisclosure data, Party party, IUserCommand asked)
    {
        if (asked.By != data.From)
            return asked.By != data.Recipient || data.DisclosedAt is null ? Refusal.NotFound : party == Party.Recipient ? null : NotYours;
        return party switch
        {
            Party.Recipient => NotYours,
            Party.Officer => null,
            Party.Approver when asked is ApproveCompelled { Capacity.Any: true } => null,
            _ => data.Audience.Has(asked.Actor) ? null : Refusal.NotFound,
        };
    }
}
