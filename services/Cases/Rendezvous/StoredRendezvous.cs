using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;

namespace ReferralNetwork.Cases.Rendezvous;

/// <summary>A rendezvous as it lies in the database, seen by one caller.</summary>
/// <param name="Rider">Who was asked for the ride; null: the sender brings the person.</param>
/// <param name="Own">It is about a case that the caller may see.</param>
/// <param name="Driver">Who has taken the ride now.</param>
/// <param name="HasDriven">The caller had it before, or has it.</param>
sealed record StoredRendezvous(
    Guid Id, Guid ReferralId, Guid CaseId, Guid Shelter, byte[]? Sealed, long Version, DateTimeOffset WrittenAt, Guid? RideReferralId, Guid? Rider,
    string? ShutReason, Guid LedgerReference, Guid Owner, bool Own, Guid? Driver, Guid? DriverPartner, DateTimeOffset? TakenAt, bool HasDriven)
{
    /// <summary>Whoever changes it waits here for whoever does so now.</summary>
    public static async Task<StoredRendezvous?> Hold(UnitOfWork work, Guid id, Caller caller, CancellationToken cancellationToken)
    {
        work.Ask<Guid>("select rendezvous_id from rendezvous where rendezvous_id = @id for no key update", new { id });
        return await Find(work, id, caller, cancellationToken);
    }

    public static Task<StoredRendezvous?> Find(UnitOfWork work, Guid id, Caller caller, CancellationToken cancellationToken) =>
        work.ReadOne<StoredRendezvous>(
            $"{Query} where r.rendezvous_id = @id", new { id, caller.Partner, caller.ActorId }, cancellationToken);

    /// <summary>What the caller's organisation has to do with, open: by the referral of the stay, or by that of the ride.</summary>
    public static Task<List<StoredRendezvous>> Of(UnitOfWork work, Guid referralId, Caller caller, CancellationToken cancellationToken) =>
        work.Read<StoredRendezvous>(
            $"""
            {Query} where r.shut_at is null and (r.referral_id = @referralId and (r.shelter = @partner or visible_to(k, @partner, @actorId))
                or r.ride_referral_id = @referralId and r.rider = @partner)
            """,
            new { referralId, caller.Partner, caller.ActorId }, cancellationToken);

    public MeetingPoint Open(DataKey key) => MeetingPoint.Open(key, Sealed!, Id, ReferralId, Shelter, Version);

    const string Query =
        """
        select r.rendezvous_id as id, r.referral_id, r.case_id, r.shelter, r.sealed, r.version, r.written_at, r.ride_referral_id, r.rider,
            r.shut_reason, k.ledger_reference, k.owner, visible_to(k, @partner, @actorId) as own, t.actor as driver, t.partner as driver_partner,
            t.taken_at,
            exists (select from rides f where f.rendezvous_id = r.rendezvous_id and f.partner = @partner and f.actor = @actorId) as has_driven
        from rendezvous r join cases k using (case_id) left join rides t on t.rendezvous_id = r.rendezvous_id and t.ended_at is null
        """;
}
