using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Npgsql;
using ReferralNetwork.Chassis.Hosting;

namespace ReferralNetwork.Chassis.Http;

/// <summary>
/// What could not be read is refused with its reasons, and before anybody calls it unexpected: a request that is wrong is no
/// fault of the service, and its exception no line of the log.
/// </summary>
static partial class Refusals
{
    public static async Task Answer(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (!context.Response.HasStarted && Problem(context, e) is not null)
        {
            await Problem(context, e)!.ExecuteAsync(context);
        }
    }

    static IResult? Problem(HttpContext context, Exception exception) => exception switch
    {
        ProblemException e => e.Problem,
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            Problems.Problem(StatusCodes.Status413PayloadTooLarge, "too-large", "Too large",
                $"A request may have at most {(StreamedBody.Of(context)?.Most ?? ServiceHost.MaxBody) / 1024} kB here."),
        BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } =>
            Problems.Problem(StatusCodes.Status415UnsupportedMediaType, "not-json", "JSON is expected",
                "Send the body as application/json, in UTF-8."),
        BadHttpRequestException
            when (context.Features.Get<RequestBody>() ?? new(default(ReadOnlyMemory<byte>))).Faults(context) is { Count: > 0 } faults =>
            Problems.Invalid(faults),
        BadHttpRequestException e => Problems.Problem(e.StatusCode, "invalid", "The request is not valid",
            Parameter().Match(e.Message) is { Success: true } match
                ? $"The parameter {match.Groups["name"].Value} is missing or malformed."
                : "A header, a parameter or the body is missing or malformed."),
        // What the database cannot keep or count with (SQLSTATE class 22), such as a number beyond its range.
        PostgresException { SqlState: ['2', '2', ..] } => Problems.Invalid(new Fault("", "A value is beyond what can be kept or counted.")),
        _ => null,
    };

    /// <summary>The framework's sentences name the parameter, and then what was sent, which is kept out.</summary>
    [GeneratedRegex("""^(?:Failed to bind|Required) parameter "[^" ]+ (?<name>\w+)" """, RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Parameter();
}
