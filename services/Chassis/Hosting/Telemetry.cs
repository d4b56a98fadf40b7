using System.Collections.Frozen;
using System.Diagnostics;
using System.Text.Json;
using MassTransit.Monitoring;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using ReferralNetwork.Chassis.Messaging;

namespace ReferralNetwork.Chassis.Hosting;

static class Telemetry
{
    const int MetricsEvery = 10_000; // ms

    /// <summary>
    /// Traces across HTTP, broker and database, and the figures of the bus. Names and tags carry routes, types and ids, never
    /// content. Written to <c>Telemetry:File</c> (x.jsonl), metrics beside it (x.metrics.jsonl).
    /// </summary>
    public static void AddTelemetry(this WebApplicationBuilder builder, string name)
    {
        // What nobody keeps is not made: spans would cost a tenth of each step.
        if (builder.Configuration["Telemetry:File"] is not { } file)
            return;
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(name))
            .WithTracing(tracing => tracing
                .AddAspNetCoreInstrumentation(http => http.EnrichWithHttpResponse = (span, _) => Forget(span))
                .AddSource("MassTransit").AddSource("Npgsql")
                .AddProcessor(_ => new BatchActivityExportProcessor(new FileExporter<Activity>(file, span => [Line(name, span)]))))
            .WithMetrics(metrics => metrics
                .AddMeter(BusMetrics.MeterName, InstrumentationOptions.MeterName)
                .AddReader(_ => new PeriodicExportingMetricReader(
                    new FileExporter<Metric>(Path.ChangeExtension(file, ".metrics.jsonl"), metric => Lines(name, metric)), MetricsEvery)));
    }

    /// <summary>What a span keeps of a request: no path or query, in which anything may stand, and not who asked with what.</summary>
    static readonly FrozenSet<string> Kept = new[] { "http.request.method", "http.route", "http.response.status_code", "error.type" }
        .ToFrozenSet(StringComparer.Ordinal);

    static void Forget(Activity span)
    {
        foreach (var tag in span.TagObjects.Where(tag => !Kept.Contains(tag.Key)).ToList())
            span.SetTag(tag.Key, null);
    }

    static object Line(string service, Activity span) => new
    {
        service,
        span.DisplayName,
        trace = span.TraceId.ToString(),
        span = span.SpanId.ToString(),
        parent = span.ParentSpanId.ToString(),
        span.StartTimeUtc,
        ms = span.Duration.TotalMilliseconds,
        status = span.Status.ToString(),
        tags = span.TagObjects.Select(t => $"{t.Key}={t.Value}"),
        events = span.Events.Select(e => e.Name),
    };

    static List<object> Lines(string service, Metric metric)
    {
        var lines = new List<object>();
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var tags = new List<string>();
            foreach (var tag in point.Tags)
                tags.Add($"{tag.Key}={tag.Value}");
            var (value, count) = metric.MetricType switch
            {
                MetricType.Histogram => (point.GetHistogramSum(), (long?)point.GetHistogramCount()),
                MetricType.LongGauge => (point.GetGaugeLastValueLong(), null),
                MetricType.DoubleGauge => (point.GetGaugeLastValueDouble(), null),
                MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => (point.GetSumDouble(), null),
                _ => (point.GetSumLong(), null),
            };
            lines.Add(new { service, metric.Name, metric.Unit, at = point.EndTime, value, count, tags });
        }
        return lines;
    }

    /// <summary>One JSON line each, for a machine without a collector and for the check that no personal data is in them.</summary>
    sealed class FileExporter<T>(string path, Func<T, IEnumerable<object>> lines) : BaseExporter<T> where T : class
    {
        readonly StreamWriter file = new(path, append: true) { AutoFlush = false };

        public override ExportResult Export(in Batch<T> batch)
        {
            foreach (var one in batch)
            {
                foreach (var line in lines(one))
                    file.WriteLine(JsonSerializer.Serialize(line));
            }
            file.Flush();
            return ExportResult.Success;
        }

        protected override void Dispose(bool disposing)
        {
            file.Dispose();
            base.Dispose(disposing);
        }
    }
}
