using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Lifecycle;

namespace ReferralNetwork.Tests.Unit.Referrals;

/// <summary>
/// The first shelter had details on an older consent and gave the referral back; then that consent was withdrawn, or
/// the person told it to stop. Or it gave the referral back when they had set out to the place that it had promised.
/// </summary>
public enum Before { Nothing, Released, Owing, Told, UnderWay }

/// <summary>One referral and the organisations around it, told in the words of those who act.</summary>
public sealed class Scenario(ReferralHarness machine)
{
    public static readonly PartnerId Ngo = new(Guid.Parse("0b000000-0000-4000-8000-000000000001"));
    public static readonly PartnerId ShelterA = new(Guid.Parse("0b000000-0000-4000-8000-00000000000a"));
    public static readonly PartnerId ShelterB = new(Guid.Parse("0b000000-0000-4000-8000-00000000000b"));
    public static readonly PartnerId Stranger = new(Guid.Parse("0b000000-0000-4000-8000-00000000000f"));
    public static readonly PartnerId Later = new(Guid.Parse("0b000000-0000-4000-8000-00000000000c"));
    public static readonly Guid Worker = Guid.Parse("0c000000-0000-4000-8000-000000000001");
    public static readonly Terms Terms = new(new Period(2, "hours"), new Period(24, "hours"), "Europe/Vilnius", new Period(48, "hours"));

    public Guid Id { get; } = Guid.NewGuid();
    public Guid Permit { get; } = Guid.NewGuid();

    /// <summary>The consent that it stands on now.</summary>
    public Guid Receipt { get; private set; } = Guid.NewGuid();

    /// <summary>Where something happened before: the consent that it stood on then.</summary>
    public Guid Older { get; private set; }

    /// <summary>What happened to the first shelter before it is offered anew.</summary>
    public Before Before { get; init; }

    /// <summary>A place is needed tonight, and said which.</summary>
    public bool Tonight { get; init; }

    /// <summary>The first shelter accepts with a place.</summary>
    public bool WithPlace { get; init; }

    public ReferralHarness Machine => machine;
    public ReferralState State => machine.Find(Id)!;
    public Referral Referral => State.Data;

    /// <summary>On the organisation's worklist.</summary>
    public WorklistItem LineOf(PartnerId partner) => Worklist.ItemsFor(State.CurrentState, Referral).Single(l => l.Partner == partner);

    public Task<Refusal?> Raise(object message) => machine.Raise(message);

    /// <summary>A step that has to work.</summary>
    public async Task<Scenario> Do(object message)
    {
        var refusal = await Raise(message);
        Assert.True(refusal is null, $"{message.GetType().Name} in {machine.Find(Id)?.CurrentState}: {refusal}");
        return this;
    }

    /// <summary>The offer that this organisation has or had last; one that isn't there if it never had one.</summary>
    public Guid OfferTo(PartnerId to) => Referral.Offers.Made.LastOrDefault(o => o.To == to)?.Id ?? Guid.Empty;

    Guid LastRequest => Referral.Releases is [.., var last] ? last.RequestId : Guid.Empty;

    /// <summary>Whose details were asked for last.</summary>
    public PartnerId? LastAsked => Referral.Releases is [.., var last] ? last.To : null;

    public OfferReferral Offer(OfferMode mode = OfferMode.Sequential, PartnerId? from = null, params PartnerId[] to) => new(
        Id, from ?? Ngo, Worker, Permit, Receipt, ["x:ShelterAccommodation"], "25-39", "lt", "LT-VL", Tonight ? Codes.Tonight : "Urgent", mode,
        to.Length > 0 ? to : [ShelterA, ShelterB], Terms, Place: Tonight ? new(new(Women: 1), PlaceCodes.Now) : null);

    public OfferAgain OfferAgain(PartnerId? by = null, Guid? receipt = null, params PartnerId[] to) =>
        new(Id, by ?? Ngo, Worker, Guid.NewGuid(), receipt ?? Receipt, to.Length > 0 ? to : [ShelterB], Terms);

    public AcceptOffer Accept(PartnerId? by = null) => new(Id, OfferTo(by ?? ShelterA), by ?? ShelterA, Worker);
    public AcceptOffer AcceptWithPlace(PartnerId? by = null) =>
        Accept(by) with { Place = new([new(Guid.NewGuid(), 2)], machine.Now.AddHours(5)) };

    /// <summary>The place that was asked for last; one that nobody asked for if there was none.</summary>
    Guid LastHold => Referral.Offers.Made.LastOrDefault(o => o.Place is not null)?.Place!.HoldId ?? Guid.NewGuid();

