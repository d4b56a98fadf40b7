using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Referring;

namespace ReferralNetwork.Tests.Unit.Referrals;

/// <summary>One referral and the organisations around it, told in the words of those who act.</summary>
public sealed class Story(Machine machine)
{
    public static readonly PartnerId Ngo = new(Guid.Parse("0b000000-0000-4000-8000-000000000001"));
    public static readonly PartnerId ShelterA = new(Guid.Parse("0b000000-0000-4000-8000-00000000000a"));
    public static readonly PartnerId ShelterB = new(Guid.Parse("0b000000-0000-4000-8000-00000000000b"));
    public static readonly PartnerId Stranger = new(Guid.Parse("0b000000-0000-4000-8000-00000000000f"));
    public static readonly Guid Worker = Guid.Parse("0c000000-0000-4000-8000-000000000001");
    public static readonly Terms Terms = new(new Period(2, "hours"), new Period(24, "hours"), "Europe/Vilnius");

    public Guid Id { get; } = Guid.NewGuid();
    public Guid Permit { get; } = Guid.NewGuid();
    public Guid Receipt { get; } = Guid.NewGuid();
    public Machine Machine => machine;
    public ReferralState State => machine.Find(Id)!;
    public Referral Referral => State.Referral;

    public Task<Refusal?> Raise(object message) => machine.Raise((dynamic)message);

    /// <summary>A step that has to work.</summary>
    public async Task<Story> Do(object message)
    {
        var refusal = await Raise(message);
        Assert.True(refusal is null, $"{message.GetType().Name} in {machine.Find(Id)?.CurrentState}: {refusal}");
        return this;
    }

    /// <summary>The offer that this organisation has or had last; one that isn't there if it never had one.</summary>
    public Guid OfferTo(PartnerId to) => Referral.Offers.LastOrDefault(o => o.To == to)?.Id ?? Guid.Empty;

    Guid LastRequest => Referral.Releases is [.., var last] ? last.RequestId : Guid.Empty;

    /// <summary>Whose details were asked for last.</summary>
    public PartnerId? LastAsked => Referral.Releases is [.., var last] ? last.To : null;

    public OfferReferral Offer(OfferMode mode = OfferMode.Sequential, PartnerId? from = null, params PartnerId[] to) => new(
        Id, from ?? Ngo, Worker, Permit, Receipt, ["x:ShelterAccommodation"], "25-39", "lt", "LT-VL", "Urgent", mode,
        to.Length > 0 ? to : [ShelterA, ShelterB], Terms);

    public OfferAgain OfferAgain(PartnerId? by = null, Guid? receipt = null) =>
        new(Id, by ?? Ngo, Worker, Guid.NewGuid(), receipt ?? Receipt, [ShelterB], Terms);

    public AcceptOffer Accept(PartnerId? by = null) => new(Id, OfferTo(by ?? ShelterA), by ?? ShelterA, Worker);
    public DeclineOffer Decline(PartnerId? by = null, string code = "NO_CAPACITY") => new(Id, OfferTo(by ?? ShelterA), by ?? ShelterA, Worker, code, null);
    public AskQuestion Ask(PartnerId? by = null) => new(Id, OfferTo(by ?? ShelterA), by ?? ShelterA, Worker, Guid.NewGuid());
    public AnswerQuestion Answer(PartnerId? by = null) => new(Id, OfferTo(ShelterA), by ?? Ngo, Worker, Guid.NewGuid());
    public GiveUp GiveUp(PartnerId? by = null) => new(Id, by ?? Ngo, Worker, "NO_PARTNER_LEFT");
    public DeclineAfterAll DeclineAfterAll(PartnerId? by = null) => new(Id, by ?? ShelterA, Worker, "SAFETY_CONFLICT", null);
    public ScheduleAppointment Schedule(PartnerId? by = null) => new(Id, by ?? ShelterA, Worker, machine.Now.AddDays(1));
    public ReportNoShow NoShow(PartnerId? by = null) => new(Id, by ?? ShelterA, Worker);
    public CancelAppointment CancelAppointment(PartnerId? by = null) => new(Id, by ?? ShelterA, Worker);
    public ReportVisit Visit(PartnerId? by = null) => new(Id, by ?? ShelterA, Worker, Guid.NewGuid());
    public ReportArrival Arrival(PartnerId? by = null) => new(Id, by ?? ShelterA, Worker);
    public ReportOutcome Outcome(PartnerId? by = null, string code = "ASSISTED") => new(Id, by ?? ShelterA, Worker, code, null);
    public RequestRelease RequestRelease(PartnerId? by = null) => new(Id, by ?? Ngo, Worker, null, null);
    public CancelReferral Cancel(PartnerId? by = null) => new(Id, by ?? Ngo, Worker);
    public RequestCancellation RequestCancellation(PartnerId? by = null) => new(Id, by ?? Ngo, Worker);
    public ConfirmCancellation ConfirmCancellation(PartnerId? by = null) => new(Id, by ?? ShelterA, Worker);
    public GiveStopReceipt StopReceipt(PartnerId? by = null) => new(Id, by ?? ShelterA, Worker, "StopAcknowledged", null);
    public EnterInError EnterInError(PartnerId? by = null) => new(Id, by ?? Ngo, Worker, "WRONG_PERSON");

