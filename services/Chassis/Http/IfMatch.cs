using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace ReferralNetwork.Chassis.Http;

/// <summary>
/// The version the caller has seen (RFC 9110, section 13.1.1). As a handler's parameter it demands the header: 428 if it
/// is absent (RFC 6585, section 3), 400 if it is not an ETag of ours.
/// </summary>
/// <param name="Tag">What stands between the quotes: a version, or a hash of what this caller sees.</param>
public readonly partial record struct IfMatch(string Tag)
{
    public static ValueTask<IfMatch> BindAsync(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch.ToString();
        if (header.Length == 0)
            throw new ProblemException(Problems.Problem(StatusCodes.Status428PreconditionRequired, "if-match-required", "If-Match is required",
                "Send the ETag of what you have read as If-Match, so that nothing is changed unseen."));
        return Ours().IsMatch(header)
            ? ValueTask.FromResult(new IfMatch(header[1..^1]))
            : throw new ProblemException(Problems.Invalid(
                new Fault("", "If-Match is not an ETag that was given out; send it as it was received, in quotes.")));
    }

    public static string TagOf(long version) => version.ToString(CultureInfo.InvariantCulture);

    public bool Is(long version) => string.Equals(Tag, TagOf(version), StringComparison.Ordinal);

    [GeneratedRegex("""^"(?:\d{1,19}|[A-Za-z0-9_-]{22})"$""", RegexOptions.NonBacktracking)]
    private static partial Regex Ours();
}
