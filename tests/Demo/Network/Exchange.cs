using System.Net;
using System.Text.Json;

namespace ReferralNetwork.Tests.Demo.Network;

/// <summary>What was asked and what came back.</summary>
/// <param name="Body">The answer's JSON; undefined if it had none.</param>
public sealed record Exchange(string Who, string Method, string Path, HttpStatusCode Status, JsonElement Body, string? ETag)
{
    public Guid Id => Body.GetProperty("id").GetGuid();

    public string? Text(string name) =>
        Body.ValueKind is JsonValueKind.Object && Body.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;

    /// <exception cref="NotObservedException">Another status; with what the problem document says.</exception>
    public Exchange Expect(HttpStatusCode status) => Status == status
        ? this
        : throw new NotObservedException($"{Who}: {Method} {Path} answered {(int)Status} instead of {(int)status}. {Problem}");

    /// <summary>Type and detail of a problem document (RFC 9457).</summary>
    public string Problem => Body.ValueKind is JsonValueKind.Object ? string.Join(' ', Text("type"), Text("detail"), Errors) : "";

    string Errors => Body.TryGetProperty("errors", out var errors) ? errors.GetRawText() : "";
}
