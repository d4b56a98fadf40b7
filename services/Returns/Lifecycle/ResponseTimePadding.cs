using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Returns.Lifecycle;

/// <summary>
/// A body of a State is answered at the next tick since it asked: how long a return takes to be read would tell it how much has happened,
/// and that nothing happens any more (Regulation (EU) 2024/1348 Art. 7(2)). <c>./dev bench B13</c> measures what its clock tells.
/// </summary>
static class ResponseTimePadding
{
    /// <summary>Longer than a return takes to be read, whatever has happened in it.</summary>
    static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    /// <summary>Routes whose response times are padded, commit and all.</summary>
    public static RouteGroupBuilder PadResponseTimes(this IEndpointRouteBuilder app)
    {
        var routes = app.MapGroup("");
        routes.AddEndpointFilter(Pad);
        return routes;
    }

    static async ValueTask<object?> Pad(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        if (Caller.From(context.User) is not { } caller || !await IsOfState(caller, context))
            return await next(invocation);
        using var ticks = new PeriodicTimer(Tick);
        var answer = next(invocation).AsTask();
        do
            await ticks.WaitForNextTickAsync(CancellationToken.None); // also when nobody waits any more: the request's work ends first
        while (!answer.IsCompleted);
        return await answer;
    }

    /// <summary>Whoever is not known here yet may be one.</summary>
    static async Task<bool> IsOfState(Caller caller, HttpContext context) =>
        await context.RequestServices.GetRequiredService<UnitOfWork>().ReadOne<string>(
            "select kind from known_partners where partner_id = @partner", new { caller.Partner }, context.RequestAborted) is not { } kind
        || Codes.StateBodies.Contains(kind);
}
