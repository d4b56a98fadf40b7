using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace ReferralNetwork.Chassis.Http;

/// <summary>
/// Metadata of a route whose handler reads the body itself, as it comes: for what is too large to be held whole in memory. The
/// handler refuses what is larger than <paramref name="Most"/>; twice as much is read, so that its sender hears why.
/// </summary>
/// <param name="Most">Bytes; this route alone takes more than <see cref="Hosting.ServiceHost.MaxBody"/>.</param>
public sealed record StreamedBody(long Most)
{
    /// <summary>
    /// On average, after half a minute. A handler may hold a transaction as long as the body comes, and what it has made a key for
    /// must be committed within <see cref="Sealing.KeySweep.Grace"/>: 20 MB take 43 minutes at most.
    /// </summary>
    static readonly MinDataRate Slowest = new(bytesPerSecond: 8 * 1024, gracePeriod: TimeSpan.FromSeconds(30));

    internal static StreamedBody? Of(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<StreamedBody>();

    /// <summary>Before anything of the body is read.</summary>
    internal void Allow(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = 2 * Most;
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = Slowest;
    }
}
