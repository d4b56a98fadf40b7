using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Tests.ChassisHost;
using static ReferralNetwork.Tests.ChassisHost.InterpreterRequestStateMachine;

namespace ReferralNetwork.Tests.Unit.Casework;

/// <summary>The smallest conversation on the saga core and Casework, held against its table.</summary>
public sealed class InterpreterOracleTests()
    : OracleTests<InterpreterRequestStateMachine, InterpreterRequestState, InterpreterRequest, InterpreterParty>(
        new(environment => new InterpreterRequestStateMachine(environment)), InterpreterRequestStateMachine.Table)
{
    static readonly PartnerId First = new(Guid.Parse("0b000000-0000-4000-8000-00000000000a"));
    static readonly PartnerId Second = new(Guid.Parse("0b000000-0000-4000-8000-00000000000b"));

    protected override IReadOnlyList<string> States => [Asked, Accepted, Unplaced];

    protected override IReadOnlyDictionary<Type, Func<Guid, PartnerId, Guid, IReadOnlyList<object>>> Events =>
        new Dictionary<Type, Func<Guid, PartnerId, Guid, IReadOnlyList<object>>>
        {
            [typeof(AskForInterpreter)] = (id, by, actor) => [new AskForInterpreter(id, by, actor, "vi", [First, Second])],
            [typeof(AcceptInterpreting)] = (id, by, actor) => [new AcceptInterpreting(id, Offer(id), Answering(by), actor)],
            [typeof(DeclineInterpreting)] = (id, by, actor) =>
                new[] { "NOBODY_FREE", "NOT_WANTED" }.Select(code => new DeclineInterpreting(id, Offer(id), Answering(by), actor, code)).ToList(),
            [typeof(InterpreterDue)] = (id, _, _) => [new InterpreterDue(id, Offer(id))],
        };

    protected override IReadOnlyList<Func<Task<Guid>>> Fixtures =>
    [
        () => Tell(First), () => Tell(First, Second),
        async () => await After(await Tell(First), id => new AcceptInterpreting(id, Offer(id), First, Worker)),
        async () => await After(await Tell(First), id => new DeclineInterpreting(id, Offer(id), First, Worker, "NOBODY_FREE")),
    ];

    [Fact]
    public async Task Who_answers_too_late_is_told_so_kindly_and_the_next_is_asked_until_one_accepts()
    {
        var id = await Tell(First, Second);
        Machine.Now += TimeToAnswer;
        await Machine.Do(new InterpreterDue(id, Offer(id)));
        Assert.Equal("OFFER_ENDED", (await Machine.Raise(new AcceptInterpreting(id, Offer(id), First, Worker)))?.Code);
        await Machine.Do(new AcceptInterpreting(id, Data(id).Offers.LastTo(Second)!.Id, Second, Worker));
        Assert.Equal("OFFER_ENDED", (await Machine.Raise(new AcceptInterpreting(id, Offer(id), First, Worker)))?.Code);
        Assert.Equal(
            ["interpreter-asked", "interpreter-passed-over", "interpreter-asked", "interpreting-accepted"], Data(id).Timeline.Select(e => e.What));
        Assert.Equal([false, false], Machine.Effects.OfType<UpdateWorklist>().Last().Items.Select(i => i.Open)); // the requester's and the second's
    }

    static PartnerId Answering(PartnerId by) => by == Organisation ? First : by;

    Guid Offer(Guid id) => Machine.Find(id)?.Data.Offers.Made[0].Id ?? Guid.Empty;

    InterpreterRequest Data(Guid id) => Machine.Find(id).Data;

    async Task<Guid> Tell(params PartnerId[] candidates) =>
        await After(Guid.NewGuid(), id => new AskForInterpreter(id, Organisation, Worker, "vi", candidates));

    async Task<Guid> After(Guid id, Func<Guid, object> step)
    {
        await Machine.Do(step(id));
        return id;
    }
}
