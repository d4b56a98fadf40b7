using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;

namespace ReferralNetwork.Chassis.Http;

/// <summary>
/// Routes whose handlers work within one unit of work: committed when the answer is a yes and before it is sent. Every POST
/// carries an Idempotency-Key; the same key again gets the stored answer, and with another body 422.
/// </summary>
public static class Actions
{
    public const int MaxKeyLength = 100;

    /// <summary>A group behind sign-in. Ownership belongs into each handler's query: not yours is not found.</summary>
    public static RouteGroupBuilder MapActions(this IEndpointRouteBuilder app, string prefix) =>
        app.MapGroup(prefix).RequireAuthorization()
            .AddEndpointFilter((invocation, next) => Run(invocation, next, context => Identity.Caller.From(context.User)?.ActorId));

    /// <summary>A group with another authentication than the staff's.</summary>
    /// <param name="policy">Who gets in.</param>
    /// <param name="caller">Whose an Idempotency-Key is.</param>
    public static RouteGroupBuilder MapActions(this IEndpointRouteBuilder app, string prefix, string policy, Func<HttpContext, Guid?> caller) =>
        app.MapGroup(prefix).RequireAuthorization(policy).AddEndpointFilter((invocation, next) => Run(invocation, next, caller));

    static async ValueTask<object?> Run(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next, Func<HttpContext, Guid?> caller)
    {
        var context = invocation.HttpContext;
        var work = context.RequestServices.GetRequiredService<UnitOfWork>();
        var cancellationToken = context.RequestAborted;
        var attempt = HttpMethods.IsPost(context.Request.Method) ? Attempt.From(context, caller(context)) : null;
        attempt?.Begin(work);
        try
        {
            var result = await next(invocation);
            var status = (result as IStatusCodeHttpResult)?.StatusCode ?? StatusCodes.Status200OK;
            if (status < StatusCodes.Status400BadRequest)
            {
                attempt?.Finish(work, result as Answer ?? new Answer(status, null, null, null, null));
                await work.Commit(cancellationToken);
            }
            return result;
        }
        catch (Exception e) when (attempt is not null && e.Violates("idempotency_pkey"))
        {
            // The transaction is void; what was answered stands in another.
            await using var scope = context.RequestServices.CreateAsyncScope();
            return await attempt.Answered(scope.ServiceProvider.GetRequiredService<UnitOfWork>(), cancellationToken);
        }
    }

    /// <summary>One Idempotency-Key of one caller, and what it was sent with: both as keyed hashes, neither as it was.</summary>
    sealed record Attempt(Guid Caller, byte[] Key, byte[] Request)
    {
        public static Attempt From(HttpContext context, Guid? caller)
        {
            var sent = context.Request.Headers["Idempotency-Key"].ToString();
            if (sent.Length is 0 or > MaxKeyLength)
                throw new ProblemException(Problems.Problem(
                    StatusCodes.Status400BadRequest, "idempotency-key-required", "Idempotency-Key is required",
                    $"Send an Idempotency-Key of 1 to {MaxKeyLength} characters with every POST, the same one when you repeat it."));
            var hashes = context.RequestServices.GetRequiredService<LookupKey>();
            return new Attempt(
                caller ?? throw new ProblemException(Results.Unauthorized()),
                hashes.Hash("idempotency-key", sent),
                // Bound to the key, so that equal requests cannot be told from the table either.
                hashes.Hash("request", [sent, context.Request.Path + context.Request.QueryString],
                    (context.Features.Get<RequestBody>()?.Bytes ?? default).Span));
        }

        /// <summary>
        /// Takes the key, with the handler's first round trip. A concurrent repeat waits there for the first, then fails on the key.
        /// </summary>
        public void Begin(UnitOfWork work) =>
            work.Write("insert into idempotency (caller, key, request_hash, created_at) values (@caller, @key, @request, @now)",
                new { Caller, Key, Request, work.Now });

        /// <summary>The answer that this key got.</summary>
        public async Task<IResult> Answered(UnitOfWork work, CancellationToken cancellationToken)
        {
            var stored = (await work.ReadOne<Stored>(
                "select request_hash, status, resource_id, location, etag from idempotency where caller = @caller and key = @key",
                new { Caller, Key }, cancellationToken))!;
            return CryptographicOperations.FixedTimeEquals(stored.RequestHash, Request)
                ? new Answer(stored.Status, stored.ResourceId, stored.Location, stored.Etag, stored.ResourceId is { } id ? new { id } : null)
                : Problems.Problem(StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused", "Idempotency-Key was used before",
                    "This key was sent with another request. Use a new key for a new request.");
        }

        public void Finish(UnitOfWork work, Answer answer) => work.Write(
            "update idempotency set status = @status, resource_id = @id, location = @location, etag = @etag where caller = @caller and key = @key",
            new { Caller, Key, answer.Status, answer.Id, answer.Location, answer.ETag });

        sealed record Stored(byte[] RequestHash, int Status, Guid? ResourceId, string? Location, string? Etag);
    }
}
