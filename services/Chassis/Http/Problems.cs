using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Chassis.Http;

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Pointer">JSON pointer (RFC 6901) to the member, <c>""</c> for the whole body.</param>
/// <param name="Detail">What is wrong and what would be right; never the value itself.</param>
public sealed record Fault(string Pointer, string Detail);

/// <summary>Answers that are not the one hoped for, as problem details (RFC 9457) with stable types.</summary>
public static class Problems
{
    const string TypePrefix = "urn:referral-network:problem:";

    /// <summary>Not there, or not the caller's: the same answer for both.</summary>
    public static IResult NotFound(string what) =>
        Problem(StatusCodes.Status404NotFound, "not-found", "Not found", $"There is no such {what}, or it is not yours.");

    /// <summary>A rule said no.</summary>
    public static IResult Refused(Refusal refusal) =>
        Problem(StatusCodes.Status409Conflict, refusal.Code.ToLowerInvariant().Replace('_', '-'), "Refused", refusal.Detail);

    /// <summary>Every fault of the request, together.</summary>
    public static IResult Invalid(params IEnumerable<Fault> faults) =>
        Problem(StatusCodes.Status400BadRequest, "invalid", "The request is not valid", "Correct what is listed under errors and send it again.",
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["errors"] = faults.ToArray() });

    public static IResult Stale() =>
        Problem(StatusCodes.Status412PreconditionFailed, "stale", "It has changed", Refusal.Stale.Detail);

    public static IResult Gone(string code, string detail) => Problem(StatusCodes.Status410Gone, code, "Closed", detail);

    public static IResult Forbidden(string detail) => Problem(StatusCodes.Status403Forbidden, "forbidden", "Not allowed", detail);

    /// <summary>Too much was asked in a short time (RFC 6585, section 4); nothing was done. Carries Retry-After.</summary>
    /// <param name="detail">What to do; where none is given: send it again.</param>
    public static IResult TooMany(
        TimeSpan retryAfter, string type = "too-many-requests", string? detail = null, IDictionary<string, object?>? more = null)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(retryAfter.TotalSeconds));
        return new Later(seconds, Problem(StatusCodes.Status429TooManyRequests, type, "Too many requests",
            detail ?? $"Nothing was changed. Send the same request again in {seconds} seconds.", more));
    }

    sealed record Later(int Seconds, IResult Problem) : IResult, IStatusCodeHttpResult
    {
        public int? StatusCode => StatusCodes.Status429TooManyRequests;

        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.RetryAfter = Seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return Problem.ExecuteAsync(httpContext);
        }
    }

    public static IResult Problem(int status, string type, string title, string detail, IDictionary<string, object?>? more = null) =>
        Results.Problem(new ProblemDetails
        {
            Status = status, Type = TypePrefix + type, Title = title, Detail = detail,
            Extensions = more ?? new Dictionary<string, object?>(StringComparer.Ordinal)
        });
}

/// <summary>Ends a request with a problem from where no result can be returned, such as a parameter's binding.</summary>
public sealed class ProblemException(IResult problem) : Exception
{
    public IResult Problem => problem;
}
