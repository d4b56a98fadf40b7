using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Identity;

namespace ReferralNetwork.Chassis.Http;

/// <summary>
/// Routes whose handlers work within one unit of work: committed when the answer is a yes and before it is sent. Every POST
/// carries an Idempotency-Key; the same key again gets the stored answer, and with another body 422.
/// </summary>
public static class Actions
{
    public const int MaxKeyLength = 100;

    /// <summary>A group behind sign-in. Ownership belongs into each handler's query: not yours is not found.</summary>
    public static RouteGroupBuilder MapActions(this IEndpointRouteBuilder app, string prefix)
    {
        var group = app.MapGroup(prefix).RequireAuthorization();
        group.AddEndpointFilter(Run);
        return group;
    }

    static async ValueTask<object?> Run(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        var work = context.RequestServices.GetRequiredService<UnitOfWork>();
        var cancellationToken = context.RequestAborted;
        Attempt? attempt = null;
        if (HttpMethods.IsPost(context.Request.Method))
        {
            attempt = Attempt.From(context);
            if (await attempt.Begin(work, cancellationToken) is { } stored)
                return stored;
        }

        var result = await next(invocation);
        var status = (result as IStatusCodeHttpResult)?.StatusCode ?? StatusCodes.Status200OK;
        if (status < StatusCodes.Status400BadRequest)
        {
            attempt?.Finish(work, result as Answer ?? new Answer(status, null, null, null, null));
            await work.Commit(cancellationToken);
        }
        return result;
    }

    /// <summary>One Idempotency-Key of one caller.</summary>
    sealed record Attempt(Guid Caller, string Key, byte[] BodyHash)
    {
        public static Attempt From(HttpContext context)
        {
            var key = context.Request.Headers["Idempotency-Key"].ToString();
            if (key.Length is 0 or > MaxKeyLength)
                throw new ProblemException(Problems.Problem(StatusCodes.Status400BadRequest, "idempotency-key-required", "Idempotency-Key is required",
                    $"Send an Idempotency-Key of 1 to {MaxKeyLength} characters with every POST, the same one when you repeat it."));
            return new Attempt(
                (Identity.Caller.From(context.User) ?? throw new ProblemException(Results.Unauthorized())).ActorId,
                key,
                context.Features.Get<BodyHash>()?.Value ?? []);
        }

        /// <summary>Takes the key, or returns the answer it already got. A concurrent repeat waits here for the first.</summary>
        public async Task<IResult?> Begin(UnitOfWork work, CancellationToken cancellationToken)
        {
            var taken = await work.Read(
                """
                insert into idempotency (caller, key, body_hash, created_at) values ($1, $2, $3, $4)
                on conflict (caller, key) do nothing returning true
                """,
                r => r.GetBoolean(0), cancellationToken, Caller, Key, BodyHash, work.Now);
            if (taken.Count > 0)
                return null;

            var (hash, answer) = (await work.ReadOne(
                "select body_hash, status, resource_id, location, version from idempotency where caller = $1 and key = $2",
                r => (r.GetFieldValue<byte[]>(0), new Answer(
                    r.GetInt32(1), r.IsDBNull(2) ? null : r.GetGuid(2), r.IsDBNull(3) ? null : r.GetString(3),
                    r.IsDBNull(4) ? null : r.GetInt64(4), r.IsDBNull(2) ? null : new { id = r.GetGuid(2) })),
                cancellationToken, Caller, Key))!;
            return CryptographicOperations.FixedTimeEquals(hash, BodyHash)
                ? answer
                : Problems.Problem(StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused", "Idempotency-Key was used before",
                    "This key was sent with another request. Use a new key for a new request.");
        }

        public void Finish(UnitOfWork work, Answer answer) =>
            work.Write(
                "update idempotency set status = $3, resource_id = $4, location = $5, version = $6 where caller = $1 and key = $2",
                Caller, Key, answer.Status, answer.Id, answer.Location, answer.Version);
    }
}

/// <summary>What was asked, as a hash: method, path and body.</summary>
sealed record BodyHash(byte[] Value)
{
    /// <summary>Before the body is bound, which reads it.</summary>
    public static async Task Compute(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsPost(context.Request.Method) && context.Request.Headers.ContainsKey("Idempotency-Key"))
        {
            context.Request.EnableBuffering();
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(Encoding.UTF8.GetBytes($"POST {context.Request.Path}\n"));
            var buffer = new byte[16 * 1024];
            for (int read; (read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0;)
                hash.AppendData(buffer, 0, read);
            context.Request.Body.Position = 0;
            context.Features.Set(new BodyHash(hash.GetHashAndReset()));
        }
        await next(context);
    }
}