    public DetailsReleased Released(PartnerId? to = null) => new(LastRequest, Id, Guid.NewGuid(), to ?? ShelterA, ["Identity"], machine.Now);
    public ReleaseRefused Refused(PartnerId? to = null) => new(LastRequest, Id, to ?? ShelterA, "EXPIRED", machine.Now);
    public StopReferral Withdrawn(Guid? receipt = null) => new(Id, Permit, receipt ?? Receipt, machine.Now);
    public AnswerDue AnswerDue(PartnerId? to = null) => new(Id, OfferTo(to ?? ShelterA));
    public StopReceiptDue StopReceiptDue() => new(Id);

    // Fixtures are states, reached the way people reach them.

    public async Task<Story> Offered() => await (await Do(Offer())).Do(Ask());
    public async Task<Story> OfferedToTheLast() => await (await Do(Offer(to: ShelterA))).Do(Ask());
    public async Task<Story> OfferedInParallel() => await (await Do(Offer(OfferMode.Parallel))).Do(Ask());
    public async Task<Story> Unplaced() => await (await Do(Offer(to: ShelterA))).Do(Decline());
    public async Task<Story> Accepted() => await (await Do(Offer())).Do(Accept());
    public async Task<Story> Withheld() => await (await Accepted()).Do(Refused());
    public async Task<Story> Released_() => await (await Accepted()).Do(Released());
    public async Task<Story> Scheduled() => await (await Released_()).Do(Schedule());
    public async Task<Story> MissedAppointment() => await (await Scheduled()).Do(NoShow());
    public async Task<Story> AppointmentCancelled() => await (await Scheduled()).Do(CancelAppointment());
    public async Task<Story> VisitDone() => await (await Released_()).Do(Visit());
    public async Task<Story> Active() => await (await Released_()).Do(Arrival());
    public async Task<Story> CancellationRequested() => await (await Released_()).Do(RequestCancellation());
    public async Task<Story> Stopping() => await (await Released_()).Do(Withdrawn());
    public async Task<Story> StoppingWhileReleasing() => await (await Accepted()).Do(Withdrawn());
    public async Task<Story> StoppingForTwo()
    {
        await (await (await Released_()).Do(DeclineAfterAll())).Do(OfferAgain());
        return await (await (await Do(Accept(ShelterB))).Do(Released(ShelterB))).Do(Withdrawn());
    }

    public async Task<Story> StoppingForAnAnswer() => await (await (await (await Released_()).Do(RequestRelease())).Do(Withdrawn())).Do(StopReceipt());
    public async Task<Story> Completed() => await (await Active()).Do(Outcome());
    public async Task<Story> Failed() => await (await Active()).Do(Outcome(code: "LOST_CONTACT"));
    public async Task<Story> Cancelled() => await (await Offered()).Do(Cancel());
    public async Task<Story> ClosedUnplaced() => await (await Unplaced()).Do(GiveUp());
    public async Task<Story> Stopped() => await (await Stopping()).Do(StopReceipt());
    public async Task<Story> EnteredInError() => await (await Released_()).Do(EnterInError());

    public static readonly IReadOnlyList<(string Name, Func<Story, Task<Story>> Tell)> Fixtures =
    [
        (nameof(Offered), s => s.Offered()),
        (nameof(OfferedToTheLast), s => s.OfferedToTheLast()),
        (nameof(OfferedInParallel), s => s.OfferedInParallel()),
        (nameof(Unplaced), s => s.Unplaced()),
        (nameof(Accepted), s => s.Accepted()),
        (nameof(Withheld), s => s.Withheld()),
        (nameof(Released), s => s.Released_()),
        (nameof(Scheduled), s => s.Scheduled()),
        (nameof(MissedAppointment), s => s.MissedAppointment()),
        (nameof(AppointmentCancelled), s => s.AppointmentCancelled()),
        (nameof(VisitDone), s => s.VisitDone()),
        (nameof(Active), s => s.Active()),
        (nameof(CancellationRequested), s => s.CancellationRequested()),
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
