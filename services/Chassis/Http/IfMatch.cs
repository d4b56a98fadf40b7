using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ReferralNetwork.Chassis.Http;

/// <summary>
/// The version the caller has seen (RFC 9110, section 13.1.1). As a handler's parameter it demands the header: 428 if it
/// is absent (RFC 6585, section 3), 400 if it is not an ETag of ours.
/// </summary>
public readonly record struct IfMatch(long Version)
{
    public static ValueTask<IfMatch> BindAsync(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch.ToString();
        if (header.Length == 0)
            throw new ProblemException(Problems.Problem(StatusCodes.Status428PreconditionRequired, "if-match-required", "If-Match is required",
                "Send the ETag of what you have read as If-Match, so that nothing is changed unseen."));
        return header.Length > 2 && header[0] == '"' && header[^1] == '"'
            && long.TryParse(header.AsSpan(1, header.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
                ? ValueTask.FromResult(new IfMatch(version))
                : throw new ProblemException(Problems.Invalid(new Fault("", "If-Match is not an ETag that was given out; send it as it was received, in quotes.")));
    }

    /// <summary>The version as an ETag.</summary>
    public static string Tag(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
}
