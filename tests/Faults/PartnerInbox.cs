using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Faults;

/// <summary>The queue of a partner's own system, as the contract will list it once partners have such queues.</summary>
public static class PartnerInbox
{
    public const string Name = "partner.system";

    /// <summary>What it is told: everything that a partner decides or that ends. Nobody else hears these.</summary>
    static readonly Type[] Told =
    [
        typeof(OfferAccepted), typeof(OfferDeclined), typeof(OfferExpired), typeof(ReferralActive),
        typeof(ReferralCompleted), typeof(ReferralFailed), typeof(ReferralStopping), typeof(ReferralStopped),
    ];

    public static IReadOnlyList<Route> Routes { get; } =
        [.. Contracts.Routes.All.Select(route => Told.Contains(route.Message) ? route with { Queues = [.. route.Queues, Name] } : route)];
}
