using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Sessions;

namespace ReferralNetwork.Staff.Pages;

/// <summary>
/// Who may use a page, by the rules of the services behind it: nobody fills in a form that they may not send. Every page with a
/// form names one of these.
/// </summary>
public static class Access
{
    public const string CaseWork = "case-work";
    public const string Helping = "helping";
    public const string Handoffs = "handoffs";
    public const string Liaison = "liaison";
    public const string Status = "status";
    public const string Hotline = "hotline";
    public const string Coordination = "coordination";
    public const string Administration = "administration";

    /// <summary>Those who count the places of their organisation and keep its stays.</summary>
    public const string Places = "places";

    /// <summary>Those who approve what an order compels, and name deputies for it.</summary>
    public const string Approval = "approval";

    /// <summary>What an order compels: a deputy or a recipient may have any role, so the service judges each.</summary>
    public const string Orders = "orders";

    /// <summary>One's own organisation: which of its proposals somebody may agree to is judged one by one.</summary>
    public const string OwnOrganisation = "own-organisation";

    public static void AddAccess(this IServiceCollection services) => services.AddAuthorizationBuilder()
        .AddPolicy(CaseWork, policy => policy.RequireRole(Roles.CaseRoles))
        .AddPolicy(Helping, policy => policy.RequireRole(Roles.HelperRoles))
        .AddPolicy(Handoffs, policy => policy.RequireRole(Roles.HandoffRoles))
        .AddPolicy(Liaison, policy => policy.RequireRole(Roles.LiaisonRoles))
        .AddPolicy(Status, policy => policy.RequireRole(Roles.StatusRoles))
        .AddPolicy(Hotline, policy => policy.RequireAssertion(
            context => context.Resource is HttpContext http && http.SignedInOrNull() is { WorksAtDesk: true }))
        .AddPolicy(Coordination, policy => policy.RequireRole(Roles.Coordinator))
        .AddPolicy(Places, policy => policy.RequireRole(Roles.ShelterRoles))
        .AddPolicy(Approval, policy => policy.RequireRole(Roles.Coordinator, Roles.Director))
        .AddPolicy(Orders, policy => policy.RequireRole(Roles.All))
        .AddPolicy(Administration, policy => policy.RequireRole(Roles.Administrator))
        .AddPolicy(OwnOrganisation, policy => policy.RequireRole(Roles.All));
}
