using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Consents;

/// <summary>An organisation that the caller's own can find: whom it cannot find it cannot name either.</summary>
sealed record Nameable(string Kind, bool Suspended, string? Jurisdiction, string TransferGround)
{
    /// <summary>Those among them that are known here and can be named.</summary>
    public static async Task<Dictionary<Guid, Nameable>> Find(UnitOfWork work, Caller caller, IEnumerable<Guid> partners,
        CancellationToken cancellationToken)
    {
        var known = await work.Read<Row>(
            """
            select p.partner_id, p.kind, p.suspended, p.jurisdiction, p.transfer_ground, own.kind as own_kind
                from known_partners p left join known_partners own on own.partner_id = @partner
            where p.partner_id = any(@ids)
            """,
            new { ids = partners.Distinct().ToArray(), caller.Partner }, cancellationToken);
        return known.Where(p => p.OwnKind is null || Visibility.Sees(p.OwnKind, p.Kind)).ToDictionary(p => p.PartnerId, p =>
            new Nameable(p.Kind, p.Suspended, p.Jurisdiction, p.TransferGround));
    }

    sealed record Row(Guid PartnerId, string Kind, bool Suspended, string? Jurisdiction, string TransferGround, string? OwnKind);

    public Recipient As(Guid id) => new(id, Kind, TransferGround);

    /// <summary>An authority is named for a handoff, and for nothing else.</summary>
    public static bool MayReceive(string kind, IEnumerable<string> purposes) =>
        Codes.ReferralRecipients.Contains(kind) || purposes.Contains(Codes.Handoff, StringComparer.Ordinal);

    /// <summary>Of a recipient that it may not be.</summary>
    public const string OnlyHandoff = "is an authority: nothing goes to it but through a handoff, which the purposes must name";
}
