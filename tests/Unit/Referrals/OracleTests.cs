using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Lifecycle;

namespace ReferralNetwork.Tests.Unit.Referrals;

/// <summary>The table against the machine, over every pair of state and event and every party.</summary>
public sealed class OracleTests
{
    readonly ReferralHarness machine = new();

    /// <summary>Every event, raised by one organisation (facts and timers: by nobody), with what makes its variants differ.</summary>
    static readonly IReadOnlyDictionary<Type, Func<Scenario, PartnerId?, IReadOnlyList<object>>> Events =
        new Dictionary<Type, Func<Scenario, PartnerId?, IReadOnlyList<object>>>
        {
            [typeof(OfferReferral)] = (s, by) => [s.Offer(from: by)],
            [typeof(OfferAgain)] = (s, by) => [s.OfferAgain(by)],
            [typeof(GiveUp)] = (s, by) => [s.GiveUp(by), s.GiveUp(by, "HOTEL_NIGHT", "NO_BED")],
            [typeof(PlanSearch)] = (s, by) => [s.SearchLater(by)],
            [typeof(SayUnsure)] = (s, by) => [s.Unsure(by)],
            [typeof(AnswerQuestion)] = (s, by) => [s.Answer(by)],
            [typeof(AskQuestion)] = (s, by) => [s.Ask(by)],
            [typeof(AcceptOffer)] = (s, by) => [s.Accept(by), s.AcceptWithPlace(by)],
            [typeof(DeclineOffer)] = (s, by) => [s.Decline(by), s.Decline(by, "PERSON_DECLINED")],
            [typeof(ScheduleAppointment)] = (s, by) => [s.Schedule(by)],
            [typeof(ReportNoShow)] = (s, by) => [s.NoShow(by)],
            [typeof(CancelAppointment)] = (s, by) => [s.CancelAppointment(by)],
            [typeof(ReportVisit)] = (s, by) => [s.Visit(by)],
            [typeof(ReportArrival)] = (s, by) => [s.Arrival(by)],
            [typeof(CorrectOutcome)] = (s, by) => [s.Correct(by), s.Correct(by, "PARTLY_ASSISTED")],
            [typeof(SeeToLostContact)] = (s, by) => [s.SeeToLostContact(by)],
            [typeof(EndOneSidedly)] = (s, by) => [s.EndOneSidedly(by)],
            [typeof(ReportDeparture)] = (s, by) => [s.Departure(by)],
            [typeof(TellStop)] = (s, by) => [s.TellStop(by)],
            [typeof(RecordStopWish)] = (s, by) => [s.StopWish(by)],
            [typeof(ReportOutcome)] = (s, by) => [s.Outcome(by), s.Outcome(by, "NOT_ASSISTED")],
            [typeof(DeclineAfterAll)] = (s, by) => [s.DeclineAfterAll(by)],
            [typeof(RequestRelease)] = (s, by) => [s.RequestRelease(by)],
            [typeof(CancelReferral)] = (s, by) => [s.Cancel(by)],
            [typeof(RequestCancellation)] = (s, by) => [s.RequestCancellation(by)],
            [typeof(ConfirmCancellation)] = (s, by) => [s.ConfirmCancellation(by)],
            [typeof(GiveStopReceipt)] = (s, by) => [s.StopReceipt(by)],
            [typeof(EnterInError)] = (s, by) => [s.EnterInError(by)],
            [typeof(ConsentWithdrawn)] = (s, _) => [s.Withdrawn()],
            [typeof(PermitNarrowed)] = (s, _) => [s.Narrowed(Scenario.ShelterA), s.Narrowed(Scenario.ShelterA, Scenario.ShelterB)],
            [typeof(AudienceChanged)] = (s, _) => [s.AudienceOf(Scenario.Worker, Guid.NewGuid())],
            [typeof(DetailsReleased)] = (s, _) => [s.Released()],
            [typeof(ReleaseRefused)] = (s, _) => [s.Refused()],
            [typeof(ReportUnderWay)] = (s, by) => [s.UnderWay(by)],
            [typeof(GiveBackPlace)] = (s, by) => [s.GiveBack(by)],
            [typeof(PlaceHeld)] = (s, _) => [s.PlaceHeld()],
            [typeof(NoPlaceFree)] = (s, _) => [s.NoPlaceFree()],
            [typeof(PersonArrived)] = (s, _) => [s.PersonArrived()],
            [typeof(PersonOverdue)] = (s, _) => [s.PersonOverdue()],
            [typeof(PlaceGivenBack)] = (s, _) => [s.PlaceGivenBack()],
            [typeof(PlaceAnswerDue)] = (s, _) => [s.PlaceAnswerDue()],
            [typeof(AnswerDue)] = (s, _) => [s.AnswerDue()],
            [typeof(StopReceiptDue)] = (s, _) => [s.StopReceiptDue()],
        };

