using MassTransit;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Unit;

/// <summary>A table against its machine, over every pair of state and event, by every party.</summary>
public abstract class OracleTests<TMachine, TState, T, TParty>(SagaHarness<TMachine, TState> machine, IReadOnlyList<Transition<TParty>> table)
    where TMachine : RuleStateMachine<TState, T, TParty>
    where TState : SagaState<T>
    where T : class
    where TParty : struct, Enum
{
    protected static readonly PartnerId Organisation = new(Guid.Parse("0b000000-0000-4000-8000-000000000001"));
    protected static readonly PartnerId Stranger = new(Guid.Parse("0b000000-0000-4000-8000-00000000000f"));
    protected static readonly Guid Worker = Guid.Parse("0c000000-0000-4000-8000-000000000001");
    protected static readonly Guid Colleague = Guid.Parse("0c000000-0000-4000-8000-000000000002");

    protected SagaHarness<TMachine, TState> Machine => machine;

    protected abstract IReadOnlyList<string> States { get; }

    /// <summary>Things in every state, reached the way people reach them.</summary>
    protected abstract IReadOnlyList<Func<Task<Guid>>> Fixtures { get; }

    /// <summary>Every event, with what makes its variants differ.</summary>
    protected abstract IReadOnlyDictionary<Type, Func<Guid, PartnerId, Guid, IReadOnlyList<object>>> Events { get; }

    static bool IsTimer(Type type) => type.Name.EndsWith("Due", StringComparison.Ordinal);

    [Fact]
    public void Every_event_and_state_of_the_machine_stands_in_the_table_and_the_other_way_round()
    {
        var inMachine = machine.Machine.Events.Select(e => e.Name).Order();
        Assert.Equal(inMachine, table.Where(r => !r.Later).Select(r => r.Message!.Name).Distinct().Order());
        Assert.Equal(inMachine, Events.Keys.Select(t => t.Name).Order());
        Assert.Equal(States.Order(), ((StateMachine)machine.Machine).States.Select(s => s.Name).Except(["Initial", "Final"]).Order());
    }

    [Fact]
    public async Task Every_state_is_stood_in_by_a_fixture()
    {
        var reached = new List<string>();
        foreach (var tell in Fixtures)
            reached.Add(machine.Find(await tell()).CurrentState);
        Assert.Equal(States.Order(), reached.Distinct().Order());
    }

    [Fact]
    public async Task Every_listed_pair_works_and_leads_where_the_table_says()
    {
        var seen = await Pairs(async (id, message, from) =>
            await machine.Raise(message) is null ? (From: from, Event: message.GetType(), To: machine.Find(id).CurrentState) : default);
        foreach (var row in table.Where(r => r.From.Count > 0 && !r.Later))
        {
            foreach (var from in row.From)
            {
                var to = seen.Where(s => s.From == from && s.Event == row.Message).Select(s => s.To).ToList();
                Assert.True(to.Count > 0, $"{row.Event} in {from} never works");
                Assert.All(to, t => Assert.Contains(t, row.To.Count == 0 ? [from] : row.To));
            }
            Assert.Empty(row.To.Except(seen.Where(s => row.From.Contains(s.From) && s.Event == row.Message).Select(s => s.To)));
        }
    }

    [Fact]
    public async Task Every_other_pair_is_refused_and_changes_nothing()
    {
        var refused = (await Pairs(async (id, message, from) =>
        {
            if (table.Any(r => r.Message == message.GetType() && r.From.Contains(from)))
                return false;
            await RefusedAndNothingChanged(id, message);
            return true;
        })).Count(r => r);
        Assert.True(refused > States.Count, $"{refused} pairs");
    }

    [Fact]
    public async Task A_stranger_finds_nothing_in_any_state() =>
        await Pairs(async (id, message, _) =>
        {
            if (message is IUserCommand)
                Assert.Equal("NOT_FOUND", (await RefusedAndNothingChanged(id, message)).Code);
            return true;
        }, by: Stranger);

    [Fact]
    public async Task A_timer_that_comes_twice_or_too_early_does_nothing_new()
    {
        foreach (var tell in Fixtures)
        {
            var id = await tell();
            var before = machine.Snapshot(id);
            foreach (var (type, make) in Events.Where(e => IsTimer(e.Key)))
            {
                machine.Restore(id, before);
                await machine.Do(make(id, Organisation, Worker));
                Assert.Equal(before, machine.Snapshot(id));

                machine.Now = machine.Now.AddDays(400);
                await machine.Do(make(id, Organisation, Worker));
                var once = machine.Snapshot(id);
                machine.Forget();
                await machine.Do(make(id, Organisation, Worker));
                Assert.True(once == machine.Snapshot(id), $"{type.Name} twice in {machine.Find(id).CurrentState}");
                // One that asks every day is armed again.
                Assert.DoesNotContain(machine.Effects, e => e.GetType() != typeof(ScheduleTimer<>).MakeGenericType(type));
                Assert.Empty(machine.Destroyed);
                machine.Now = machine.Now.AddDays(-400);
            }
        }
    }

    /// <summary>In every state: what somebody is offered to do is what works if they do it.</summary>
    /// <param name="events">Each by whose it is.</param>
    protected async Task OfferedIsWhatWorks(
        IReadOnlyList<PartnerId> viewers, IReadOnlyDictionary<Type, Func<Guid, PartnerId, Guid, IReadOnlyList<object>>> events,
        Func<TState, PartnerId, IReadOnlyList<string>> offered)
    {
        foreach (var tell in Fixtures)
        {
            var id = await tell();
            var start = machine.Snapshot(id);
            foreach (var viewer in viewers)
            {
                foreach (var (action, command) in machine.Machine.Actions.ToList())
                {
                    var works = false;
                    for (var i = 0; i < events[command](Guid.Empty, viewer, Worker).Count && !works; i++)
                    {
                        machine.Restore(id, start);
                        var message = (IUserCommand)events[command](id, viewer, Worker)[i];
                        works = message.By == viewer && await machine.Raise(message) is null;
                    }
                    machine.Restore(id, start);
                    var state = machine.Find(id);
                    var shown = offered(state, viewer).Contains(action);
                    Assert.True(shown == works, $"{action} in {state.CurrentState} by {viewer}: offered {shown}, works {works}");
                }
            }
        }
    }

    /// <summary>Each event from where each fixture stands; timers past their time.</summary>
    async Task<List<TResult>> Pairs<TResult>(Func<Guid, object, string, Task<TResult>> check, PartnerId? by = null)
    {
        var results = new List<TResult>();
        foreach (var tell in Fixtures)
        {
            var id = await tell();
            var start = machine.Snapshot(id);
            foreach (var (type, make) in Events)
            {
                for (var i = 0; i < make(Guid.Empty, Organisation, Worker).Count; i++)
                {
                    machine.Restore(id, start);
                    var message = make(id, by ?? Organisation, Worker)[i];
                    machine.Now = machine.Now.AddDays(IsTimer(type) ? 400 : 0);
                    results.Add(await check(id, message, machine.Find(id).CurrentState));
                    machine.Now = machine.Now.AddDays(IsTimer(type) ? -400 : 0);
                }
            }
        }
        return results;
    }

    protected async Task<Refusal> RefusedAndNothingChanged(Guid id, object message)
    {
        var before = machine.Snapshot(id);
        machine.Forget();
        var refusal = await machine.Raise(message);
        Assert.True(refusal is not null, $"{message.GetType().Name} in {machine.Find(id).CurrentState} was not refused");
        Assert.NotEmpty(refusal.Detail);
        Assert.Equal(before, machine.Snapshot(id));
        Assert.Empty(machine.Effects);
        Assert.Empty(machine.Destroyed);
        return refusal;
    }
}
