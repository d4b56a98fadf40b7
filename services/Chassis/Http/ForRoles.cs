using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Chassis.Http;

/// <summary>
/// Which roles a group of routes is for. Before the handler: who may not do it learns none of its rules. Only what cannot be
/// read at all, and on <see cref="Actions"/> a POST without its Idempotency-Key, is refused earlier.
/// </summary>
public static class ForRolesExtensions
{
    /// <param name="roles">Any one of them will do.</param>
    /// <param name="refusal">What everybody else is told.</param>
    public static RouteGroupBuilder ForRoles(this RouteGroupBuilder group, FrozenSet<string> roles, string refusal)
    {
        group.AddEndpointFilter((invocation, next) =>
            Caller.From(invocation.HttpContext.User) is { } caller && caller.Roles.Overlaps(roles)
                ? next(invocation)
                : ValueTask.FromResult<object?>(Problems.Forbidden(refusal)));
        return group;
    }

    /// <summary>For those who work with cases: no administrator, no auditor.</summary>
    public static RouteGroupBuilder ForCaseWork(this RouteGroupBuilder group) =>
        group.ForRoles(Roles.CaseRoles, "Only those who work with cases may do this.");

    /// <summary>For the network's administrators alone.</summary>
    public static RouteGroupBuilder ForAdministrators(this RouteGroupBuilder group) =>
        group.ForRoles(Administrators, "This is for the network's administrators.");

    static readonly FrozenSet<string> Administrators = new[] { Roles.Administrator }.ToFrozenSet(StringComparer.Ordinal);
}
