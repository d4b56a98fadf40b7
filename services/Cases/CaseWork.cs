using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases;

static class CaseWork
{
    /// <summary>Routes for those who work with cases: no administrator, no auditor.</summary>
    public static RouteGroupBuilder MapCaseWork(this IEndpointRouteBuilder app, string prefix) => app.MapActions(prefix).ForCaseWork();

    /// <summary>
    /// What is made here is answered with <c>{id, token}</c>: signed in the network's name, for another service to check offline. Outside the
    /// action, so that the answer to a repeat carries the token too.
    /// </summary>
    /// <param name="type">The <c>typ</c> header.</param>
    /// <param name="claims">SQL that reads what the token says of <c>@id</c>.</param>
    public static RouteGroupBuilder AnswersWithToken<T>(this RouteGroupBuilder group, string type, string claims) where T : class =>
        group.AddEndpointFilter(async (invocation, next) =>
        {
            var result = await next(invocation);
            if (result is not Answer { Status: StatusCodes.Status201Created, Id: { } id } answer)
                return result;
            await using var scope = invocation.HttpContext.RequestServices.CreateAsyncScope();
            var said = await scope.ServiceProvider.GetRequiredService<UnitOfWork>().ReadOne<T>(
                claims, new { id }, invocation.HttpContext.RequestAborted);
            var network = scope.ServiceProvider.GetRequiredService<SigningKey>();
            return said is null ? answer : answer with { Body = new { id, token = network.Sign(type, said) } };
        });

    /// <summary>Who may see what happened to their organisation's cases, without seeing into them.</summary>
    public static bool Oversees(this Caller caller) => caller.WorksWithCases || caller.Has(Roles.DataProtectionOfficer);

    /// <summary>For <c>visible_to</c>: the person, or null for a role that no audience shuts out.</summary>
    public static Guid? ActorUnless(this Caller caller, string role) => caller.Has(role) ? null : caller.ActorId;
}