    public PlaceHeld PlaceHeld() => new(Id, LastHold);
    public NoPlaceFree NoPlaceFree() => new(Id, LastHold, "NONE_FREE");
    public PersonArrived PersonArrived() => new(
        Id, LastHold, machine.Now, Referral.Offers.Made.LastOrDefault(o => (o.Place ?? o.PlaceLost) is not null)?.Id);
    public PersonOverdue PersonOverdue() => new(Id, LastHold, machine.Now);
    public PlaceGivenBack PlaceGivenBack() => new(Id, LastHold, "GIVEN_BACK");
    public PlaceAnswerDue PlaceAnswerDue() => new(Id, LastHold);
    public ReportUnderWay UnderWay(PartnerId? by = null) => new(Id, by ?? Ngo, Worker);
    public GiveBackPlace GiveBack(PartnerId? by = null) => new(
        Id, by ?? Ngo, Worker,
        ReferralRules.PlacesToGiveBack(Referral).OrderBy(o => o.Status == OfferStatus.Accepted).FirstOrDefault()?.Place!.HoldId ?? LastHold);
    public DeclineOffer Decline(PartnerId? by = null, string code = "NO_CAPACITY") =>
        new(Id, OfferTo(by ?? ShelterA), by ?? ShelterA, Worker, code, null);
    public AskQuestion Ask(PartnerId? by = null) => new(Id, OfferTo(by ?? ShelterA), by ?? ShelterA, Worker, Guid.NewGuid());
    public AnswerQuestion Answer(PartnerId? by = null) => new(Id, OfferTo(ShelterA), by ?? Ngo, Worker, Guid.NewGuid(), ShelterA);
    public GiveUp GiveUp(PartnerId? by = null, string code = "NO_PARTNER_LEFT", string? unmet = null) => new(Id, by ?? Ngo, Worker, code, unmet);
    public PlanSearch SearchLater(PartnerId? by = null) => new(Id, by ?? Ngo, Worker, DateOnly.FromDateTime(machine.Now.UtcDateTime), "NO_BED");
    public SayUnsure Unsure(PartnerId? by = null) => new(Id, OfferTo(by ?? ShelterA), by ?? ShelterA, Worker);
    public DeclineAfterAll DeclineAfterAll(PartnerId? by = null) => new(Id, by ?? ShelterA, Worker, "SAFETY_CONFLICT", null);
    public ScheduleAppointment Schedule(PartnerId? by = null) => new(Id, by ?? ShelterA, Worker, machine.Now.AddDays(1));
    public ReportNoShow NoShow(PartnerId? by = null) => new(Id, by ?? ShelterA, Worker);
    public CancelAppointment CancelAppointment(PartnerId? by = null) => new(Id, by ?? ShelterA, Worker);
    public ReportVisit Visit(PartnerId? by = null) => new(Id, by ?? ShelterA, Worker, Guid.NewGuid(), machine.Now);
    public ReportArrival Arrival(PartnerId? by = null) => new(Id, by ?? ShelterA, Worker, machine.Now);
    public CorrectOutcome Correct(PartnerId? by = null, string code = "NOT_ASSISTED") => new(Id, by ?? ShelterA, Worker, code, null);
    public SeeToLostContact SeeToLostContact(PartnerId? by = null) => new(Id, by ?? Ngo, Worker);
    public EndOneSidedly EndOneSidedly(PartnerId? by = null) => new(Id, by ?? Ngo, Worker);
    public ReportDeparture Departure(PartnerId? by = null) => new(Id, by ?? ShelterA, Worker);
    public TellStop TellStop(PartnerId? by = null) => new(Id, by ?? ShelterA, Worker);
    public RecordStopWish StopWish(PartnerId? by = null, string code = "STOP_HERE_ONLY") => new(Id, by ?? Ngo, Worker, code);
    public PermitNarrowed Narrowed(params PartnerId[] excluded) => new(Conversations.Referral, Id, Referral.Permit.Id, excluded);
    public AudienceChanged AudienceOf(params Guid[] only) =>
        new(Conversations.Referral, Id, Referral.Permit.Id, null, only, Referral.Audience.Version + 1);
    public ReportOutcome Outcome(PartnerId? by = null, string code = "ASSISTED") => new(Id, by ?? ShelterA, Worker, code, null);
    public RequestRelease RequestRelease(PartnerId? by = null) => new(Id, by ?? Ngo, Worker, null, null);
    public CancelReferral Cancel(PartnerId? by = null) => new(Id, by ?? Ngo, Worker);
    public RequestCancellation RequestCancellation(PartnerId? by = null) => new(Id, by ?? Ngo, Worker);
    public ConfirmCancellation ConfirmCancellation(PartnerId? by = null) => new(Id, by ?? ShelterA, Worker);
    public GiveStopReceipt StopReceipt(PartnerId? by = null) => new(Id, by ?? ShelterA, Worker, "StopAcknowledged", null);
    public EnterInError EnterInError(PartnerId? by = null) => new(Id, by ?? Ngo, Worker, "WRONG_PERSON");

