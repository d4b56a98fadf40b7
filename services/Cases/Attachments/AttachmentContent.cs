using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;
using Npgsql;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Sealing;

namespace ReferralNetwork.Cases.Attachments;

/// <summary>
/// An attachment on its way out, a chunk at a time: each is opened, and so verified, before anything of it is sent. One that does not
/// open ends the connection, so that nobody takes what came before for the whole. Sent after the commit of the record that it was read.
/// </summary>
sealed class AttachmentContent(NpgsqlDataSource database, SealedAttachment attachment, string name, DataKey key)
    : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => StatusCodes.Status200OK;

    /// <exception cref="CryptographicException">A chunk is not what was sealed in its place, or is missing.</exception>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var cancellationToken = httpContext.RequestAborted;
        var response = httpContext.Response;
        var kind = ContentKind.Taken[attachment.Kind];
        response.ContentType = kind.MediaType;
        response.ContentLength = attachment.Length;
        var disposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = kind.NameFor(name) };
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.Headers.CacheControl = "no-store";

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var (number, before) = (0, (byte[]?)null);
        await foreach (var chunk in connection.Stream<byte[]>(
            "select sealed from attachment_chunks where attachment_id = @id order by number", new { attachment.Id }, cancellationToken))
        {
            if (before is not null)
                await Send(before, number++, last: false);
            before = chunk;
        }
        await Send(before ?? throw new CryptographicException("The content is missing."), number, last: true);

        async Task Send(byte[] content, int at, bool last)
        {
            var plain = key.Open(content, Binding.AttachmentChunk(attachment.Id, at, last));
            await response.Body.WriteAsync(plain, cancellationToken);
            CryptographicOperations.ZeroMemory(plain);
        }
    }
}
