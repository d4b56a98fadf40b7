using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace ReferralNetwork.Chassis.Http;

/// <summary>
/// What was sent, whole and in memory: hashed with its Idempotency-Key, and looked at again where it is refused. Nothing of it
/// is written to a file, which would outlive the keys that are to erase it. A <see cref="StreamedBody"/> is its handler's to read.
/// </summary>
sealed record RequestBody(ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Behind sign-in, and before the body is bound.</summary>
    /// <exception cref="ProblemException">It holds what no handler can mean: no text where a list has one, or a character that no text
    /// has.</exception>
    public static async Task Read(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (StreamedBody.Of(context) is { } streamed)
            streamed.Allow(context);
        else if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true })
        {
            var body = new MemoryStream(capacity: (int)Math.Min(request.ContentLength ?? 0, Hosting.ServiceHost.MaxBody));
            await request.Body.CopyToAsync(body, context.RequestAborted);
            var bytes = new RequestBody(body.GetBuffer().AsMemory(0, (int)body.Length));
            context.Features.Set(bytes);
            body.Position = 0;
            request.Body = body;
            if (bytes.MayHideSomething && bytes.Faults(context) is { Count: > 0 } faults)
                throw new ProblemException(Problems.Invalid(faults));
        }
        await next(context);
    }

    /// <summary>A null as an item of a list, or an escaped NUL: the deserializer would let both through.</summary>
    bool MayHideSomething => Bytes.Span.IndexOf("null"u8) >= 0 || Bytes.Span.IndexOf(@"\u"u8) >= 0;

    /// <summary>Everything in it that the endpoint's type does not allow; none where the endpoint takes no JSON.</summary>
    public IReadOnlyList<Fault> Faults(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>() is { RequestType: { } type } accepts && context.Request.HasJsonContentType()
        && !(accepts.IsOptional && Bytes.IsEmpty)
            ? JsonFaults.For(type, Bytes, context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions)
            : [];
}
