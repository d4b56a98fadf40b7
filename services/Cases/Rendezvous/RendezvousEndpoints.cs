using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Cases.Disclosures;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Cases.Rendezvous;

/// <summary>
/// Where a shelter has somebody met: written by the shelter that accepted, opened by it and by the one person who has taken the ride, each time
/// on the record. For everybody else, colleagues among them, it does not exist.
/// </summary>
static class RendezvousEndpoints
{
    sealed record WriteRendezvous(Guid Referral, string Where, bool ThreatAlertHeld = false, string? When = null, string? Words = null);

    sealed record ChangeRendezvous(string Where, bool ThreatAlertHeld = false, string? When = null, string? Words = null);

    sealed record FormerlyNamed(Guid? RideReferralId, Guid? Rider, string ShutReason);

    public static void MapRendezvous(this WebApplication app)
    {
        var rendezvous = app.MapCaseWork("/rendezvous");
        rendezvous.MapGet("", List);
        rendezvous.MapPost("", Write);
        rendezvous.MapGet("{id:guid}", Read);
        rendezvous.MapPut("{id:guid}", Change);
        rendezvous.MapDelete("{id:guid}", Delete);
        rendezvous.MapRides();
    }

    static async Task<IResult> Write(WriteRendezvous body, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        var shelter = caller.Partner.Value;
        await RecipientEnds.LockConversation(work, body.Referral, cancellationToken); // an end or an arrival comes wholly before, or after
        if (await Acceptance.Find(work, body.Referral, shelter, cancellationToken) is not { MayOpen: true } accepted)
            return Problems.NotFound("referral");
        if (MeetingPoint.Read(body.Where, body.When, body.Words, body.ThreatAlertHeld, out var faults) is not { } point)
            return Problems.Invalid(faults);
        if (await Arrival.Since(work, body.Referral, shelter, cancellationToken))
            return Problems.Refused(new("PERSON_ARRIVED", "The person has arrived: nobody has to be told any more where they are met."));
        var written = await work.ReadOne<bool>(
            "select true from rendezvous where referral_id = @referral and shelter = @shelter and shut_at is null",
            new { body.Referral, shelter }, cancellationToken);
        if (written)
            return Problems.Refused(new("RENDEZVOUS_WRITTEN", "A colleague has said where they are met. Read it, then change it."));

        var ride = await FormerRide(body.Referral, accepted, work, keys, cancellationToken);
        var id = Guid.CreateVersion7();
        using var key = await keys.Make(KeyKind.Rendezvous, id, shelter, cancellationToken);
        work.Write(
            """
            insert into rendezvous (
                rendezvous_id, referral_id, case_id, shelter, sealed, version, written_at, written_by, ride_referral_id, rider)
            values (@id, @referral, @caseId, @shelter, @content, 1, @now, @actorId, @ride, @rider)
            """,
            new
            {
                id, body.Referral, accepted.CaseId, shelter, content = point.Seal(key, id, body.Referral, shelter, version: 1), work.Now,
                caller.ActorId, ride = ride?.RideReferralId, ride?.Rider,
            });
        var reference = await work.ReadOne<Guid>(
            "select ledger_reference from cases where case_id = @caseId", new { accepted.CaseId }, cancellationToken);
        Record(work, caller, reference, id);
        return Answers.Created($"/rendezvous/{id}", id, new { id }, version: 1);
    }

    /// <summary>Who was to bring the person to what the shelter took back last, and may still: the sender said so, and they may be waiting.</summary>
    static async Task<FormerlyNamed?> FormerRide(
        Guid referral, Acceptance accepted, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        var former = await work.ReadOne<FormerlyNamed>(
            """
            select ride_referral_id, rider, shut_reason from rendezvous where referral_id = @referral and shelter = @recipient
            order by shut_at desc limit 1
            """,
            new { referral, accepted.Recipient }, cancellationToken);
        return former is { ShutReason: "TAKEN_BACK", RideReferralId: { } ride, Rider: { } rider }
            && await Acceptance.Find(work, ride, rider, cancellationToken) is { MayOpen: true } still && still.CaseId == accepted.CaseId
            && await Acceptance.Refuses(work, keys, accepted.CaseId, rider, cancellationToken) is null ? former : null;
    }

    static async Task<IResult> Change(
        Guid id, ChangeRendezvous body, IfMatch ifMatch, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        var stored = await StoredRendezvous.Hold(work, id, caller, cancellationToken);
        if (stored is null || await ShelterOf(stored, caller, work, cancellationToken) is null)
            return Problems.NotFound("rendezvous");
        if (stored.ShutReason is { } reason)
            return Shut(reason);
        if (MeetingPoint.Read(body.Where, body.When, body.Words, body.ThreatAlertHeld, out var faults) is not { } point)
            return Problems.Invalid(faults);
        if (!ifMatch.Is(stored.Version))
            return Problems.Stale();
        using var key = await keys.Open(KeyKind.Rendezvous, id, cancellationToken);
        if (key is null)
            return Withholding.Shut("ERASED");
        var version = stored.Version + 1;
        work.Write(
            "update rendezvous set sealed = @content, version = @version, written_at = @now, written_by = @actorId where rendezvous_id = @id",
            new { id, content = point.Seal(key, id, stored.ReferralId, stored.Shelter, version), version, work.Now, caller.ActorId });
        Record(work, caller, stored.LedgerReference, id);
        return Answers.Done(id, version);
    }

