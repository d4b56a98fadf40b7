using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Inquiries;

static class HotlineEndpoints
{
    /// <summary>Routes for those who answer at a hotline: counsellors, and the coordinator who stands behind them.</summary>
    public static RouteGroupBuilder MapDesk(this IEndpointRouteBuilder app, string prefix) =>
        app.MapActions(prefix).ForRoles(Roles.HotlineRoles, "Only counsellors and coordinators may do this.");
}
