using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Returns.Lifecycle;

/// <summary>Lists and details.</summary>
static class ReturnQueries
{
    public const string Table = "returns";

    /// <summary>Longer than a return takes to be read, whatever has happened in it.</summary>
    static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    public static Task<IResult> List(string? side, bool? open, string? cursor, Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        Evenly(caller, work, () => Worklists.List<ReturnState>(
            work, caller, Table, Worklist.Sides, side, open, cursor, state => ReturnView.Line(state, caller.Partner, work.Now), cancellationToken),
            cancellationToken);

    public static Task<IResult> Detail(
        Guid id, Caller caller, UnitOfWork work, ReturnStateMachine machine, CancellationToken cancellationToken) =>
        Evenly(caller, work, () => Read(id, caller, work, machine, cancellationToken), cancellationToken);

    /// <summary>
    /// A body of a State is answered at the next tick since it asked: how long a return takes to be read would tell it how much has happened,
    /// and that nothing happens any more (Regulation (EU) 2024/1348 Art. 7(2)). <c>./dev bench B13</c> measures what its clock tells.
    /// </summary>
    static async Task<IResult> Evenly(Caller caller, UnitOfWork work, Func<Task<IResult>> read, CancellationToken cancellationToken)
    {
        var kind = await work.ReadOne<string>(
            "select kind from known_partners where partner_id = @partner", new { caller.Partner }, cancellationToken);
        if (kind is not null && !Codes.StateBodies.Contains(kind))
            return await read();
        using var ticks = new PeriodicTimer(Tick);
        var reading = read();
        do
            await ticks.WaitForNextTickAsync(cancellationToken);
        while (!reading.IsCompleted);
        return await reading;
    }

    static async Task<IResult> Read(Guid id, Caller caller, UnitOfWork work, ReturnStateMachine machine, CancellationToken cancellationToken) =>
        await Worklists.Find<ReturnState>(work, caller, Table, id, cancellationToken) is not { } state
            ? Problems.NotFound("return")
            : Answers.Found(
                ReturnView.Detail(state, caller.Partner, machine.ActionsFor(state, caller.Partner, work.Now), work.Now),
                ReturnView.ETag(state, caller.Partner));
}