    static readonly Dictionary<Type, PartnerId> Right = Transitions.Table
        .Where(r => r.Message is not null && r.By is not (Party.Cases or Party.Placements or Party.Timer))
        .GroupBy(r => r.Message!)
        .ToDictionary(g => g.Key, g => g.First().By == Party.Sender ? Scenario.Ngo : Scenario.ShelterA);

    /// <summary>What is owed after a stop, and so depends on what happened before.</summary>
    static readonly HashSet<Type> Beside =
    [
        typeof(TellStop), typeof(RecordStopWish), typeof(GiveStopReceipt), typeof(ConsentWithdrawn),
        typeof(StopReceiptDue), typeof(DetailsReleased), typeof(EnterInError), typeof(GiveBackPlace),
    ];

    [Fact]
    public void Every_event_of_the_machine_stands_in_the_table_and_the_other_way_round()
    {
        var inMachine = new ReferralStateMachine().Events.Select(e => e.Name).Order();
        Assert.Equal(inMachine, Transitions.Table.Where(r => !r.Later).Select(r => r.Message!.Name).Distinct().Order());
        Assert.Equal(inMachine, Events.Keys.Select(t => t.Name).Order());
        Assert.Equal(States.All.Order(), ((MassTransit.StateMachine)new ReferralStateMachine()).States
            .Select(s => s.Name).Except(["Initial", "Final"]).Order());
    }

    [Fact]
    public async Task Every_state_is_stood_in_by_a_fixture()
    {
        var reached = new List<string>();
        foreach (var (_, tell, _) in Scenario.Fixtures)
            reached.Add((await tell(machine)).State.CurrentState);
        Assert.Equal(States.All.Order(), reached.Distinct().Order());
    }

    [Fact]
    public async Task Every_listed_pair_works_and_leads_where_the_table_says()
    {
        var seen = new HashSet<(string From, string Event, string To)>();
        var scenario = new Scenario(machine);
        await scenario.Do(scenario.Offer());
        seen.Add((States.Draft, nameof(OfferReferral), scenario.State.CurrentState));
        await ForEachPair(Right, async (told, message, from) =>
        {
            if (await told.Raise(message) is null)
                seen.Add((from, message.GetType().Name, told.State.CurrentState));
        });

        foreach (var row in Transitions.Table.Where(r => !r.Later))
        {
            foreach (var from in row.From)
            {
                var to = seen.Where(s => s.From == from && s.Event == row.Message!.Name).Select(s => s.To).ToList();
                Assert.True(to.Count > 0, $"{row.Event} in {from} never works");
                Assert.All(to, t => Assert.Contains(t, row.To.Count == 0 ? [from] : row.To));
            }
            Assert.Empty(row.To.Except(seen.Where(s => row.From.Contains(s.From) && s.Event == row.Message!.Name).Select(s => s.To)));
        }
    }

