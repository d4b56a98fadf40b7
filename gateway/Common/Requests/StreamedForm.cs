using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ReferralNetwork.Common.Requests;

/// <summary>
/// Of a page whose form ends in a file, which goes on as it comes and is never whole in memory or in any file here. The form's other
/// fields stand before it and are read first: whether the form may be taken at all is judged while the file is still to come.
/// </summary>
/// <param name="largest">Bytes of the file.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StreamedFormAttribute(long largest) : Attribute
{
    public long Largest => largest;
}

/// <summary>The file of a form, as it comes: a feature of the request.</summary>
/// <param name="Name">As the browser sent it.</param>
/// <param name="MediaType">As the browser guessed it from the name.</param>
/// <param name="Content">Throws <see cref="InvalidDataException"/> where it is larger than a file may be.</param>
public sealed record StreamedFile(string Name, string? MediaType, Stream Content);

public static class StreamedForm
{
    /// <summary>
    /// Bytes of a whole request: ten times what is kept, since a browser shows why its file was too large only when it has sent all of it.
    /// </summary>
    const long LargestRequest = 200L * 1024 * 1024;

    /// <summary>Bytes of all fields before the file.</summary>
    const int LargestFields = 16 * 1024;

    /// <summary>Makes of such a form the fields before the file the request's form, and the file a feature of it.</summary>
    /// <exception cref="InvalidDataException">It is no form.</exception>
    internal static async Task Begin(HttpContext context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        if (context.GetEndpoint()?.Metadata.GetMetadata<StreamedFormAttribute>() is not { } page || Boundary(request) is not { } boundary)
            return;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = LargestRequest;
        var reader = new MultipartReader(boundary, request.Body) { BodyLengthLimit = page.Largest };
        var fields = new KeyValueAccumulator();
        var left = LargestFields;
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            var disposition = section.GetContentDispositionHeader() ?? throw new InvalidDataException("A part of the form has no name.");
            if (disposition.IsFileDisposition())
            {
                var name = disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName;
                var type = MediaTypeHeaderValue.TryParse(section.ContentType, out var sent) ? sent.MediaType.Value : null;
                context.Features.Set(new StreamedFile(HeaderUtilities.RemoveQuotes(name).Value ?? "", type, section.Body));
                break;
            }
            var field = new byte[left + 1];
            var length = await section.Body.ReadAtLeastAsync(field, field.Length, throwOnEndOfStream: false, cancellationToken);
            if (length > left)
                throw new InvalidDataException("The fields of the form are too large.");
            left -= length;
            fields.Append(HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "", System.Text.Encoding.UTF8.GetString(field, 0, length));
        }
        request.Form = new FormCollection(fields.GetResults());
    }

    static string? Boundary(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= 100 } boundary ? boundary.Value : null;
}
