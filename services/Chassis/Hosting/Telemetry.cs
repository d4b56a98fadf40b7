using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ReferralNetwork.Chassis.Hosting;

static class Telemetry
{
    /// <summary>Traces across HTTP, broker and database. Span names and tags carry routes, types and ids, never content.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder, string name)
    {
        var file = builder.Configuration["Telemetry:File"];
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(name))
            .WithTracing(tracing =>
            {
                tracing.AddAspNetCoreInstrumentation().AddSource("MassTransit").AddSource("Npgsql");
                if (file is not null)
                    tracing.AddProcessor(_ => new BatchActivityExportProcessor(new FileExporter(file, name)));
            });
    }

    /// <summary>One JSON line a span, for a machine without a collector and for the check that no personal data is in them.</summary>
    sealed class FileExporter(string path, string service) : BaseExporter<Activity>
    {
        readonly StreamWriter file = new(path, append: true) { AutoFlush = false };

        public override ExportResult Export(in Batch<Activity> batch)
        {
            foreach (var span in batch)
            {
                file.WriteLine(JsonSerializer.Serialize(new
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
                }));
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