    public DetailsReleased Released(PartnerId? to = null) =>
        new(LastRequest, Conversations.Referral, Id, Permit, Guid.NewGuid(), to ?? ShelterA, ["Name", "Contact"], machine.Now);
    public ReleaseRefused Refused(PartnerId? to = null) =>
        new(LastRequest, Conversations.Referral, Id, Permit, to ?? ShelterA, "EXPIRED", machine.Now);
    public ConsentWithdrawn Withdrawn(Guid? receipt = null) => new(Conversations.Referral, Id, Permit, receipt ?? Receipt, machine.Now);
    public AnswerDue AnswerDue(PartnerId? to = null) => new(Id, OfferTo(to ?? ShelterA));
    public StopReceiptDue StopReceiptDue() => new(Id);

    // Fixtures are states, reached the way people reach them.

    async Task<Scenario> Begin(OfferMode mode = OfferMode.Sequential, params PartnerId[] to)
    {
        if (Before == Before.Nothing)
            return await Do(Offer(mode, to: to));
        await Do(Offer(mode, to: ShelterA));
        if (Before == Before.UnderWay)
            await (await (await Do(AcceptWithPlace())).Do(PlaceHeld())).Do(UnderWay());
        else
            await Do(Accept());
        await Do(Released());
        await Do(DeclineAfterAll());
        (Older, Receipt) = (Receipt, Guid.NewGuid());
        machine.Now += TimeSpan.FromSeconds(1);
        await Do(OfferAgain(to: to.Length > 0 ? to : [ShelterA, ShelterB]));
        return Before switch { Before.Owing => await Do(Withdrawn(Older)), Before.Told => await Do(TellStop()), _ => this };
    }

    public async Task<Scenario> Offered() => await (await Begin()).Do(Ask());
    public async Task<Scenario> OfferedToTheLast() => await (await Begin(to: ShelterA)).Do(Ask());
    public async Task<Scenario> OfferedInParallel() => await (await Begin(OfferMode.Parallel)).Do(Ask());
    public async Task<Scenario> Unplaced() => await (await Begin(to: ShelterA)).Do(Decline());
    public async Task<Scenario> Accepted() => WithPlace ? await AcceptedWithPlace() : await (await Begin()).Do(Accept());
    public async Task<Scenario> AcceptPending() => await (await Begin(to: ShelterA)).Do(AcceptWithPlace());
    public async Task<Scenario> AcceptedWithPlace() => await (await AcceptPending()).Do(PlaceHeld());
    public async Task<Scenario> OverdueAtItsPlace() => await (await AcceptedWithPlace()).Do(PersonOverdue());
    public async Task<Scenario> PlaceGivenBack_() => await (await AcceptedWithPlace()).Do(GiveBack());
    public async Task<Scenario> Withheld() => await (await Accepted()).Do(Refused());
    public async Task<Scenario> Released_() => await (await Accepted()).Do(Released());
    public async Task<Scenario> Scheduled() => await (await Released_()).Do(Schedule());
    public async Task<Scenario> MissedAppointment()
    {
        await Scheduled();
        machine.Now = Referral.AppointmentAt!.Value;
        return await Do(NoShow());
    }

    public async Task<Scenario> AppointmentCancelled() => await (await Scheduled()).Do(CancelAppointment());
    public async Task<Scenario> VisitDone() => await (await Released_()).Do(Visit());
    public async Task<Scenario> Active() => await (await Released_()).Do(Arrival());
    public async Task<Scenario> CancellationRequested() => await (await Released_()).Do(RequestCancellation());
    public async Task<Scenario> Stopping() => await (await Released_()).Do(Withdrawn());
    public async Task<Scenario> StoppingWhileReleasing() => await (await Accepted()).Do(Withdrawn());
    public async Task<Scenario> StoppingForTwo()
    {
        await (await (await Released_()).Do(DeclineAfterAll())).Do(OfferAgain());
        return await (await (await Do(Accept(ShelterB))).Do(Released(ShelterB))).Do(Withdrawn());
    }

    public async Task<Scenario> StoppingForAnAnswer() =>
        await (await (await (await Released_()).Do(RequestRelease())).Do(Withdrawn())).Do(StopReceipt());
    public async Task<Scenario> Completed() => await (await Active()).Do(Outcome());
    public async Task<Scenario> Failed() => await (await Active()).Do(Outcome(code: "LOST_CONTACT"));
    public async Task<Scenario> Assisted() => await (await Accepted()).Do(Outcome());
    public async Task<Scenario> CancellationRequestedWhereSomebodyLives() => await (await Active()).Do(RequestCancellation());
    public async Task<Scenario> EndedWhereSomebodyLives()
    {
        await CancellationRequestedWhereSomebodyLives();
        machine.Now = ReferralRules.EndableAt(Referral);
        return await Do(EndOneSidedly());
    }

