using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Partners;

static class Administration
{
    /// <summary>Before the body is looked at: who may not do it learns nothing of how it is done.</summary>
    public static RouteGroupBuilder ForAdministrators(this RouteGroupBuilder group)
    {
        group.AddEndpointFilter((invocation, next) =>
            Caller.From(invocation.HttpContext.User) is { } caller && caller.Has(Roles.Administrator)
                ? next(invocation)
                : ValueTask.FromResult<object?>(Problems.Forbidden("This is for the network's administrators.")));
        return group;
    }
}