    [Fact]
    public async Task Every_other_pair_is_refused_and_changes_nothing()
    {
        var refused = 0;
        await ForEachPair(Right, async (told, message, from) =>
        {
            if (Transitions.Table.Any(r => r.Message == message.GetType() && r.From.Contains(from)))
                return;
            await RefusedAndNothingChanged(told, message);
            refused++;
        });
        Assert.True(refused > 200, $"{refused} pairs");
    }

    [Fact]
    public async Task What_a_listed_pair_refuses_changes_nothing_either() => await ForEachPair(Right, async (told, message, _) =>
    {
        var before = machine.Snapshot(told.Id);
        machine.Forget();
        if (await told.Raise(message) is not null)
        {
            Assert.Equal(before, machine.Snapshot(told.Id));
            Assert.Empty(machine.Effects);
        }
    });

    [Theory, InlineData("sender"), InlineData("first"), InlineData("second")]
    public async Task The_wrong_party_is_refused_in_every_state(string who)
    {
        var by = who switch { "sender" => Scenario.Ngo, "first" => Scenario.ShelterA, _ => Scenario.ShelterB };
        await ForEachPair(Right.Where(r => r.Value != by).ToDictionary(r => r.Key, _ => by), async (told, message, from) =>
        {
            // Where the second shelter has an offer of its own it is no wrong party.
            if (by == Scenario.ShelterB && told.OfferTo(by) != Guid.Empty)
                return;
            await RefusedAndNothingChanged(told, message);
        }, facts: false);
    }

    [Fact]
    public async Task A_stranger_finds_no_referral_in_any_state() =>
        await ForEachPair(Right.ToDictionary(r => r.Key, _ => Scenario.Stranger), async (told, message, _) =>
            Assert.Equal("NOT_FOUND", (await RefusedAndNothingChanged(told, message)).Code), facts: false);

    [Fact]
    public async Task Another_recipients_offer_is_not_found()
    {
        var scenario = await new Scenario(machine).OfferedInParallel();
        var accept = new AcceptOffer(scenario.Id, scenario.OfferTo(Scenario.ShelterA), Scenario.ShelterB, Scenario.Worker);
        Assert.Equal("NOT_FOUND", (await RefusedAndNothingChanged(scenario, accept)).Code);
    }

