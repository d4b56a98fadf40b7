using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Inquiries;

static class DeskDoor
{
    /// <summary>Routes for those who answer at a hotline: counsellors, and the coordinator who stands behind them.</summary>
    public static RouteGroupBuilder MapDesk(this IEndpointRouteBuilder app, string prefix) =>
        app.MapActions(prefix).AddEndpointFilter((invocation, next) =>
            Caller.From(invocation.HttpContext.User) is { } caller && (caller.Has(Roles.Counsellor) || caller.Has(Roles.Coordinator))
                ? next(invocation)
                : ValueTask.FromResult<object?>(Problems.Forbidden("Only counsellors and coordinators may do this.")));
}
