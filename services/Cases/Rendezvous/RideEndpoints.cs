using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Rendezvous;

/// <summary>
/// Who brings the person: the sender names a ride, or brings them itself; one person takes it, and a colleague who takes it over shuts it to
/// the first in the same step.
/// </summary>
static class RideEndpoints
{
    /// <param name="Referral">Of the ride; null: the sender brings the person.</param>
    sealed record NameRide(Guid? Referral = null);

    /// <param name="Over">From whoever has it: said, so that nobody takes it from a colleague unseen.</param>
    sealed record TakeRide(bool Over = false);

    public static void MapRides(this RouteGroupBuilder rendezvous)
    {
        rendezvous.MapPost("{id:guid}/ride", Name);
        rendezvous.MapPost("{id:guid}/take", Take);
    }

    static async Task<IResult> Name(Guid id, NameRide body, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        if (await StoredRendezvous.Hold(work, id, caller, cancellationToken) is not { Own: true } stored)
            return Problems.NotFound("rendezvous");
        if (stored.ShutReason is { } reason)
            return RendezvousEndpoints.Shut(reason);
        var ride = body.Referral is { } asked ? await Acceptance.Find(work, asked, by: null, cancellationToken) : null;
        if (body.Referral is not null)
        {
            if (ride is null || ride.CaseId != stored.CaseId || body.Referral == stored.ReferralId)
                return Problems.Invalid(new Fault("/referral", "is no other referral of this case that an organisation has accepted and still has"));
            if (!ride.MayOpen)
                return Problems.Invalid(new Fault("/referral", "was accepted by an organisation that is never told where a shelter is"));
        }
        // The same ride may have been offered again, and accepted by somebody else.
        if (body.Referral != stored.RideReferralId || ride?.Recipient != stored.Rider)
        {
            if (ride is not null && await Acceptance.Refuses(work, keys, stored.CaseId, ride.Recipient, cancellationToken) is { } refused)
                return refused;
            work.Write(
                "update rendezvous set ride_referral_id = @referral, rider = @rider where rendezvous_id = @id",
                new { id, body.Referral, rider = ride?.Recipient });
            EndRide(work, id);
            work.Audit(caller, Verbs.RideNamed, stored.LedgerReference, id);
        }
        return Answers.Done(id);
    }

    static async Task<IResult> Take(Guid id, TakeRide body, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        if (await StoredRendezvous.Hold(work, id, caller, cancellationToken) is not { } stored
            || !await RendezvousEndpoints.MayDrive(stored, caller, work, cancellationToken))
            return Problems.NotFound("rendezvous");
        if (stored.ShutReason is { } reason)
            return RendezvousEndpoints.Shut(reason);
        if (stored.Driver == caller.ActorId && stored.DriverPartner == caller.Partner.Value)
            return Answers.Done(id);
        if (stored.Driver is not null && !body.Over)
            return Problems.Refused(new("RIDE_TAKEN", "A colleague has taken this ride. Take it over from them if they cannot drive."));
        if (stored.Rider is { } rider && await Acceptance.Refuses(work, keys, stored.CaseId, rider, cancellationToken) is { } refused)
            return refused;
        EndRide(work, id);
        work.Write(
            "insert into rides (ride_id, rendezvous_id, partner, actor, taken_at) values (@rideId, @id, @partner, @actorId, @now)",
            new { rideId = Guid.CreateVersion7(), id, caller.Partner, caller.ActorId, work.Now });
        work.Audit(caller, stored.Driver is null ? Verbs.RideTaken : Verbs.RideTakenOver, stored.LedgerReference, id);
        return Answers.Done(id);
    }

    static void EndRide(UnitOfWork work, Guid id) =>
        work.Write("update rides set ended_at = @now where rendezvous_id = @id and ended_at is null", new { id, work.Now });
}
