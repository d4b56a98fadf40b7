using System.Collections.Frozen;
using Microsoft.AspNetCore.DataProtection;
using OpenTelemetry.Instrumentation.AspNetCore;

namespace ReferralNetwork.Visitors;

/// <summary>Who comes leaves no mark here: not in a log, not in a trace, not on a disk.</summary>
static class Discretion
{
    /// <summary>What a span keeps of a request. Everything else, such as the browser, is forgotten.</summary>
    static readonly FrozenSet<string> Kept = new[] { "http.request.method", "http.route", "http.response.status_code", "error.type" }.ToFrozenSet(StringComparer.Ordinal);

    public static void KeepNoMark(this WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        builder.Services.Configure<AspNetCoreTraceInstrumentationOptions>(tracing => tracing.EnrichWithHttpResponse = (span, _) =>
        {
            foreach (var tag in span.TagObjects.Where(tag => !Kept.Contains(tag.Key)).ToList())
                span.SetTag(tag.Key, null);
        });
        // Nothing is protected with it; by default its keys would be written to a disk.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
    }
}
