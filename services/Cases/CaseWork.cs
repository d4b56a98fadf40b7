using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases;

static class CaseWork
{
    /// <summary>Routes for those who work with cases: no administrator, no auditor.</summary>
    public static RouteGroupBuilder MapCaseWork(this IEndpointRouteBuilder app, string prefix) => app.MapActions(prefix).ForCaseWork();

    /// <summary>Who may see what happened to their organisation's cases, without seeing into them.</summary>
    public static bool Oversees(this Caller caller) => caller.WorksWithCases || caller.Has(Roles.DataProtectionOfficer);

    /// <summary>For <c>visible_to</c>: the person, or null for a role that no audience shuts out.</summary>
    public static Guid? ActorUnless(this Caller caller, string role) => caller.Has(role) ? null : caller.ActorId;
}
