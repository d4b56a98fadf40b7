using System.Buffers;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.TextInput;
using Limits = ReferralNetwork.Contracts.Attachments;

namespace ReferralNetwork.Cases.Attachments;

/// <summary>The name that a person gave a file: letters of any script, and nothing that leads into a folder where it is saved.</summary>
public static class AttachmentName
{
    const string Pointer = "/name";

    /// <summary>What leads into a folder, or what some system cannot have in a name.</summary>
    static readonly SearchValues<char> OfPaths = SearchValues.Create(@"/\:*?""<>|");

    /// <summary>From a Content-Disposition as of an answer: <c>attachment; filename*=UTF-8''…</c></summary>
    public static (string? Name, Fault? Fault) Read(StringValues header) =>
        ContentDispositionHeaderValue.TryParse(header.ToString(), out var disposition)
        && (disposition.FileNameStar.Value ?? HeaderUtilities.RemoveQuotes(disposition.FileName).Value) is { Length: > 0 } name
            ? Clean(name)
            : (null, new(Pointer, "is missing: send it as Content-Disposition: attachment; filename*=UTF-8''name (RFC 6266)"));

    public static (string? Name, Fault? Fault) Clean(string name)
    {
        var (clean, fault) = TypedText.Clean(name, Pointer, Limits.LongestName, oneLine: true);
        return clean is null ? (null, fault)
            : clean.AsSpan().ContainsAny(OfPaths) || clean[0] == '.' || clean[^1] == '.'
                ? (null, new(Pointer, "A character stands in it that names have not everywhere: / \\ : * ? \" < > |, or a dot begins or ends it."))
            : (clean, null);
    }
}
