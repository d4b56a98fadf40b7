using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Chassis.Http;

public static class Administration
{
    /// <summary>For the network's administrators alone. Before the body is looked at: who may not do it learns nothing of how it is done.</summary>
    public static RouteGroupBuilder ForAdministrators(this RouteGroupBuilder group)
    {
        group.AddEndpointFilter((invocation, next) =>
            Caller.From(invocation.HttpContext.User) is { } caller && caller.Has(Roles.Administrator)
                ? next(invocation)
                : ValueTask.FromResult<object?>(Problems.Forbidden("This is for the network's administrators.")));
        return group;
    }
}