    /// <summary>No commitment to the words: it would outlive their key, and an address can be guessed.</summary>
    static void Record(UnitOfWork work, Caller caller, Guid reference, Guid id)
    {
        work.Audit(caller, Verbs.ThreatAlertHeld, reference, id);
        work.Audit(caller, Verbs.RendezvousWritten, reference, id);
    }

    static async Task<IResult> Delete(Guid id, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        var stored = await StoredRendezvous.Hold(work, id, caller, cancellationToken);
        if (stored is not { ShutReason: null } || await ShelterOf(stored, caller, work, cancellationToken) is null)
            return Problems.NotFound("rendezvous");
        await Arrival.Shut(work, keys, new(stored.ReferralId, stored.Shelter, "TAKEN_BACK", caller), cancellationToken);
        return Results.NoContent();
    }

    /// <summary>By the referral of the stay, for its shelter and its sender; by that of the ride, for whoever was asked for it. No words.</summary>
    static async Task<IResult> List(Guid referral, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        var lines = new List<RendezvousLine>();
        foreach (var row in await StoredRendezvous.Of(work, referral, caller, cancellationToken))
        {
            var me = caller.Partner.Value;
            var side = row.Shelter == me && row.ReferralId == referral ? "shelter" : row.Own && row.ReferralId == referral ? "sender" : "rider";
            var mayDrive = await MayDrive(row, caller, work, cancellationToken);
            if (side == "shelter" ? await ShelterOf(row, caller, work, cancellationToken) is null : side == "rider" && !mayDrive)
                continue;
            var holds = await RideHolds(row, work, cancellationToken);
            var driver = holds ? row.Driver : null;
            lines.Add(new(
                row.Id, side, row.Version, row.WrittenAt, side == "sender" ? row.RideReferralId : null, row.Rider,
                driver is null ? null : row.TakenAt, row.DriverPartner == me ? driver : null,
                driver == caller.ActorId && row.DriverPartner == me, mayDrive, RideEnded: !holds));
        }
        return Answers.Found(new { items = lines });
    }

    static async Task<IResult> Read(Guid id, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        if (await StoredRendezvous.Find(work, id, caller, cancellationToken) is not { } stored)
            return Problems.NotFound("rendezvous");
        if (await ShelterOf(stored, caller, work, cancellationToken) is null
            && await ShutToDriver(stored, caller, work, cancellationToken) is { } shut)
            return shut;
        if (stored.ShutReason is { } reason)
            return Shut(reason);
        using var key = await keys.Open(KeyKind.Rendezvous, id, cancellationToken);
        if (key is null)
            return Withholding.Shut("ERASED");
        var point = stored.Open(key);
        work.Audit(caller, Verbs.RendezvousRead, stored.LedgerReference, id);
        return Answers.Found(
            new RendezvousOpened(id, stored.Shelter, point.Where, point.When, point.Words, stored.WrittenAt), stored.Version);
    }

    /// <returns>Null: they drive, and may open it.</returns>
    static async Task<IResult?> ShutToDriver(StoredRendezvous stored, Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        !stored.HasDriven || (stored.Owner == caller.Partner.Value && !stored.Own) ? Problems.NotFound("rendezvous")
        : stored.ShutReason is { } reason ? Shut(reason)
        : stored.Driver != caller.ActorId || stored.DriverPartner != caller.Partner.Value
            ? Problems.Gone("ride-given-on", "Somebody else has taken this ride. Telephone them or your organisation if the person is with you.")
        : await MayDrive(stored, caller, work, cancellationToken) ? null
        : Withholding.Shut("RECIPIENT_ENDED");

    /// <summary>Null where the caller's organisation is not the shelter, or no longer.</summary>
    static async Task<Acceptance?> ShelterOf(StoredRendezvous stored, Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        stored.Shelter == caller.Partner.Value && await Acceptance.Find(work, stored.ReferralId, stored.Shelter, cancellationToken)
            is { MayOpen: true } accepted ? accepted : null;

    /// <summary>The caller's organisation has the ride: as it accepted it and has it still, or as the sender where none was named.</summary>
    internal static async Task<bool> MayDrive(StoredRendezvous stored, Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        stored.RideReferralId is null
            ? stored.Own && await KnownRecipient.Find(work, caller.Partner.Value, cancellationToken) is { } sender
                && MeetingPoint.MayOpen(sender.Kind, sender.Suspended)
            : stored.Rider == caller.Partner.Value && await RideHolds(stored, work, cancellationToken);

    /// <summary>Whoever was named for the ride has it still; where nobody was, the sender has.</summary>
    static async Task<bool> RideHolds(StoredRendezvous stored, UnitOfWork work, CancellationToken cancellationToken) =>
        stored.RideReferralId is not { } ride
        || (await Acceptance.Find(work, ride, stored.Rider, cancellationToken) is { MayOpen: true } accepted && accepted.CaseId == stored.CaseId);

    /// <summary>Why nobody opens it any more.</summary>
    internal static IResult Shut(string reason) => reason switch
    {
        "ARRIVED" => Problems.Gone("rendezvous-arrived", "The person has arrived: where they are met is no longer kept."),
        "TAKEN_BACK" => Problems.Gone("rendezvous-taken-back", "The shelter has taken it back. Telephone the shelter."),
        _ => Problems.Gone("rendezvous-ended", "The shelter no longer has this referral: where they are met is no longer kept."),
    };
}
