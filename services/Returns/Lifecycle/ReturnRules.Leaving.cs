using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Returns.Lifecycle;

// A traveller leaves the group for a return of their own: each goes for themselves, or does not.
public static partial class ReturnRules
{
    /// <summary>
    /// What was decided about them alone goes with them: case, counsel, consent, what is ready whoever prepared it. Organisations that had a part
    /// are asked anew, so that each has consent for the journey that there is; assessment and plan are made anew. Whoever asked for the first return
    /// is told nothing of either.
    /// </summary>
    public static Decision<Return> LeaveGroup(ReturnState state, LeaveGroup command, DateTimeOffset now)
    {
        var (data, group) = (state.Data, state.Data.Group.ToList());
        var leaving = group.Where(t => command.Travellers.Contains(t.Id)).ToList();
        if (leaving.Count == 0 || leaving.Count != command.Travellers.Count)
            return NoSuchTraveller;
        if (leaving.Count == group.Count)
            return new Refusal("WHOLE_GROUP", "Nobody would be left: the group goes on in this return.");
        if (group.Exists(t => !t.IsChild) && new[] { leaving, [.. group.Except(leaving)] }.Any(part => part.TrueForAll(t => t.IsChild)))
            return new Refusal(
                "CHILD_WITHOUT_ADULT", "A child goes with the parent who has care of them: choose so that no child is left without an adult.");

        var own = Apart(data, command.OwnReturnId, leaving, now).ByLead(command, Verbs.TravellerLeftGroup);
        foreach (var strand in own.After.Strands)
            own.WatchUntil(own.After, strand.Strand);
        foreach (var tie in leaving.Select(t => t.Tie).OfType<TravellerTie>())
            own.Add(new AuditRecord(Verbs.TravellerTied, tie.TieId, command.By, command.Actor, Related: own.After.JourneyId));
        var step = new Step<Return>(
                data with
                {
                    Travellers = [.. data.Travellers.Select(t => leaving.Contains(t) ? t with { LeftFor = own.After.Id, Consent = null } : t)],
                }, now)
            .ByLead(command, Verbs.TravellerLeftGroup)
            .EndStrands(s => s.Traveller.LeftFor == own.After.Id)
            .Publish(new TravellersLeft(
                data.Id, own.After.Id, [.. leaving.Select(t => t.Tie?.TieId).OfType<Guid>()],
                [.. leaving.Select(t => t.Consent?.PermitId).OfType<Guid>()], now))
            .Begin(own, Standing(own.After, States.Accepted));
        return step.To(Standing(step.After, state.CurrentState));
    }

    static Step<Return> Apart(Return data, Guid id, IEnumerable<Traveller> leaving, DateTimeOffset now) => new(
        new(
            id, data.Lead!.Value, Reference.For(id), data.Terms, data.LeavesFrom, data.GoesTo, data.Languages, data.Needs, data.Urgency, data.Mode,
            now)
        {
            LeftFrom = data.Id,
            TimelineAtAcceptance = 0,
            Travel = data.Travel is null ? null : new(Answer: null, now),
            Travellers = [.. leaving.Select(t => t with { Introduction = null, ArrivalPlan = null, Words = null, Strands = Kept(t, now) })],
        }, now);

    /// <summary>What a traveller has in hand: a document, a doctor's word, what is not needed.</summary>
    static List<Strand> Kept(Traveller traveller, DateTimeOffset now) =>
    [
        .. Codes.StrandKinds.Select(traveller.Current).OfType<Strand>()
            .Where(s => s.EndedAt is null && (s.Status == StrandStatus.NotNeeded
                || (s.Status == StrandStatus.Ready && (s.With is null || s.Kind is Codes.DocumentStrand or Codes.HealthStrand))))
            .Select(s => new Strand(Guid.CreateVersion7(now), s.Kind, s.Status, now) { Until = s.Until, DocumentKind = s.DocumentKind }),
    ];

    /// <summary>States that wait for every traveller move when they hold for all who are left.</summary>
    static string Standing(Return data, string state) =>
        state is States.Accepted or States.Counselled && data.Group.All(t => t.Consent is not null) ? States.ConsentGiven
        : state is States.Accepted && data.ToCounsel.All(t => t.Counsel is not null) ? States.Counselled
        : state;

    static Step<Return> Begin(this Step<Return> step, Step<Return> own, string state)
    {
        var begun = own.To(state);
        foreach (var effect in begun.Effects)
            step.Add(effect);
        return step.Add(new BeginReturn(new() { CorrelationId = own.After.Id, CurrentState = state, Version = 1, Data = begun.After! }));
    }
}

/// <summary>Stores a return that begins in the commit of another's step.</summary>
public sealed record BeginReturn(ReturnState State) : Effect
{
    public override void ApplyTo(UnitOfWork work)
    {
        work.Write(
            "insert into returns (correlation_id, version, data) values (@correlationId, @version, @data)",
            new { State.CorrelationId, State.Version, data = UnitOfWork.Json(State) });
        foreach (var line in UpdateWorklist.Changes([], Worklist.ItemsFor(State.CurrentState, State.Data)))
            line.ApplyTo(work);
    }
}
