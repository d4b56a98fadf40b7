using MassTransit;
using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Disclosures;

/// <summary>An organisation that something can be sealed to.</summary>
/// <param name="OwnKey">Its own system has the private part; the network cannot open what is sealed to it.</param>
sealed record KnownRecipient(string Kind, string? Jurisdiction, string TransferGround, bool Suspended, string PublicJwk, bool OwnKey)
{
    public RecipientKey Key => RecipientKey.Parse(PublicJwk);

    public Recipient As(Guid id) => new(id, Kind, TransferGround);

    public static Task<KnownRecipient?> Find(UnitOfWork work, Guid partner, CancellationToken cancellationToken) =>
        work.ReadOne<KnownRecipient>(
            """
            select kind, jurisdiction, transfer_ground, suspended, public_jwk, public_key is not null as own_key
            from known_partners where partner_id = @partner
            """,
            new { partner }, cancellationToken);

    /// <summary>Where it is, and its jurisdiction; nulls as long as its listing has not come.</summary>
    public static async Task<(TimeZoneInfo? Zone, string? Jurisdiction)> Place(UnitOfWork work, Guid partner, CancellationToken cancellationToken) =>
        await work.ReadOne<Placed>(
            "select time_zone, jurisdiction from known_partners where partner_id = @partner and time_zone is not null",
            new { partner }, cancellationToken)
            is { } placed ? (TimeZoneInfo.FindSystemTimeZoneById(placed.TimeZone), placed.Jurisdiction) : default;

    sealed record Placed(string TimeZone, string Jurisdiction);
}

/// <summary>Keeps what Cases must know of partners, and a key pair for each that brings none.</summary>
sealed class RecipientsConsumer(UnitOfWork work, CustodialKeys custody) : IConsumer<PartnerListed>
{
    public async Task Consume(ConsumeContext<PartnerListed> context)
    {
        var listed = context.Message;
        var known = await work.ReadOne<long?>(
            "select version from known_partners where partner_id = @partnerId", new { listed.PartnerId }, context.CancellationToken);
        if (known >= listed.Version)
            return;
        // Custodial keys are kept when an organisation brings its own: what was sealed to them still opens.
        var key = listed.PublicKey is { } own ? RecipientKey.Parse(own) : await custody.PublicKey(listed.PartnerId.Value, context.CancellationToken);
        KnownPartners.Keep(work, listed);
        work.Write(
            "update known_partners set public_jwk = @jwk where partner_id = @partnerId and version = @version",
            new { listed.PartnerId, listed.Version, key.Jwk });
    }
}