    [Fact]
    public async Task A_fact_that_comes_twice_is_recorded_once()
    {
        foreach (var (name, tell, _) in Scenario.Fixtures.Where(f => !f.Anew))
        {
            var scenario = await tell(machine);
            var start = machine.Snapshot(scenario.Id);
            foreach (var type in new[]
                {
                    typeof(DetailsReleased), typeof(ReleaseRefused), typeof(ConsentWithdrawn), typeof(PermitNarrowed), typeof(AudienceChanged),
                    typeof(AnswerDue), typeof(StopReceiptDue), typeof(PlaceHeld), typeof(NoPlaceFree), typeof(PersonArrived),
                    typeof(PersonOverdue), typeof(PlaceGivenBack), typeof(PlaceAnswerDue),
                })
            {
                machine.Restore(scenario.Id, start);
                var fact = Events[type](scenario, null)[0];
                await scenario.Do(fact);
                var before = machine.Snapshot(scenario.Id);
                machine.Forget();
                await scenario.Do(fact);
                Assert.True(before == machine.Snapshot(scenario.Id), $"{type.Name} twice in {name}");
                Assert.DoesNotContain(machine.Effects, e => e.GetType().Name.StartsWith("PublishEvent", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public async Task What_a_page_offers_to_do_is_what_the_machine_accepts()
    {
        var start = machine.Now;
        var actions = machine.Machine.Actions.ToList();
        foreach (var (name, tell, anew) in Scenario.Fixtures)
        {
            machine.Now = start;
            var scenario = await tell(machine);
            var (told, snapshot) = (machine.Now, machine.Snapshot(scenario.Id));
            foreach (var (viewer, later) in new[] { Scenario.Ngo, Scenario.ShelterA, Scenario.ShelterB, Scenario.Stranger }
                .SelectMany(v => new[] { (v, 0), (v, 3) }))
            {
                machine.Now = told.AddDays(later);
                machine.Restore(scenario.Id, snapshot);
                foreach (var (action, message) in actions.Where(a => !anew || Beside.Contains(a.Command)))
                {
                    var offered = machine.Machine.ActionsFor(scenario.State, viewer, machine.Now).Contains(action);
                    var works = false;
                    for (var i = 0; i < Variants(message) && !works; i++)
                        works = await scenario.Raise(Events[message](scenario, viewer)[i]) is null;
                    Assert.True(offered == works, $"{action} in {name} by {viewer}: offered {offered}, works {works}");
                    machine.Restore(scenario.Id, snapshot);
                }
            }
        }
    }

    [Fact]
    public void What_comes_later_has_no_event_yet() =>
        Assert.All(Transitions.Table.Where(r => r.Later), row =>
            Assert.DoesNotContain(Transitions.Table, other => !other.Later && other.Event == row.Event && other.From.Intersect(row.From).Any()));

    [Fact]
    public void The_documentation_is_the_table()
    {
        var file = Path.Combine(Root, "docs", "transitions.md");
        Assert.True(File.Exists(file) && File.ReadAllText(file) == Transitions.ToMarkdown(),
            "docs/transitions.md is not the table: dotnet run --project services/Referrals -- transitions > docs/transitions.md");
    }

    static string Root
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "Referral.sln")))
                folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Referral.sln is nowhere above the tests.");
            return folder;
        }
    }

    /// <summary>
    /// Each event from where each fixture stands: commands by these organisations, at once and some days later; facts and timers
    /// too, these past their time.
    /// </summary>
    async Task ForEachPair(Dictionary<Type, PartnerId> by, Func<Scenario, object, string, Task> check, bool facts = true)
    {
        var start = machine.Now;
        foreach (var (_, tell, anew) in Scenario.Fixtures)
        {
            machine.Now = start;
            var scenario = await tell(machine);
            var (told, snapshot) = (machine.Now, machine.Snapshot(scenario.Id));
            foreach (var (type, make) in Events
                .Where(e => (!anew || Beside.Contains(e.Key)) && (Right.ContainsKey(e.Key) ? by.ContainsKey(e.Key) : facts)))
            {
                var times = Right.ContainsKey(type) ? new[] { TimeSpan.Zero, TimeSpan.FromDays(3) } : [TimeSpan.FromDays(2)];
                foreach (var (i, later) in Enumerable.Range(0, Variants(type)).SelectMany(i => times.Select(later => (i, later))))
                {
                    machine.Now = told + later;
                    machine.Restore(scenario.Id, snapshot);
                    var message = make(scenario, by.TryGetValue(type, out var partner) ? partner : null)[i];
                    await check(scenario, message, scenario.State.CurrentState);
                }
            }
        }
        machine.Now = start;
    }

    static int Variants(Type type) =>
        type == typeof(AcceptOffer) || type == typeof(DeclineOffer) || type == typeof(ReportOutcome)
            || type == typeof(CorrectOutcome) || type == typeof(PermitNarrowed) || type == typeof(GiveUp)
            ? 2 : 1;

    async Task<Refusal> RefusedAndNothingChanged(Scenario scenario, object message)
    {
        var before = machine.Snapshot(scenario.Id);
        machine.Forget();
        var refusal = await scenario.Raise(message);
        Assert.True(refusal is not null, $"{message.GetType().Name} in {scenario.State.CurrentState} was not refused");
        Assert.NotEmpty(refusal.Detail);
        Assert.Equal(before, machine.Snapshot(scenario.Id));
        Assert.Empty(machine.Effects);
        return refusal;
    }
}