    public async Task<Scenario> Cancelled() => await (await Offered()).Do(Cancel());
    public async Task<Scenario> ClosedUnplaced() => await (await Unplaced()).Do(GiveUp());
    public async Task<Scenario> Stopped() => await (await Stopping()).Do(StopReceipt());
    public async Task<Scenario> EnteredInError() => await (await Released_()).Do(EnterInError());

    static readonly string[] AlsoWithPlace =
        [nameof(Scheduled), nameof(MissedAppointment), nameof(AppointmentCancelled), nameof(VisitDone), nameof(CancellationRequested)];

    /// <summary>Each as it is, and each after the first shelter had details once before, which matters to what stands beside the state.</summary>
    public static readonly IReadOnlyList<(string Name, Func<ReferralHarness, Task<Scenario>> Tell, bool Anew)> Fixtures =
    [
        .. new[] { Before.Nothing, Before.Owing, Before.Told, Before.UnderWay }.SelectMany(before => Simple
            .Where(f => before != Before.Told || f.Name != nameof(StoppingForAnAnswer))
            .Select(f =>
                ($"{f.Name}, {before} before",
                    (Func<ReferralHarness, Task<Scenario>>)(machine => f.Tell(new Scenario(machine) { Before = before })),
                    before != Before.Nothing))),
        .. Simple.Where(f => AlsoWithPlace.Contains(f.Name)).Select(f =>
            ($"{f.Name} with a place",
                (Func<ReferralHarness, Task<Scenario>>)(machine => f.Tell(new Scenario(machine) { WithPlace = true })), false)),
        .. Simple.Where(f => f.Name is nameof(OfferedInParallel) or nameof(Unplaced)).Select(f =>
            ($"{f.Name} tonight", (Func<ReferralHarness, Task<Scenario>>)(machine => f.Tell(new Scenario(machine) { Tonight = true })), false)),
        ("Stopped, then the older consent was withdrawn", StoppedTwice, true),
    ];

    static async Task<Scenario> StoppedTwice(ReferralHarness machine)
    {
        var scenario = new Scenario(machine) { Before = Before.Released };
        await scenario.Stopped();
        return await scenario.Do(scenario.Withdrawn(scenario.Older));
    }

    static IReadOnlyList<(string Name, Func<Scenario, Task<Scenario>> Tell)> Simple =>
    [
        (nameof(Offered), s => s.Offered()),
        (nameof(OfferedToTheLast), s => s.OfferedToTheLast()),
        (nameof(OfferedInParallel), s => s.OfferedInParallel()),
        (nameof(Unplaced), s => s.Unplaced()),
        (nameof(Accepted), s => s.Accepted()),
        (nameof(AcceptPending), s => s.AcceptPending()),
        (nameof(AcceptedWithPlace), s => s.AcceptedWithPlace()),
        (nameof(OverdueAtItsPlace), s => s.OverdueAtItsPlace()),
        (nameof(PlaceGivenBack), s => s.PlaceGivenBack_()),
        (nameof(Withheld), s => s.Withheld()),
        (nameof(Released), s => s.Released_()),
        (nameof(Scheduled), s => s.Scheduled()),
        (nameof(MissedAppointment), s => s.MissedAppointment()),
        (nameof(AppointmentCancelled), s => s.AppointmentCancelled()),
        (nameof(VisitDone), s => s.VisitDone()),
        (nameof(Active), s => s.Active()),
        (nameof(CancellationRequested), s => s.CancellationRequested()),
        (nameof(CancellationRequestedWhereSomebodyLives), s => s.CancellationRequestedWhereSomebodyLives()),
        (nameof(EndedWhereSomebodyLives), s => s.EndedWhereSomebodyLives()),
        (nameof(Assisted), s => s.Assisted()),
        (nameof(Stopping), s => s.Stopping()),
        (nameof(StoppingWhileReleasing), s => s.StoppingWhileReleasing()),
        (nameof(StoppingForTwo), s => s.StoppingForTwo()),
        (nameof(StoppingForAnAnswer), s => s.StoppingForAnAnswer()),
        (nameof(Completed), s => s.Completed()),
        (nameof(Failed), s => s.Failed()),
        (nameof(Cancelled), s => s.Cancelled()),
        (nameof(ClosedUnplaced), s => s.ClosedUnplaced()),
        (nameof(Stopped), s => s.Stopped()),
        (nameof(EnteredInError), s => s.EnteredInError()),
    ];
}
